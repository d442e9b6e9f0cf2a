using System.Security.Cryptography;
using System.Text;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>Writes a sweep as event files for TensorBoard, a run per trial. The layout is in
/// <c>docs/formats.md</c>.</summary>
public static class TensorBoardExport
{
    /// <summary>Writes the points and hyperparameters of every trial and a summary of the sweep, and returns the
    /// sweep's folder in the given one: the <c>--logdir</c> of TensorBoard. Each file appears whole or not at all;
    /// files of an earlier export of a sweep of this name are replaced or removed. The same sweep gives the same
    /// bytes.</summary>
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
            var metrics = new SortedSet<string>();
            var written = new HashSet<string>();
            foreach (var trial in trials)
            {
                // Only one trial's points are in memory at a time.
                var points = store.Metrics(trial.Id).Select(point => point.Point).ToList();
                metrics.UnionWith(points.Select(point => point.Metric));
                var run = Path.Join(target, RunFolder.ForTrial(trial.Number, trials.Count));
                written.Add(WriteTrial(run, record.CreatedUtc, trial, hyperparameters, points));
            }
            written.Add(WriteSummary(target, record, hyperparameters, metrics));
            EventFile.RemoveOlder(target, written);
            return target;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrackingException(
                $"Cannot write the event files to '{folder}': {FileFaults.Reason(exception, folder)}. "
                    + "Name another folder.",
                exception);
        }
    }

    private static string WriteSummary(
        string folder, SweepRecord sweep, IReadOnlyList<Hyperparameter> hyperparameters, IEnumerable<string> metrics)
    {
        var objective = sweep.Definition.ObjectiveMetric;
        var columns = metrics.Where(metric => metric != objective && !KnownMetrics.Describe(metric).IsSystem)
            .Prepend(objective);
        var experiment = EventRecords.Experiment(sweep, hyperparameters, columns);
        return EventFile.Write(folder, sweep.CreatedUtc, sweep.CreatedUtc, [experiment]);
    }

    private static string WriteTrial(
        string folder, DateTimeOffset created, TrialRecord trial, IReadOnlyList<Hyperparameter> hyperparameters,
        IEnumerable<MetricPoint> unsorted)
    {
        // By step before time: for a point of a lower step, TensorBoard's faster loader drops all later points of the
        // metric, and the clock may have been set back between two points.
        var points = unsorted.OrderBy(point => point.Step).ThenBy(point => point.TimeUtc)
            .ThenBy(point => point.Metric, StringComparer.Ordinal)
            .ToList();
        // The stored start is that of the last attempt; the points before a resume are older.
        var begun = points.Select(point => (DateTimeOffset?)point.TimeUtc).Append(trial.StartedUtc).Min();
        var first = begun ?? created;
        var (step, time) = points.Count > 0 ? (points[^1].Step, points[^1].TimeUtc) : (0, first);
        var start = EventRecords.SessionStart(hyperparameters, trial.Number, begun, first);
        var records = points.Select(EventRecords.Scalar).Prepend(start);
        if (trial.Outcome != Outcome.Queued)
            records = records.Append(EventRecords.SessionEnd(trial, step, trial.EndedUtc ?? time));
        return EventFile.Write(folder, created, first, records);
    }
}

/// <summary>Names of folders, which TensorBoard shows as names of runs. None leads out of its parent.</summary>
internal static class RunFolder
{
    // File systems allow 255 bytes.
    private const int LongestName = 200, DigitsOfTrial = 4;

    /// <summary>The sweep's name, percent-encoded also at <c>~</c> and a leading <c>.</c>; above 200 characters cut,
    /// with a hash of the whole name. Two sweeps never share a folder.</summary>
    public static string ForSweep(string sweep)
    {
        var name = Uri.EscapeDataString(sweep).Replace("~", "%7E");
        if (name.Length == 0)
            return "%";
        if (name[0] == '.')
            name = $"%2E{name[1..]}";
        if (name.Length <= LongestName)
            return name;
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(sweep)));
        return $"{name[..(LongestName - hash.Length - 1)]}%{hash}";
    }

    /// <summary>The trial's number with four digits or, in a larger sweep, as many as the last trial's.</summary>
    public static string ForTrial(int number, int count) =>
        $"{number}".PadLeft(Max(DigitsOfTrial, $"{count - 1}".Length), '0');

    public static bool IsTrial(string name) => name.Length >= DigitsOfTrial && name.All(char.IsAsciiDigit);
}
