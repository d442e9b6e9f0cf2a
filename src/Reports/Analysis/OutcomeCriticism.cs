namespace SweepRunner.Reports.Analysis;

/// <summary>Finds values with which trials diverge or do not learn, and what that costs.</summary>
internal sealed class OutcomeCriticism(ReportAnalysis analysis)
{
    private const double MuchCompute = 0.1;

    // A parameter is named if its values explain so much of whether a trial learns.
    private const double LeastExplained = 0.1;
    private const int MostNamed = 3;

    private readonly List<Parameter> _leveled = [.. analysis.Varying.Where(parameter => !parameter.IsRange)];

    public IEnumerable<Finding> Find() => [.. AlwaysDiverges(), .. Compute(), .. DidNotLearn()];

    private IEnumerable<Finding> AlwaysDiverges()
    {
        foreach (var parameter in _leveled.Where(parameter => parameter.IsSearched))
        {
            var levels = analysis.Data.Trials.GroupBy(parameter.LevelOf);
            foreach (var level in levels.OrderBy(level => level.Key))
            {
                if (level.Count() > 1 && level.All(trial => trial.IsDiverged) && IsToBlame(parameter, level))
                    yield return Finding.AlwaysDiverges(parameter.Path, parameter.Levels[level.Key], level.Count());
            }
        }
    }

    // A trial that differs in this value alone completed. Otherwise another value may be the cause.
    private bool IsToBlame(Parameter parameter, IGrouping<int, ReportTrial> level)
    {
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

    // Only by keys that these trials have.
    private static IEnumerable<string> Remedies(List<ReportTrial> diverged)
    {
        bool Has(string path) => diverged.Exists(trial => ConfigLeaves.Of(trial.Record, []).ContainsKey(path));
        if (!Has(KnownPaths.LearningRate))
            yield break;
        yield return "a lower rate";
        if (Has(KnownPaths.Initialization))
            yield return "another initialisation";
        if (!Has(KnownPaths.ClipNorm))
            yield return $"gradient clipping ({KnownPaths.ClipNorm})";
    }

    private IEnumerable<Finding> DidNotLearn()
    {
        var completed = analysis.Data.TrialsWith(Outcome.Completed).ToList();
        var atChance = completed.FindAll(trial => trial.IsAtChance);
        if (atChance.Count == 0)
            yield break;
        var shares = atChance.Count == completed.Count ? [] : _leveled
            .Where(parameter => parameter.Path != ParameterReader.Sweep)
            .Select(parameter => (Parameter: parameter, Explained: Explained(parameter, completed)))
            .Where(each => each.Explained >= LeastExplained)
            .OrderByDescending(each => each.Explained)
            .Take(MostNamed)
            .Select(each => Shares(each.Parameter, completed));
        var falling = atChance.Count(trial => trial.Learning == Learning.StillFalling);
        yield return Finding.DidNotLearn(atChance.Count, completed.Count, falling, [.. shares]);
    }

    // The part of the variance of "did not learn" that lies between the values of a parameter.
    private static double Explained(Parameter parameter, List<ReportTrial> completed)
    {
        var all = Share(completed);
        var between = completed.GroupBy(parameter.LevelOf)
            .Sum(level => level.Count() * Pow(Share([.. level]) - all, 2));
        return between / (completed.Count * all * (1 - all));
    }

    private static double Share(List<ReportTrial> trials) =>
        trials.Count(trial => trial.IsAtChance) / (double)trials.Count;

    private static string Shares(Parameter parameter, List<ReportTrial> completed)
    {
        var levels = completed.GroupBy(parameter.LevelOf)
            .Select(level => (level.Key, Trials: level.ToList()))
            .OrderByDescending(level => Share(level.Trials))
            .ThenBy(level => level.Key)
            .Select(level => $"{level.Trials.Count(trial => trial.IsAtChance)} of {level.Trials.Count} with "
                + parameter.Levels[level.Key]);
        return $"By {parameter.Path}: {string.Join(", ", levels)}.";
    }
}
