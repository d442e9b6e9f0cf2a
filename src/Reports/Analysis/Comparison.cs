namespace SweepRunner.Reports.Analysis;

/// <summary>Tells in what sweeps differ that are compared, and which cells no test compares.</summary>
internal sealed class Comparison(ReportData data)
{
    // More values than these are told by their ends or their number.
    private const int MostValues = 6;

    // From this number on, sweeps with the same value are the others.
    private const int MostNamed = 3;

    // An empty sweep has no values to compare.
    private readonly List<SweepRecord> _sweeps = [.. data.Sweeps
        .Where(sweep => data.Trials.Any(trial => trial.Record.Sweep == sweep.Name))];

    public IEnumerable<Finding> Find() => [.. Unlike(), .. Spaces(), .. Seeds(), .. Images(), .. Repeated()];

    private IEnumerable<Finding> Unlike()
    {
        var unlike = Differences(parameter => !parameter.IsSearched).ToList();
        if (unlike.Count > 0)
            yield return Finding.Unlike(string.Join("; ", unlike));
    }

    private IEnumerable<Finding> Spaces()
    {
        var spaces = Differences(parameter => parameter.IsSearched).ToList();
        if (spaces.Count > 0)
            yield return Finding.SpacesDiffer(string.Join("; ", spaces));
    }

    private IEnumerable<Finding> Seeds()
    {
        if (_sweeps.Count < 2)
            yield break;
        var seeds = data.Trials.ToLookup(trial => trial.Record.Sweep, trial => trial.Record.Definition.Seed);
        var texts = _sweeps.Select(sweep => (
            sweep.Name, Values: SeedText([.. seeds[sweep.Name].Distinct().Order()]))).ToList();
        if (texts.DistinctBy(each => each.Values).Count() > 1)
            yield return Finding.SeedsDiffer(Told(texts));
    }

    // Within one sweep, too, a space may vary the data.
    private IEnumerable<Finding> Images()
    {
        if (data.Trials.Select(trial => trial.Result.Images).Distinct().Count() < 2)
            yield break;
        var paths = data.Varying.Select(parameter => parameter.Path)
            .Where(data.ChoosesImages)
            .ToList();
        yield return Finding.ImagesDiffer(paths);
    }

    // An identity covers the config, the seed, the threads and the device, but not what ends a trial.
    private IEnumerable<Finding> Repeated()
    {
        var repeated = data.Trials.GroupBy(trial => trial.Record.Definition.Identity)
            .Count(alike => alike.Select(trial => trial.Record.Sweep).Distinct().Count() > 1);
        if (_sweeps.Count > 1 && repeated > 0)
            yield return Finding.Repeated(repeated);
    }

    // optimizer.lr is 0.1 or 0.01 in a, 0.3 in b.
    private IEnumerable<string> Differences(Predicate<Parameter> isChosen)
    {
        foreach (var parameter in data.Varying.Where(each => each.Path != ParameterReader.Sweep && isChosen(each)))
        {
            var isImplied = ConfigLeaves.NamesAbove(parameter.Path)
                .Any(name => data.Varying.Any(other => other.Path == name));
            var levelsOf = data.Trials.ToLookup(trial => trial.Record.Sweep, parameter.LevelOf);
            var sets = _sweeps.Select(sweep => (sweep.Name, Levels: levelsOf[sweep.Name].Distinct().Order().ToList()))
                .ToList();
            var texts = sets.Select(set => (set.Name, Values: ValueText(parameter, set.Levels, isImplied)));
            if (sets.DistinctBy(set => string.Join(' ', set.Levels)).Count() > 1)
                yield return $"{parameter.Path} is {Told(texts.Where(text => text.Values.Length > 0))}";
        }
    }

    // What most sweeps have is last: 80 in d, 28 in the others.
    private static string Told(IEnumerable<(string Sweep, string Values)> texts)
    {
        var groups = texts.GroupBy(each => each.Values, each => each.Sweep).ToList();
        var most = groups.MaxBy(group => group.Count());
        if (most is null || groups.Count < 2 || most.Count() < MostNamed)
            return string.Join(", ", groups.Select(group => $"{group.Key} in {Listed([.. group], "and")}"));
        var few = groups.Where(group => group != most).Select(group => $"{group.Key} in {Listed([.. group], "and")}");
        return string.Join(", ", few.Append($"{most.Key} in the others"));
    }

    // That adam has no momentum follows from its name.
    private static string ValueText(Parameter parameter, IEnumerable<int> levels, bool isImplied)
    {
        var texts = levels.Select(level => parameter.Levels[level])
            .Where(text => !isImplied || text != Parameter.None)
            .Select(text => text == Parameter.None ? "not set" : text)
            .ToList();
        return texts.Count <= MostValues ? Listed(texts, "or")
            : parameter.IsNumeric ? $"{texts[0]} to {texts[^1]} ({texts.Count} values)"
            : $"one of {texts.Count} values";
    }

    private static string SeedText(IReadOnlyList<long> seeds) =>
        seeds.Count > 2 && seeds[^1] - seeds[0] == seeds.Count - 1
            ? $"{seeds[0]} to {seeds[^1]}"
            : Listed([.. seeds.Select(seed => $"{seed}")], "and");

    private static string Listed(List<string> words, string last) => words.Count < 2
        ? string.Concat(words)
        : $"{string.Join(", ", words.SkipLast(1))} {last} {words[^1]}";
}
