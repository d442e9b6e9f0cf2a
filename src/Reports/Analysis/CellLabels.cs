namespace SweepRunner.Reports.Analysis;

/// <summary>Names cells by the values that differ between them: <c>adam, lr 0.001, xavier-uniform</c>. Values of one
/// object stand together, in the order of the sweep file, the name before the others.</summary>
public sealed class CellLabels
{
    // With more of them, the sweep's name stands for the numbers in which only sweeps differ.
    private const int MostOfSweeps = 2;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly Dictionary<int, (int Place, TrialRecord Trial)> _examples;
    private readonly Dictionary<int, (string Values, bool IsUnique)> _labels;
    private readonly bool _hasSeveralSweeps, _isLedBySweep;

    // The trials with the number of their cell among all cells and their place among the values of a parameter.
    internal CellLabels(
        IReadOnlyList<Parameter> parameters, IEnumerable<(int Cell, int Place, TrialRecord Trial)> trials)
    {
        var examples = trials.DistinctBy(trial => trial.Cell).ToList();
        _parameters = parameters;
        _examples = examples.ToDictionary(each => each.Cell, each => (each.Place, each.Trial));
        _hasSeveralSweeps = parameters.Any(parameter => parameter.Path == ParameterReader.Sweep);
        // What a network does not have is at its default; of a program, nobody knows.
        var missing = examples.Exists(each => KnownPaths.IsProgram(each.Trial.Definition.ConfigJson))
            ? "not set"
            : LabelWords.Default;
        var values = Values(new LabelWords(parameters, missing));
        // The sweep leads everywhere or nowhere, so that labels are alike in form. A command and a hash are no names.
        _isLedBySweep = (_hasSeveralSweeps && parameters.Count(IsOfSweeps) > MostOfSweeps)
            || parameters.Any(parameter => ConfigLeaves.IsOfCommand(parameter.Path))
            || values.GroupBy(each => each.Value, each => _examples[each.Key].Trial.Sweep)
                .Any(alike => alike.Distinct().Count() > 1);
        if (_isLedBySweep)
            values = Values(
                new LabelWords([.. parameters.Where(parameter => !IsOfSweeps(parameter))], missing)).ToDictionary(
                each => each.Key, each => Led(_examples[each.Key].Trial.Sweep, each.Value));
        var counts = values.CountBy(each => each.Value).ToDictionary();
        _labels = values.ToDictionary(each => each.Key, each => (each.Value, counts[each.Value] == 1));

        Dictionary<int, string> Values(LabelWords words) => _examples.ToDictionary(
            each => each.Key, each => words.Of(each.Value.Place) ?? LabelWords.Main(each.Value.Trial));
    }

    // What only sweeps differ in is the same in all cells of a sweep.
    private static bool IsOfSweeps(Parameter parameter) =>
        parameter is { IsSearched: false, IsName: false } && parameter.Path != ParameterReader.Sweep;

    private static string Led(string sweep, string label) => label.Length == 0 ? sweep : $"{sweep}: {label}";

    /// <summary>Reads the labels of a sweep's cells.</summary>
    public static CellLabels Of(SweepRecord sweep, IReadOnlyList<TrialRecord> trials) => new(
        ParameterReader.Read([sweep], trials), trials.Select((trial, place) => (trial.Definition.Cell, place, trial)));

    /// <summary>The paths of a table's columns: those of the space, with objects told by the paths inside them, and
    /// others at which cells differ.</summary>
    public IReadOnlyList<string> Paths => [.. _parameters.Select(parameter => parameter.Path)];

    /// <summary>A cell's text in each column; a dash without a value.</summary>
    public IEnumerable<string> Texts(int cell) => _parameters.Select(parameter =>
        _examples.TryGetValue(cell, out var example)
            ? parameter.Levels[parameter.LevelOfTrial[example.Place]]
            : Parameter.None);

    /// <summary>The values: <c>adam, lr 0.001, xavier-uniform</c>; if no value differs, the main values of the config.
    /// The sweep leads, in place of the numbers in which only sweeps differ, if there are many of these or if cells of
    /// two sweeps have the same values. The number follows if that is not enough to tell
    /// two cells apart.</summary>
    public string Short(int cell) =>
        _labels.TryGetValue(cell, out var label) && label is { IsUnique: true, Values.Length: > 0 }
            ? label.Values
            : Long(cell);

