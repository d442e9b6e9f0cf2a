namespace SweepRunner.Reports.Analysis;

/// <summary>Finds weaknesses in the design of a search. It compares no cells at chance, and advises nothing that the
/// config does not allow.</summary>
internal sealed class Criticism(ReportAnalysis analysis)
{
    // With fewer trials, a share of the variance means nothing.
    private const int FewestTrials = 16;
    private const double NoEffect = 0.02;

    // With fewer values, the last one is easily the best by chance.
    private const int FewestValues = 3;

    // They end with a rate near 0: the end is the best by design, and more epochs make another schedule.
    private static readonly string[] EndingSchedules = ["\"cosine\"", "\"one-cycle\""];

    public IReadOnlyList<Finding> Find() =>
    [
        .. new Comparison(analysis.Data).Find(), .. Unfinished(), .. new SeedCriticism(analysis).Find(),
        .. new OutcomeCriticism(analysis).Find(), .. new EdgeCriticism(analysis).Find(), .. WithoutEffect(),
        .. StillImproving(), .. OtherMachines(),
    ];

    private IEnumerable<Finding> Unfinished()
    {
        var left = analysis.Data.Trials.Count(trial => !trial.Record.Outcome.IsFinal());
        if (left > 0)
            yield return Finding.Unfinished(left);
        var failed = analysis.Data.TrialsWith(Outcome.Failed).ToList();
        var sweeps = failed.Select(trial => trial.Record.Sweep).Distinct();
        if (failed.Count > 0)
            yield return Finding.Failed(failed.Count, string.Join('\n', sweeps
                .Select(sweep => analysis.Commands.Write("retry", sweep, "--failed"))
                .Prepend(analysis.Commands.Write("show", $"{failed[0].Record.Id}"))));
    }

    private IEnumerable<Finding> OtherMachines()
    {
        if (analysis.Data.MachineChanges.Count > 0)
            yield return Finding.OtherMachines(analysis.Data.MachineChanges);
    }

    private IEnumerable<Finding> WithoutEffect()
    {
        var ranked = analysis.Data.RankedTrials.ToList();
        var learned = ranked.FindAll(trial => !trial.IsAtChance);
        if (learned.Count < FewestTrials || analysis.Varying.Count < 2)
            yield break;
        // A forest takes a second with ten thousand trials, so none is grown that is there or that nothing asks for.
        var importance = learned.Count == ranked.Count
            ? analysis.ObjectiveImportance
            : analysis.Importance(learned, trial => trial.Objective!.Value);
        if (importance is not { } objective)
            yield break;
        var ended = analysis.Data.Trials.Where(trial => trial.Record.Outcome is Outcome.Completed or Outcome.Diverged);
        var losses = new Lazy<FunctionalAnovaResult?>(
            () => analysis.Importance(ended, trial => trial.IsDiverged || trial.IsAtChance ? 1 : 0));
        foreach (var (index, parameter) in analysis.Varying.Index().Where(each => each.Item.IsSearched))
        {
            var (mean, deviation) = objective.Parameters[index];
            // A parameter with one value among these trials has shown nothing. One that chooses the images changes the
            // task. What parameters explain only together is part of the effect of each. One that only some trials have
            // may matter among them.
            if (!parameter.HasNone
                && learned.Select(parameter.LevelOf).Distinct().Skip(1).Any()
                && !analysis.Data.ChoosesImages(parameter.Path)
                && mean + deviation < NoEffect
                && objective.Interactions < NoEffect
                && (losses.Value?.Parameters[index].Mean ?? 0) < NoEffect)
                yield return Finding.WithoutEffect(
                    parameter.Path, mean, deviation, analysis.ObjectiveName, analysis.Data.IsOfPrograms);
        }
    }

    private IEnumerable<Finding> StillImproving()
    {
        if (analysis.Best is not { } best)
            yield break;
        var trials = analysis.TrialsOf(best.Cell).Where(trial => trial.IsRanked).ToList();
        var series = trials.ConvertAll(trial => trial.Series.GetValueOrDefault(analysis.Objective));
        if (!EndingSchedules.Contains(ConfigLeaves.Of(trials[0].Record, []).GetValueOrDefault(KnownPaths.Schedule))
            && series.TrueForAll(each => each is not null && IsStillImproving(each, analysis.Data.IsMaximized)))
            yield return Finding.StillImproving(
                analysis.Labels.Short(best.Cell), analysis.Objective, analysis.Data.IsOfPrograms);
    }

    private static bool IsStillImproving(ThinnedSeries series, bool isMaximized)
    {
        if (series.Buckets.Sum(bucket => bucket.Count) < FewestValues)
            return false;
        var last = series.Buckets[^1].Mean;
        return series.Buckets.All(bucket => bucket.Count > 0)
            && series.Buckets.SkipLast(1).All(each => isMaximized ? each.Maximum < last : each.Minimum > last);
    }
}
