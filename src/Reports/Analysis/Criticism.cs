namespace SweepRunner.Reports.Analysis;

/// <summary>Finds weaknesses in the design of a search.</summary>
internal sealed class Criticism(ReportAnalysis analysis)
{
    // With fewer trials, a share of the variance means nothing.
    private const int FewestTrials = 8;
    private const double NoEffect = 0.02, MuchCompute = 0.1;

    private const double EdgeShare = 0.02;

    // Without a test, the best few cells are worth more seeds, and three seeds are the fewest that say something.
    private const int FewToRepeat = 4, SeedsToAdd = 2;

    public IReadOnlyList<Finding> Find() =>
    [
        .. new Comparison(analysis.Data).Find(), .. Unfinished(), .. Seeds(), .. Edges(), .. Diverged(),
        .. WithoutEffect(), .. StillImproving(),
    ];

    private IEnumerable<Finding> Unfinished()
    {
        var left = analysis.Data.Trials.Count(trial => !trial.Record.Outcome.IsFinal());
        if (left > 0)
            yield return Finding.Unfinished(left);
        var failed = analysis.Data.TrialsWith(Outcome.Failed).Count();
        if (failed > 0)
            yield return Finding.Failed(failed, RetryCommands());
    }

    private IEnumerable<string> RetryCommands() => analysis
        .Data.TrialsWith(Outcome.Failed)
        .Select(trial => trial.Record.Id.Sweep)
        .Distinct()
        .Select(sweep => analysis.Commands.Write("retry", sweep, "--failed"));

    private IEnumerable<Finding> Seeds()
    {
        var cells = analysis.Cells;
        var clean = cells.Where(cell => cell.Group == CellGroup.Clean).ToList();
        var isOver = analysis.Data.Trials.All(trial => trial.Record.Outcome.IsFinal());
        if (isOver && clean.Count > 1 && clean.TrueForAll(cell => cell.Sample.Count == 1))
        {
            var first = clean.Take(FewToRepeat).Select(cell => cell.Cell).ToList();
            yield return Finding.OneSeed(clean.Count, first.Count) with
            {
                Command = RerunCommand.ForMoreSeeds(analysis, first, SeedsToAdd),
            };
        }
        if (clean.Count(cell => cell.Standing.CouldBeBest == true) is > 1 and var open)
        {
            var next = RankingText.NextToTell(cells);
            yield return Finding.CouldBeBest(open, next is null ? null : MoreSeeds(next)) with
            {
                Command = next is null ? null : RankingText.MoreSeedsCommand(analysis, next),
            };
        }
    }

    private string MoreSeeds(CellRow cell) => RankingText.MoreSeeds(
        $"\u201c{analysis.Labels.Short(cell.Cell)}\u201d",
        $"\u201c{analysis.Labels.Short(cell.Standing.ComparedWith!.Value)}\u201d",
        cell.Standing.MoreSeeds!.Value);

    private IEnumerable<Finding> Edges()
    {
        if (analysis.Best is not { } best)
            yield break;
        foreach (var parameter in analysis.Varying.Where(parameter => parameter is { IsNumeric: true, IsSearched: true }))
        {
            var level = parameter.LevelOf(analysis.TrialsOf(best.Cell).First());
            var place = parameter.IsRange ? parameter.UnitValue(level) : (double)level / (parameter.Levels.Count - 1);
            if (place is <= EdgeShare or >= 1 - EdgeShare)
                yield return Finding.BestOnEdge(
                    parameter.Path, NumberText.Short(parameter.Numbers[level]), place <= EdgeShare);
        }
    }

    private IEnumerable<Finding> Diverged()
    {
        var diverged = analysis.Data.Diverged.ToList();
        if (diverged.Count == 0)
            yield break;
        // If all trials diverged, no single value is to blame.
        var hasOthers = diverged.Count < analysis.Data.Trials.Count;
        foreach (var parameter in analysis.Varying.Where(parameter => hasOthers && !parameter.IsRange))
        {
            var levels = analysis.Data.Trials.GroupBy(parameter.LevelOf);
            foreach (var level in levels.OrderBy(level => level.Key))
            {
                if (level.Count() > 1 && level.All(trial => trial.IsDiverged))
                    yield return Finding.AlwaysDiverges(parameter.Path, parameter.Levels[level.Key], level.Count());
            }
        }
        var (spent, all) = (diverged.Sum(trial => trial.Seconds), analysis.TrialSeconds);
        if (spent >= MuchCompute * all)
            yield return Finding.ComputeOnDiverged(spent / all, spent, diverged.Count);
    }

    private IEnumerable<Finding> WithoutEffect()
    {
        var ranked = analysis.Data.RankedTrials.ToList();
        if (analysis.ObjectiveImportance is not { } objective
            || analysis.Varying.Count < 2
            || ranked.Count < FewestTrials)
            yield break;
        foreach (var (index, parameter) in analysis.Varying.Index())
        {
            var (mean, deviation) = objective.Parameters[index];
            // A parameter with one value among the completed trials has shown nothing.
            var isSeen = ranked.Select(parameter.LevelOf).Distinct().Skip(1).Any();
            if (isSeen
                && parameter.IsSearched
                && mean + deviation < NoEffect
                && (analysis.DivergenceImportance?.Parameters[index].Mean ?? 0) < NoEffect)
                yield return Finding.WithoutEffect(parameter.Path, mean, deviation, analysis.Objective);
        }
    }

