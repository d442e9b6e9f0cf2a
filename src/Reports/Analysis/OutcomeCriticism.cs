namespace SweepRunner.Reports.Analysis;

/// <summary>Finds values with which trials diverge, fail or do not learn, and what that costs.</summary>
internal sealed class OutcomeCriticism(ReportAnalysis analysis)
{
    private const double MuchCompute = 0.1;

    // A parameter is named if its values explain so much of whether a trial learns.
    private const double LeastExplained = 0.1;
    private const int MostNamed = 3;

    private readonly List<Parameter> _leveled = [.. analysis.Varying.Where(parameter => !parameter.IsRange)];

    public IEnumerable<Finding> Find() =>
    [
        .. Always(Outcome.Diverged, Finding.AlwaysDiverges), .. Always(Outcome.Failed, Finding.AlwaysFails),
        .. Compute(), .. DidNotLearn(), .. NotJudged(),
    ];

    private IEnumerable<Finding> Always(Outcome outcome, Func<string, string, int, Finding> find)
    {
        foreach (var parameter in _leveled.Where(parameter => parameter.IsSearched))
        {
            var levels = analysis.Data.Trials.GroupBy(parameter.LevelOf)
                .Where(level => parameter.Levels[level.Key] != Parameter.None);
            foreach (var level in levels.OrderBy(level => level.Key))
            {
                if (level.Count() > 1 && level.All(trial => trial.Record.Outcome == outcome)
                    && IsToBlame(parameter, level))
                    yield return find(parameter.Path, parameter.Levels[level.Key], level.Count());
            }
        }
    }

    // A trial that differs in this value alone, or in ranges, completed. Otherwise another value may be the cause. If a
    // range varies too, one cell is no evidence.
    private bool IsToBlame(Parameter parameter, IGrouping<int, ReportTrial> level)
    {
        if (analysis.Varying.Any(other => other.IsRange && other != parameter)
            && level.DistinctBy(trial => trial.Cell).Count() < 2)
            return false;
        var others = level.Select(trial => Others(parameter, trial)).ToHashSet();
        return analysis.Data.TrialsWith(Outcome.Completed).Any(trial => others.Contains(Others(parameter, trial)));
    }

    private string Others(Parameter parameter, ReportTrial trial) =>
        string.Join(' ', _leveled.Where(other => other != parameter).Select(other => other.LevelOf(trial)));

    private IEnumerable<Finding> Compute()
    {
        var diverged = analysis.Data.Diverged.ToList();
        var (spent, all) = (diverged.Sum(trial => trial.Seconds), analysis.TrialSeconds);
        if (spent > 0 && spent >= MuchCompute * all)
            yield return Finding.ComputeOnDiverged(spent / all, spent, diverged.Count, [.. Remedies(diverged)]);
    }

    // Only by keys that these trials have. Of a program, no more is known than what a name says.
    private static IEnumerable<string> Remedies(List<ReportTrial> diverged)
    {
        var paths = diverged.SelectMany(trial => ConfigLeaves.Of(trial.Record, []).Keys).ToHashSet();
        bool Has(string path) => paths.Contains(path);
        if (Has(KnownPaths.Command))
        {
            foreach (var rate in paths.Where(KnownPaths.IsRate))
                yield return $"a lower {rate}";
            yield break;
        }
        if (!Has(KnownPaths.LearningRate))
            yield break;
        yield return "a lower rate";
        if (Has(KnownPaths.Initialization))
            yield return "another initialisation";
        if (!Has(KnownPaths.ClipNorm))
            yield return $"gradient clipping ({KnownPaths.ClipNorm})";
    }

    private IEnumerable<Finding> NotJudged()
    {
        var few = analysis.Data.TrialsWith(Outcome.Completed)
            .Select(trial => trial.Record.Definition.Data?.ValidationImages)
            .Where(images => images < ChanceLevel.FewestImages)
            .ToList();
        if (few.Count > 0)
            yield return Finding.NotJudged(few.Count, few.Max()!.Value, ChanceLevel.FewestImages);
    }

    private IEnumerable<Finding> DidNotLearn()
    {
        var completed = analysis.Data.TrialsWith(Outcome.Completed).ToList();
        var atChance = completed.FindAll(trial => trial.IsAtChance);
        if (atChance.Count == 0)
            yield break;
        var shares = atChance.Count == completed.Count ? [] : analysis.Varying
            .Where(parameter => parameter.Path != ParameterReader.Sweep && !parameter.Levels.Contains(Parameter.None))
            .Select(parameter => Split.Of(parameter, completed))
            .Where(split => split.Explained >= LeastExplained)
            .OrderByDescending(split => split.Explained)
            .Take(MostNamed)
            .Select(split => split.Text);
        var falling = atChance.Count(trial => trial.Learning == Learning.StillFalling);
        yield return Finding.DidNotLearn(atChance.Count, completed.Count, falling, [.. shares]);
    }
}

/// <summary>How the trials that did not learn are spread over the values of a parameter: its levels, or the two sides
/// of the number that separates them best.</summary>
internal sealed record Split(double Explained, string Text)
{
    public static Split Of(Parameter parameter, List<ReportTrial> completed) => parameter.IsRange
        ? Threshold(parameter, completed) is { } level
            ? Create(parameter, completed, trial => parameter.LevelOf(trial) <= level ? 0 : 1, side =>
                $"{(side == 0 ? "up to" : "above")} {parameter.Levels[level]}")
            : new Split(0, "")
        : Create(parameter, completed, parameter.LevelOf, level => $"with {parameter.Levels[level]}");

    // The level up to which the share of trials at chance differs most from that above it, in one pass: a range has as
    // many levels as cells. Null for a single level. With a of n trials at chance on one side, of A of N in all, what
    // lies between the sides grows with (a N − n A)² / (n (N − n)).
    private static int? Threshold(Parameter parameter, List<ReportTrial> completed)
    {
        var (all, allAtChance) = ((double)completed.Count, completed.Count(trial => trial.IsAtChance));
        var (below, atChance, most, best) = (0, 0, double.NegativeInfinity, (int?)null);
        foreach (var level in completed.GroupBy(parameter.LevelOf).OrderBy(level => level.Key).SkipLast(1))
        {
            below += level.Count();
            atChance += level.Count(trial => trial.IsAtChance);
            var between = Pow((atChance * all) - (below * (double)allAtChance), 2) / (below * (all - below));
            if (between > most)
                (most, best) = (between, level.Key);
        }
        return best;
    }

    // Explained is the part of the variance of "did not learn" that lies between the groups.
    private static Split Create(
        Parameter parameter, List<ReportTrial> completed, Func<ReportTrial, int> groupOf, Func<int, string> name)
    {
        var all = Share(completed);
        var groups = completed.GroupBy(groupOf).Select(group => (group.Key, Trials: group.ToList())).ToList();
        var between = groups.Sum(group => group.Trials.Count * Pow(Share(group.Trials) - all, 2));
        var texts = groups.OrderByDescending(group => Share(group.Trials)).ThenBy(group => group.Key).Select(group =>
            $"{group.Trials.Count(trial => trial.IsAtChance)} of {group.Trials.Count} {name(group.Key)}");
        return new Split(
            between / (completed.Count * all * (1 - all)), $"By {parameter.Path}: {string.Join(", ", texts)}.");
    }

    private static double Share(List<ReportTrial> trials) =>
        trials.Count(trial => trial.IsAtChance) / (double)trials.Count;
}
