using SweepRunner.Tracking;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>Writes a sweep as event files that TensorBoard reads: a run for each trial; docs/formats.md lays them
/// out.</summary>
public static class TensorBoardExport
{
    /// <summary>
    /// Writes every trial's points and hyperparameters, and a summary of the sweep, into a folder of the sweep's own.
    /// Each file appears whole or not at all; files of an earlier export of a sweep of that name are replaced or
    /// removed. The same sweep gives the same bytes.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="sweep">The sweep's name.</param>
    /// <param name="folder">The folder that the sweep's folder goes to; made if it is not there.</param>
    /// <returns>The sweep's folder: what TensorBoard takes as <c>--logdir</c>.</returns>
    /// <exception cref="TrackingException">There is no such sweep, or the folder cannot be written to.</exception>
    public static string Write(ITrackingStore store, string sweep, string folder)
    {
        ArgumentNullException.ThrowIfNull(store);
        var record = store.FindSweep(sweep) ?? throw new SweepMissingException(sweep, store.Url);
        try
        {
            var target = Path.Join(folder, RunFolder.ForSweep(sweep));
            var trials = store.Trials(sweep);
            var hyperparameters = Hyperparameters.Read(record.Definition.SpacePaths, trials);
            var metrics = new SortedSet<string>(StringComparer.Ordinal);
            var written = new HashSet<string>(StringComparer.Ordinal);
            foreach (var trial in trials)
            {
                // One trial's points at a time are in memory.
                var points = store.Metrics(new TrialId(sweep, trial.Number)).Select(point => point.Point).ToList();
                metrics.UnionWith(points.Select(point => point.Metric));
                var run = Path.Join(target, RunFolder.ForTrial(trial.Number, trials.Count));
                written.Add(TrialRun.Write(run, record.CreatedUtc, trial, hyperparameters, points));
            }

            written.Add(WriteSummary(target, record, hyperparameters, metrics));
            EventFile.RemoveOlder(target, written);
            return target;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrackingException($"Cannot write the event files to '{folder}': "
                + $"{FileFaults.Reason(exception, folder)}. Name another folder.", exception);
        }
    }

    private static string WriteSummary(
        string folder, SweepRecord sweep, IReadOnlyList<Hyperparameter> hyperparameters, IEnumerable<string> metrics)
    {
        var objective = sweep.Definition.ObjectiveMetric;
        var columns = metrics
            .Where(metric => metric != objective && !KnownMetrics.Describe(metric).IsSystem)
            .Prepend(objective)
            .ToList();
        var experiment = HyperparameterMessages.Experiment(sweep, hyperparameters, columns);
        return EventFile.Write(
            folder,
            sweep.CreatedUtc,
            sweep.CreatedUtc,
            records =>
                records.Write(
                    EventMessages.Plugin(
                        HyperparameterMessages.ExperimentTag,
                        HyperparameterMessages.Plugin,
                        experiment,
                        0,
                        sweep.CreatedUtc)));
    }
}
