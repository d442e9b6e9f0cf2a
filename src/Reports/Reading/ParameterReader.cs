using System.Text.Json;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Reports.Reading;

/// <summary>Finds what varies: every path at which two cells have different values, whether the space of a sweep varies
/// it or two sweeps differ in it.</summary>
internal sealed class ParameterReader
{
    /// <summary>The path of the parameter that tells several sweeps apart.</summary>
    public const string Sweep = "sweep";

    private readonly IReadOnlyList<SweepRecord> _sweeps;
    private readonly IReadOnlyList<TrialRecord> _trials;
    private readonly Dictionary<string, SweepFacts> _definitions;
    private readonly Dictionary<(string Sweep, int Cell), int> _cells = [];
    private readonly List<Dictionary<string, string>> _leaves = [];

    private ParameterReader(IReadOnlyList<SweepRecord> sweeps, IReadOnlyList<TrialRecord> trials)
    {
        (_sweeps, _trials) = (sweeps, trials);
        _definitions = sweeps.ToDictionary(sweep => sweep.Name, sweep => sweep.Definition);
        foreach (var trial in trials)
        {
            if (!_cells.TryAdd((trial.Sweep, trial.Definition.Cell), _leaves.Count))
                continue;
            var sweep = _definitions[trial.Sweep];
            _leaves.Add(sweeps.Count > 1
                ? ConfigLeaves.Of(trial, sweep)
                : ConfigLeaves.Of(trial, sweep.SpacePaths));
        }
    }

    /// <summary>The parameters of sweeps: the sweep itself if there are several, the paths of their spaces in the order
    /// of their files, and the other paths at which cells differ. A space path that ends at an object is told by the
    /// paths inside it.</summary>
    public static IReadOnlyList<Parameter> Read(IReadOnlyList<SweepRecord> sweeps, IReadOnlyList<TrialRecord> trials) =>
        [.. new ParameterReader(sweeps, trials).Read()];

    private IEnumerable<Parameter> Read()
    {
        if (_sweeps.Count > 1)
            yield return new Parameter(Sweep, [.. _trials.Select(trial => $"\"{trial.Sweep}\"")]);
        var asked = _sweeps.SelectMany(sweep => sweep.Definition.SpacePaths).ToHashSet();
        var paths = _leaves.SelectMany(leaves => leaves.Keys).Distinct().ToList();
        var inSpaces = InSpaces();
        var written = inSpaces.Concat(_sweeps.SelectMany(WrittenInBase)).ToHashSet();
        // Within one sweep, other paths differ only where a stored config is damaged.
        foreach (var path in _sweeps.Count > 1 ? inSpaces.Union(paths) : inSpaces)
        {
            List<string?> values = [.. _leaves.Select(leaves => leaves.GetValueOrDefault(path))];
            // An object whose every key has a parameter of its own has no rest.
            if (values.TrueForAll(value => value is null) && inSpaces.Exists(other => other.StartsWith($"{path}.")))
                continue;
            if (asked.Contains(path) || Differs(path, values, written.Contains(path)))
                yield return Create(path, values, paths, inSpaces.Contains(path));
        }
    }

    private Parameter Create(string path, List<string?> values, List<string> paths, bool isSearched)
    {
        var isLog = _sweeps.Select(sweep => KnownPaths.IsLogRange(sweep.Definition.ConfigJson, path));
        return new Parameter(
            path, [.. _trials.Select(trial => values[_cells[(trial.Sweep, trial.Definition.Cell)]])],
            isLog.FirstOrDefault(each => each is not null))
        {
            IsSearched = isSearched,
            Conditions = [.. _trials.Select(trial => ConditionOf(trial, path))],
            ShortPath = ConfigLeaves.ShortPath(path, paths),
        };
    }

    // The values at the space paths above another one.
    private Condition? ConditionOf(TrialRecord trial, string path)
    {
        var paths = _definitions[trial.Sweep].SpacePaths;
        if (!paths.Contains(path))
            return null;
        var above = paths.Zip(trial.Definition.SpaceValues).Where(each => path.StartsWith($"{each.First}."))
            .Select(each => (Path: each.First, Value: each.Second))
            .ToList();
        if (above.Count == 0)
            return null;
        var (nearest, json) = above.FindLast(each => each.Value is not null);
        return new Condition(
            string.Join('\n', above.Select(each => each.Value)),
            json is null ? above[^1].Path : $"{nearest} = {SpaceColumns.ShortText(json)}");
    }

    // A default that nobody wrote follows from the names above it, such as the momentum of sgd: it is a difference only
    // between cells with the same names.
    private bool Differs(string path, List<string?> values, bool isWritten)
    {
        if (values.Distinct().Count() < 2)
            return false;
        if (isWritten)
            return true;
        var names = ConfigLeaves.NamesAbove(path).ToList();
        return values.Zip(_leaves, (value, leaves) => (
                Value: value, Names: string.Join('\n', names.Select(name => leaves.GetValueOrDefault(name)))))
            .GroupBy(each => each.Names, each => each.Value)
            .Any(alike => alike.Distinct().Count() > 1);
    }

    // Each space path in its order, with the paths inside the objects that it was given.
    private List<string> InSpaces()
    {
        var trialsOf = _trials.DistinctBy(trial => (trial.Sweep, trial.Definition.Cell)).ToLookup(trial => trial.Sweep);
        return [.. _sweeps.SelectMany(sweep => sweep.Definition.SpacePaths.Index().SelectMany(path =>
                trialsOf[sweep.Name].Select(trial => trial.Definition.SpaceValues.ElementAtOrDefault(path.Index))
                    .OfType<string>().Distinct()
                    .SelectMany(json => ConfigLeaves.Of(json, path.Item).Keys)
                    .DefaultIfEmpty(path.Item)))
            .Distinct()];
    }

    // What a space path replaces was not written.
    private static IEnumerable<string> WrittenInBase(SweepRecord sweep)
    {
        using var config = JsonDocument.Parse(sweep.Definition.ConfigJson);
        if (!config.RootElement.TryGetProperty("trial", out var trial))
            return [];
        return ConfigLeaves.OfTrial(trial.GetRawText()).Keys.Where(path =>
            !sweep.Definition.SpacePaths.Any(other => path == other || path.StartsWith($"{other}.")));
    }
}

internal static class ConfigValues
{
    /// <summary>Tells whether two trials train and validate on the same images, and so whether their seeds can be
    /// paired: they have the same text, as all programs do.</summary>
    public static string Images(TrialRecord trial, string objective)
    {
        if (KnownPaths.IsProgram(trial.Definition.ConfigJson))
            return "";
        var data = ConfigLeaves.Of(trial.Definition.ConfigJson)
            .Where(leaf => KnownPaths.ChoosesImages(leaf.Key, objective))
            .OrderBy(leaf => leaf.Key, StringComparer.Ordinal);
        return string.Join(", ", data.Select(leaf => $"{leaf.Key} {leaf.Value}"));
    }

    /// <summary>The values at paths of a resolved trial, as one text.</summary>
    public static string Join(TrialRecord trial, IEnumerable<string> paths)
    {
        var leaves = ConfigLeaves.Of(trial, []);
        return string.Join('\n', paths.SelectMany(path => leaves
            .Where(leaf => leaf.Key == path || leaf.Key.StartsWith($"{path}."))
            .OrderBy(leaf => leaf.Key)));
    }
}
