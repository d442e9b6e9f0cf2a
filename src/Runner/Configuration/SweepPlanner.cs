using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Configuration;

/// <summary>Expands a sweep into its trials.</summary>
internal sealed class SweepPlanner
{
    private readonly TrialChecker _checker = new();
    private readonly Dictionary<Fault, int> _faults = [];
    private readonly SweepDefinition _definition;
    private readonly IReadOnlyList<SpaceAxis> _axes;
    private readonly IReadOnlyList<IReadOnlyList<PathValue>> _points;
    private readonly ConfigNode _base;

    private SweepPlanner(SweepDefinition definition)
    {
        _definition = definition;
        (_axes, _points) = definition.Space;
        _base = definition.Root.Find("trial")!.Value;
    }

    /// <exception cref="FaultsException">A cell has faults, or there are too many trials.</exception>
    public static SweepPlan Plan(SweepDefinition definition, TrialResources resources) =>
        new SweepPlanner(definition).Plan(resources);

    // Without a space the base is the only cell, unless there are single cells.
    private bool HasProduct => _axes.Count > 0 || _points.Count == 0;

    private SweepPlan Plan(TrialResources resources)
    {
        var (search, seeds) = (_definition.Config.Search, _definition.Config.Seeds);
        var space = new SearchSpace([.. _axes.Select(axis => axis.Axis)]);
        var count = (HasProduct ? search.CountAtMost(space) : 0) + _points.Count;
        if (count * seeds.Count > SearchConfig.MostTrials)
        {
            var position = _definition.Root.Find("space")?.Position ?? _definition.Root.Position;
            throw new FaultsException([SweepFault.TooManyTrials(position, count, seeds.Count)]);
        }

        var drawn = HasProduct ? search.Points(space).ToList() : [];
        var configs = drawn.Select(Values).Concat(_points).Select(Resolve).ToList();
        if (_faults.Count > 0)
            throw new FaultsException(Report(configs.Count));

        string[] paths =
        [
            .. _axes.Select(axis => axis.Axis.Path)
                .Concat(_points.SelectMany(point => point).Select(value => value.Path))
                .Distinct(),
        ];
        var cells = Number(configs!, paths);
        var trials = cells.SelectMany(cell => seeds, (cell, seed) => (Cell: cell, Seed: seed))
            .Select((each, number) => new PlannedTrial(number, each.Cell, each.Seed));
        var merged = configs.Count - cells.Count;
        return new SweepPlan(
            _definition, paths, [.. trials], cells.Count, merged, [.. Shortage(merged, drawn.Count, space)], resources);
    }

    // A random search may ask for more cells than there are; a grid cannot.
    private IEnumerable<string> Shortage(int merged, int found, SearchSpace space)
    {
        if (_definition.Config.Search.CountAsked() is not { } asked || !HasProduct)
            yield break;
        if (found < asked)
            yield return $"search.trials: asked for {asked}, "
                + $"{(found == space.Size ? "the space has" : "the draws found")} only {found} different "
                + $"cells. Give the space more values, or ask for {found}.";
        else if (merged > 0)
            yield return $"search.trials: asked for {asked}, but the plan leaves out {merged} that would "
                + "train like an earlier one. Remove what has no effect from the space, or ask for more.";
    }

    private IReadOnlyList<PathValue> Values(SearchPoint point) =>
    [
        .. point.Values.Zip(_axes, (value, axis) => new PathValue(
            axis.Axis.Path,
            value.Choice is { } choice ? axis.Choices[choice] : new ConfigNumber(axis.Position, value.Json))),
    ];

    private TrialConfig? Resolve(IReadOnlyList<PathValue> values)
    {
        var tree = values.Aggregate(_base, (trial, value) =>
            trial.With(SpaceRoot.KeysOf(_definition.Config.Trial, value.Path), value.Value) ?? trial);
        var faults = _checker.Check(tree, "trial");
        foreach (var fault in faults.Distinct())
            _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
        if (faults.Count > 0)
            return null;
        // The files of a program are read once, with the base.
        return (ConfigJson.Deserialize<TrialConfig>(tree, TrialJson.Shape), _definition.Config.Trial) switch
        {
            (ProgramTrial cell, ProgramTrial whole) =>
                cell with { WorkingDirectory = null, Command = whole.Command.OfTrial() },
            var (network, _) => network,
        };
    }

    private List<Fault> Report(int cells) =>
    [
        .. _faults.Select(each => each.Key with
        {
            Message = $"{each.Key.Message.TrimEnd('.')} (in {each.Value} of {cells} cells).",
        }),
    ];

    private static List<PlannedCell> Number(IEnumerable<TrialConfig> configs, string[] paths)
    {
        var cells = new List<PlannedCell>();
        var seen = new HashSet<string>();
        foreach (var config in configs)
        {
            var canonical = TrialJson.Canonical(config);
            if (!seen.Add(canonical))
                continue;
            var full = TrialJson.SpellOut(config);
            cells.Add(new PlannedCell(
                cells.Count,
                config,
                CanonicalJson.Write(full),
                canonical,
                [.. paths.Select(path => ValueAt(full, canonical, SpaceRoot.KeysOf(config, path)))],
                config is NetworkTrial network ? TrialSize.Create(network) : null));
        }

        return cells;
    }

    // A default counts as a value, but objects are shown without defaults.
    private static string? ValueAt(JsonNode full, string canonical, string[] keys) => At(full, keys) switch
    {
        null => null,
        JsonObject all => CanonicalJson.Write(At(JsonNode.Parse(canonical)!, keys) ?? all),
        var value => CanonicalJson.Write(value),
    };

    private static JsonNode? At(JsonNode trial, string[] keys) =>
        keys.Aggregate((JsonNode?)trial, (node, key) => (node as JsonObject)?[key]);
}
