using SweepRunner.Tracking.Storage;

namespace SweepRunner.Reports.Reading;

/// <summary>Reads the data of a report from a store, in one pass over the points.</summary>
internal static class ReportReader
{
    // Buckets per metric and trial: half of the pixels of the widest picture.
    private const int MostBuckets = 512, FewestBuckets = 32;

    // Buckets in all, about 130 MB.
    private const int BucketBudget = 1_500_000;

    /// <summary>Reads sweeps. The configs of trials are compared in the spelling that <paramref name="spell"/>
    /// gives.</summary>
    public static ReportData Read(
        ITrackingStore store, IReadOnlyList<SweepRecord> sweeps, TimeProvider time, Func<string, string>? spell = null)
    {
        foreach (var sweep in sweeps.Skip(1))
            ReportException.ThrowIfObjectivesDiffer(sweeps[0].Definition, sweep.Definition);

        // Before the trials are read, so that nothing in them is later.
        var now = time.GetUtcNow();
        var decisions = sweeps is [var only] ? store.Decisions(only.Name) : [];
        var capacity = Clamp(BucketBudget / Max(1, sweeps.Sum(sweep => sweep.TrialCount)), FewestBuckets, MostBuckets);
        var trials = new List<ReportTrial>();
        var cells = 0;
        foreach (var sweep in sweeps)
        {
            var read = Trials(store, sweep, capacity);
            var (firstTrial, firstCell) = (trials.Count, cells);
            trials.AddRange(read.Select(
                trial => trial with { Number = trial.Number + firstTrial, Cell = trial.Cell + firstCell }));
            cells += read.Select(trial => trial.Cell + 1).DefaultIfEmpty(0).Max();
        }
        var spelled = Spelled(trials, spell);
        return new ReportData(
            sweeps, store.Url,
            [.. trials.Zip(spelled, (trial, record) => trial with
            {
                Result = trial.Result with
                {
                    Images = ConfigValues.Images(record, sweeps[0].Definition.ObjectiveMetric),
                },
            })],
            ParameterReader.Read(sweeps, spelled), now)
        {
            Decisions = decisions,
            MachineChanges =
            [
                .. sweeps.SelectMany(sweep => store.Events(sweep.Name))
                    .Select(happening => happening.Event)
                    .Where(happening => happening.Kind == NewEvent.MachineChanged)
                    .Select(happening => happening.Message)
                    .Distinct(),
            ],
        };
    }

    // The trials of a cell share their config.
    private static List<TrialRecord> Spelled(IEnumerable<ReportTrial> trials, Func<string, string>? spell)
    {
        var known = new Dictionary<string, string>();
        return [.. trials.Select(trial => trial.Record with
        {
            Definition = trial.Record.Definition with { ConfigJson = Spelled(trial.Record.Definition.ConfigJson) },
        })];

        string Spelled(string json)
        {
            if (!known.TryGetValue(json, out var spelled))
                known.Add(json, spelled = spell?.Invoke(json) ?? json);
            return spelled;
        }
    }

    private static List<ReportTrial> Trials(ITrackingStore store, SweepRecord sweep, int capacity)
    {
        var read = TrialReading.Read(store, sweep.Definition, capacity, new DrawnMetrics(sweep.Definition).Contains);
        var attempts = store.Attempts(sweep.Name).ToLookup(attempt => attempt.Trial);
        return [.. read.Select(trial => new ReportTrial
        {
            Progress = trial.Progress,
            Result = trial.Result,
            Number = trial.Result.Trial.Number,
            Cell = trial.Result.Trial.Definition.Cell,
            Attempts = [.. attempts[trial.Result.Trial.Number]],
            Series = trial.Series,
        })];
    }
}

/// <summary>The metrics of a sweep of which a report keeps curves: none of the machine, and of very many those that
/// come first, the objective and the loss always.</summary>
internal sealed class DrawnMetrics(SweepFacts sweep)
{
    private const int Most = 40;

    private readonly Dictionary<string, bool> _isDrawn = TrainingLoss.Of(sweep).Append(sweep.ObjectiveMetric).Distinct()
        .ToDictionary(metric => metric, _ => true);
    private int _others;

    public bool Contains(string metric)
    {
        if (!_isDrawn.TryGetValue(metric, out var isDrawn))
        {
            isDrawn = !KnownMetrics.Describe(metric).IsSystem && _others++ < Most;
            _isDrawn.Add(metric, isDrawn);
        }
        return isDrawn;
    }
}

/// <summary>A report cannot be made. The message says why and what to do.</summary>
public sealed class ReportException : Exception
{
    private ReportException(string message, Exception? innerException = null)
        : base(message, innerException) { }

    internal static void ThrowIfObjectivesDiffer(SweepFacts first, SweepFacts other)
    {
        if (first.ObjectiveMetric != other.ObjectiveMetric || first.IsObjectiveMaximized != other.IsObjectiveMaximized)
            throw new ReportException(
                $"'{first.Name}' and '{other.Name}' cannot be compared: '{first.Name}' {Goal(first)}, "
                    + $"'{other.Name}' {Goal(other)}. Compare sweeps with the same objective.");
    }

    internal static ReportException Unwritable(string folder, Exception reason) => new(
        $"Cannot write the report to '{folder}': {FileFaults.Reason(reason, folder)}. Name another folder with --out "
            + "DIR.",
        reason);

    private static string Goal(SweepFacts sweep) =>
        $"{(sweep.IsObjectiveMaximized ? "maximizes" : "minimizes")} {sweep.ObjectiveMetric}";
}
