using SweepRunner.Tracking;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Reports.Reading;

/// <summary>Reads from a store what a report needs, in one pass over the points.</summary>
public static class ReportReader
{
    // Buckets of one metric of one trial: as many as the widest picture has pixels for half of.
    private const int MostBuckets = 512, FewestBuckets = 32;

    // Buckets in all, about 100 MB.
    private const int BucketBudget = 1_500_000;

    /// <summary>The data of a report.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sweeps">The sweeps, at least one.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ReportException">The sweeps do not share their objective.</exception>
    public static ReportData Read(ITrackingStore store, IReadOnlyList<SweepRecord> sweeps, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(sweeps);
        ArgumentNullException.ThrowIfNull(time);
        foreach (var sweep in sweeps.Skip(1))
            ReportException.ThrowIfObjectivesDiffer(sweeps[0].Definition, sweep.Definition);

        // Before the trials, so that nothing in them is later.
        var now = time.GetUtcNow();
        var capacity = Math.Clamp(
            BucketBudget / Math.Max(1, sweeps.Sum(sweep => sweep.TrialCount)), FewestBuckets, MostBuckets);
        var trials = new List<ReportTrial>();
        var cells = 0;
        foreach (var sweep in sweeps)
        {
            var read = Trials(store, sweep, capacity);
            var (trialsBefore, cellsBefore) = (trials.Count, cells);
            trials.AddRange(
                read.Select(trial =>
                    trial with
                    {
                        Number = trial.Number + trialsBefore,
                        Cell = trial.Cell + cellsBefore,
                    }
                ));
            cells += read.Select(trial => trial.Cell + 1).DefaultIfEmpty(0).Max();
        }

        return new ReportData
        {
            Sweeps = sweeps,
            StoreUrl = store.Url,
            Trials = trials,
            Parameters = ParameterReader.Read(sweeps, [.. trials.Select(trial => trial.Record)]),
            ReadUtc = now,
        };
    }

    private static List<ReportTrial> Trials(ITrackingStore store, SweepRecord sweep, int capacity)
    {
        var name = sweep.Definition.Name;
        var series = new Dictionary<int, Dictionary<string, ThinnedSeries>>();
        var progress = TrialProgress.Read(store, name, point =>
        {
            if (KnownMetrics.Describe(point.Point.Metric).IsSystem)
                return;
            if (!series.TryGetValue(point.Trial, out var metrics))
                series.Add(point.Trial, metrics = new Dictionary<string, ThinnedSeries>(StringComparer.Ordinal));
            if (!metrics.TryGetValue(point.Point.Metric, out var thinned))
                metrics.Add(point.Point.Metric, thinned = new ThinnedSeries(capacity));
            thinned.Add(point.Point.Step, point.Point.Value);
        });
        var attempts = store.Attempts(name).ToLookup(attempt => attempt.Trial);
        return
        [
            .. progress.Select(trial => new ReportTrial
            {
                Progress = trial,
                Number = trial.Trial.Number,
                Cell = trial.Trial.Definition.Cell,
                Attempts = [.. attempts[trial.Trial.Number]],
                Series = series.GetValueOrDefault(trial.Trial.Number) ?? [],
                Objective = trial.Metrics.GetValueOrDefault(sweep.Definition.ObjectiveMetric)?.Last,
            }),
        ];
    }
}

/// <summary>A report cannot be made of what was asked for; the message says why and what to do.</summary>
public sealed class ReportException : Exception
{
    private ReportException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal static void ThrowIfObjectivesDiffer(NewSweep first, NewSweep other)
    {
        if (first.ObjectiveMetric != other.ObjectiveMetric || first.IsObjectiveMaximized != other.IsObjectiveMaximized)
        {
            throw new ReportException(
                $"'{first.Name}' and '{other.Name}' cannot be compared: one is to {Goal(first)}, the "
                    + $"other to {Goal(other)}. "
                    + "Compare sweeps that have the same objective.");
        }
    }

    internal static ReportException Unwritable(string folder, Exception reason) =>
        new($"Cannot write the report to '{folder}': {FileFaults.Reason(reason, folder)}. Name another folder with "
            + "--out DIR.", reason);

    private static string Goal(NewSweep sweep) =>
        $"{(sweep.IsObjectiveMaximized ? "maximize" : "minimize")} {sweep.ObjectiveMetric}";
}
