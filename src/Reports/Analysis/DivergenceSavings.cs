using SweepRunner.Reports.Reading;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Analysis;

/// <summary>The time that stopping diverged trials at once has saved.</summary>
/// <param name="Seconds">Seconds, as estimated.</param>
/// <param name="Trials">Diverged trials that there is an estimate of: those of which a trial of the same work
/// completed.</param>
/// <param name="OfTrials">Diverged trials in all.</param>
public sealed record DivergenceSavings(double Seconds, int Trials, int OfTrials)
{
    // What decides how long a whole trial takes.
    private static readonly string[] WorkPaths = ["model", "data", "epochs"];

    /// <summary>
    /// The estimate: a diverged trial would have taken as long as the median of the completed trials with the same
    /// model, data and epochs; what it took itself is taken off. A trial of which none completed saves nothing that
    /// could be told.
    /// </summary>
    public static DivergenceSavings Estimate(IReadOnlyCollection<ReportTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var diverged = trials.Where(trial => trial.Record.Outcome == Outcome.Diverged).ToList();
        if (diverged.Count == 0)
            return new DivergenceSavings(0, 0, 0);
        var medians = trials.Where(trial => trial.Record is { Outcome: Outcome.Completed, End.Kind: null })
            .GroupBy(Work, trial => trial.Progress.ElapsedSeconds, StringComparer.Ordinal)
            .ToDictionary(work => work.Key, Median, StringComparer.Ordinal);
        var saved = diverged.Where(trial => medians.ContainsKey(Work(trial)))
            .Select(trial => Math.Max(0, medians[Work(trial)] - trial.Progress.ElapsedSeconds)).ToList();
        return new DivergenceSavings(saved.Sum(), saved.Count, diverged.Count);
    }

    private static string Work(ReportTrial trial) => ConfigValues.Join(trial.Record, WorkPaths);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