    private IEnumerable<Finding> StillImproving()
    {
        if (analysis.Best is not { } best)
            yield break;
        var series = analysis.TrialsOf(best.Cell).Where(trial => trial.IsRanked)
            .Select(trial => trial.Series.GetValueOrDefault(analysis.Objective));
        if (series.All(each => each is not null && IsStillImproving(each, analysis.Data.IsMaximized)))
            yield return Finding.StillImproving(analysis.Labels.Short(best.Cell), analysis.Objective);
    }

    private static bool IsStillImproving(ThinnedSeries series, bool isMaximized)
    {
        if (series.Buckets.Count < 2)
            return false;
        var last = series.Buckets[^1].Mean;
        return series.Buckets.All(bucket => bucket.Count > 0)
            && series.Buckets.SkipLast(1).All(each => isMaximized ? each.Maximum < last : each.Minimum > last);
    }
}

/// <summary>A weakness in the design of a search, with advice. Its kind is a short name for programs.</summary>
internal sealed record Finding(string Kind, string Message, string Advice, string? Command = null)
{
    public static Finding Unlike(string differences) => new(
        "unlike", $"The sweeps are unlike experiments: {differences}.",
        "A cell may lead because of this. Compare cells within a sweep, or run the sweeps with the same values.");

    public static Finding SpacesDiffer(string differences) => new(
        "spaces-differ", $"The sweeps try different values: {differences}.",
        "What only one sweep tries may be good in the other too.");

    public static Finding SeedsDiffer(string seeds) => new(
        "seeds-differ", $"The seeds are {seeds}.", "Only common seeds tell cells of different sweeps apart.");

    public static Finding ImagesDiffer(IReadOnlyList<string> paths) => new(
        "images-differ",
        $"Cells that differ in {string.Join(" or ", paths)} saw different images, so no test compares them.",
        "Their order says nothing beyond these images.");

    public static Finding Repeated(int trials) => new(
        "repeated",
        $"{NumberText.Count(trials, "trial")} {(trials == 1 ? "has" : "have")} the same config, seed, threads and "
            + "device in several sweeps.",
        "They repeat one experiment and add no evidence.");

    public static Finding BestOnEdge(string path, string value, bool isLowest) => new(
        "edge", $"The best cell has {path} = {value}, the {(isLowest ? "lowest" : "highest")} value tried.",
        $"Try {(isLowest ? "lower" : "higher")} ones: the best may lie beyond.");

    public static Finding WithoutEffect(string path, double share, double deviation, string metric) => new(
        "no-effect",
        $"{path} explains {NumberText.Percent(share)} ± {NumberText.Percent(deviation)} of the variance of {metric}, "
            + "and does not decide what diverges.",
        "Fix it at its cheapest value and spend the trials elsewhere.");

    public static Finding AlwaysDiverges(string path, string value, int trials) => new(
        "always-diverges", $"Every trial with {path} = {value} diverged ({NumberText.Count(trials, "trial")}).",
        "Leave the value out of the next search.");

    public static Finding ComputeOnDiverged(double share, double seconds, int trials) => new(
        "diverged-compute",
        $"{NumberText.Percent(share)} of the time ({NumberText.OfSeconds(seconds)}) went into "
            + $"{NumberText.Count(trials, "trial")} that diverged.",
        $"A lower rate, another initialisation or gradient clipping ({KnownPaths.ClipNorm}) may save it.");

    public static Finding OneSeed(int cells, int first) => new(
        "one-seed",
        $"One seed a cell: nothing tells differences between the {NumberText.Count(cells, "cell")} from chance.",
        $"Run more seeds of the {first} cells with the best values:");

    public static Finding CouldBeBest(int cells, string? moreSeeds) => new(
        "could-be-best",
        $"{NumberText.Count(cells, "cell")} could still be best: their seeds do not tell which.",
        moreSeeds is null ? $"More than {SeedPlan.Limit} seeds would be needed to tell." : $"{moreSeeds}:");

    public static Finding StillImproving(string label, string metric) => new(
        "still-improving", $"The best cell ({label}) had its best {metric} at the very end with every seed.",
        "More epochs may improve it further, and may change the order.");

    public static Finding Unfinished(int left) => new(
        "unfinished",
        $"{NumberText.Count(left, "trial")} {(left == 1 ? "is" : "are")} not done yet; the results may change.",
        "Make the report again when the sweep is done.");

    public static Finding Failed(int failed, IEnumerable<string> retries) => new(
        "failed",
        $"{NumberText.Count(failed, "trial")} failed because of the machine or the program, and "
            + $"{(failed == 1 ? "is" : "are")} missing here.",
        $"Run {(failed == 1 ? "it" : "them")} again: {string.Join("; ", retries)}");
}