    /// <summary>The values and the number: <c>adam, lr 0.001, xavier-uniform (cell 20)</c>.</summary>
    public string Long(int cell) => _labels.GetValueOrDefault(cell).Values is { Length: > 0 } values
        ? $"{values} ({(_isLedBySweep ? $"cell {_examples[cell].Trial.Definition.Cell}" : Number(cell))})"
        : Number(cell);

    /// <summary>The values of a trial's cell and its seed, in a label of one sweep: <c>adam, lr 0.001, seed
    /// 2</c>.</summary>
    public string OfTrial(TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return $"{Short(trial.Definition.Cell)}, seed {trial.Definition.Seed}";
    }

    /// <summary>The cell's number in its sweep: <c>cell 20</c>, or <c>cell 20 of a</c> among several sweeps.</summary>
    public string Number(int cell) => !_examples.TryGetValue(cell, out var example)
        ? $"cell {cell}"
        : $"cell {example.Trial.Definition.Cell}{(_hasSeveralSweeps ? $" of {example.Trial.Sweep}" : "")}";
}

/// <summary>The words of labels, one for each parameter that varies.</summary>
internal sealed class LabelWords
{
    // Alone, it does not tell what it is the default of.
    public const string Default = "default";
    private readonly List<(Parameter Parameter, Func<int, string?> Word)> _words;

    /// <summary>Creates the words, with those for a value that a trial does not have.</summary>
    public LabelWords(IReadOnlyList<Parameter> parameters, string missing)
    {
        var varying = parameters.Where(parameter => parameter.Varies && parameter.Path != ParameterReader.Sweep)
            .GroupBy(parameter => parameter.Group)
            .SelectMany(group => group.OrderBy(parameter => !parameter.IsName))
            .ToList();
        _words = varying.ConvertAll(parameter => (
            parameter, parameter.IsName ? Names(parameter, varying) : Values(parameter, varying, missing)));
    }

    /// <summary>The words of the trial at a place; null if nothing varies.</summary>
    public string? Of(int place) => _words.Count == 0
        ? null
        : string.Join(", ", _words.Select(each => each.Word(place)).OfType<string>());

    /// <summary>The main values of a trial's config; empty if it has none of them.</summary>
    public static string Main(TrialRecord trial)
    {
        var leaves = ConfigLeaves.Of(trial, []);
        var known = KnownPaths.Main.Where(leaves.ContainsKey).Select(path => new Parameter(path, [leaves[path]]));
        return string.Join(", ", known.Select(each => Word(each, 0, each.Path.Split('.')[^1], isTelling: true)));
    }

    private static Func<int, string?> Names(Parameter parameter, List<Parameter> varying)
    {
        var others = varying.Where(other => other.IsName && other != parameter).SelectMany(other => other.Levels)
            .ToHashSet();
        return place => Level(parameter, place) is not Parameter.None and var name
            ? Word(parameter, parameter.LevelOfTrial[place], "", isTelling: !others.Contains(name))
            : null;
    }

    private static Func<int, string?> Values(Parameter parameter, List<Parameter> varying, string missing)
    {
        var word = parameter.ShortPath;
        // Without momentum, adam says all: that it has none follows from its name, or from the choice that it is.
        var names = ConfigLeaves.NamesAbove(parameter.Path)
            .Select(path => varying.Find(other => other.Path == path)).OfType<Parameter>()
            .ToList();
        var withValue = names.ConvertAll(name => Enumerable.Range(0, name.LevelOfTrial.Count)
            .Where(place => Level(parameter, place) != Parameter.None)
            .Select(place => name.LevelOfTrial[place]).ToHashSet());
        return place => Level(parameter, place) != Parameter.None
            ? Word(parameter, parameter.LevelOfTrial[place], word, isTelling: true)
            : parameter.Conditions.ElementAtOrDefault(place) is not null
                || names.Zip(withValue).Any(each => !each.Second.Contains(each.First.LevelOfTrial[place]))
                ? null
                : $"{word} {missing}";
    }

    private static string Word(Parameter parameter, int level, string word, bool isTelling)
    {
        var text = parameter.Levels[level];
        return !parameter.IsName ? $"{word} {text}"
            : isTelling && text != Default ? text
            : $"{parameter.Path.Split('.')[^2]} {text}";
    }

    private static string Level(Parameter parameter, int place) => parameter.Levels[parameter.LevelOfTrial[place]];
}
