using SweepRunner.Tracking;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>The event file of one trial.</summary>
internal static class TrialRun
{
    /// <summary>
    /// Writes a trial's hyperparameters, then its points in the order of their steps, and last how it stands; of a
    /// queued trial the hyperparameters alone.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="created">When the sweep was created.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="hyperparameters">The sweep's hyperparameters.</param>
    /// <param name="points">The trial's points; they are put in the order in which they are written.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static string Write(
        string folder,
        DateTimeOffset created,
        TrialRecord trial,
        IReadOnlyList<Hyperparameter> hyperparameters,
        List<MetricPoint> points)
    {
        points.Sort(Compare);
        var begun = Begun(trial, points);
        var first = begun ?? created;
        return EventFile.Write(folder, created, first, records =>
        {
            records.Write(EventMessages.Plugin(
                HyperparameterMessages.SessionStartTag,
                HyperparameterMessages.Plugin,
                HyperparameterMessages.SessionStart(hyperparameters, trial.Number, begun),
                step: 0,
                first));
            foreach (var point in points)
                records.Write(EventMessages.Scalar(point.Metric, point.Step, point.Value, point.TimeUtc));
            if (trial.Outcome == Outcome.Queued)
                return;
            var (step, time) = points.Count > 0 ? (points[^1].Step, points[^1].TimeUtc) : (0, first);
            records.Write(EventMessages.Plugin(
                HyperparameterMessages.SessionEndTag,
                HyperparameterMessages.Plugin,
                HyperparameterMessages.SessionEnd(trial.Outcome, trial.EndedUtc),
                step,
                trial.EndedUtc ?? time));
        });
    }

    // By step before time: TensorBoard's faster loader drops what it has of a metric from the step of the next point
    // on, and the clock of a machine may have been set back between two points. Where it was not, this is the order of
    // time too.
    private static int Compare(MetricPoint left, MetricPoint right)
    {
        var order = left.Step.CompareTo(right.Step);
        if (order == 0)
            order = left.TimeUtc.CompareTo(right.TimeUtc);
        return order == 0 ? string.CompareOrdinal(left.Metric, right.Metric) : order;
    }

    // The start that is stored is the last attempt's: the points of an earlier one that it went on from are older.
    private static DateTimeOffset? Begun(TrialRecord trial, List<MetricPoint> points) =>
        points.Select(point => (DateTimeOffset?)point.TimeUtc).Append(trial.StartedUtc).Min();
}
