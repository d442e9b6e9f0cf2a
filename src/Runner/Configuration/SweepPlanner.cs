using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Configuration;

/// <summary>Expands a sweep into its trials.</summary>
internal sealed class SweepPlanner
{
    private readonly TrialChecker _checker;
    private readonly Dictionary<Fault, int> _faults = [];
    private readonly SweepDefinition _definition;
    private readonly IReadOnlyList<SpaceAxis> _axes;
    private readonly IReadOnlyList<IReadOnlyList<PathValue>> _points;
    private readonly ConfigNode _base;
    private readonly CellColumns _columns;

    private SweepPlanner(SweepDefinition definition)
    {
        _definition = definition;
        (_axes, _points) = definition.Space;
        _base = definition.Root.Find("trial")!.Value;
        _columns = new CellColumns(definition.Space);
        _checker = new TrialChecker(definition.Catalog, _columns.IsSet);
    }

    /// <exception cref="FaultsException">A cell has faults, or there are too many trials.</exception>
    public static SweepPlan Plan(SweepDefinition definition, TrialResources resources) =>
        new SweepPlanner(definition).Plan(resources);

    // Without a space the base is the only cell, unless there are single cells.
    private bool HasProduct => _axes.Count > 0 || _points.Count == 0;

    private SweepPlan Plan(TrialResources resources)
    {
        var (search, seeds) = (_definition.Config.Search, _definition.Config.Seeds.List);
        var space = new SearchSpace(_axes);
        var count = (HasProduct ? search.CountAtMost(space) : 0) + _points.Count;
        if (count * seeds.Count > SearchConfig.MostTrials)
        {
            var position = _definition.Root.Find("space")?.Position ?? _definition.Root.Position;
            throw new FaultsException([SweepFault.TooManyTrials(position, count, seeds.Count)]);
        }

        var drawn = HasProduct ? ((ListedSearch)search).Points(space).ToList() : [];
        var configs = drawn.Select(Values).Concat(_points).Select(Resolve).ToList();
        if (_faults.Count > 0)
            throw new FaultsException(Report(configs.Count));

        var cells = Number(configs!);
        var trials = cells.SelectMany(cell => seeds, (cell, seed) => (Cell: cell, Seed: seed))
            .Select((each, number) => new PlannedTrial(number, each.Cell, each.Seed));
        var merged = configs.Count - cells.Count;
        return new SweepPlan(
            _definition,
            _columns.Paths,
            [.. trials],
            cells.Count,
            merged,
            [.. Shortage(merged, drawn.Count, space), .. OfData(cells)],
            resources);
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

    // What a data set surprises with, such as files that are left out.
    private IEnumerable<string> OfData(IEnumerable<PlannedCell> cells) => cells.Select(cell => cell.Config)
        .OfType<NetworkTrial>()
        .SelectMany(trial => _definition.Catalog.Data.Describe(trial.Data).Warnings)
        .Distinct();

    private static IReadOnlyList<PathValue> Values(SearchPoint point) =>
        [.. point.Values.Select(value => new PathValue(value.Axis.Path, NodeOf(value)))];

    private static ConfigNode NodeOf(PointValue value) => value.Choice is SpaceChoice choice
        ? choice.Value
        : new ConfigNumber(((SpaceAxis)value.Axis).Position, value.Json);

    private ResolvedCell? Resolve(IReadOnlyList<PathValue> values)
    {
        var tree = values.Aggregate(_base, (trial, value) =>
            trial.With(SpaceRoot.KeysOf(_definition.Config.Trial, value.Path), value.Value) ?? trial);
        var faults = _checker.Check(tree, "trial");
        foreach (var fault in faults.Distinct())
            _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
        if (faults.Count > 0)
            return null;
        // The files of a program are read once, with the base.
        return (ConfigJson.Deserialize<TrialConfig>(tree, _definition.Catalog.Shape), _definition.Config.Trial) switch
        {
            (ProgramTrial cell, ProgramTrial whole) => new ResolvedCell(
                cell with { WorkingDirectory = null, Command = whole.Command.OfTrial() }, tree),
            var (network, _) => new ResolvedCell(_definition.Catalog.Resolve((NetworkTrial)network), tree),
        };
    }

    private List<Fault> Report(int cells) =>
    [
        .. _faults.Select(each => each.Key with
        {
            Message = $"{each.Key.Message.TrimEnd('.')} (in {each.Value} of {cells} cells).",
        }),
    ];

    private List<PlannedCell> Number(IEnumerable<ResolvedCell> resolved)
    {
        var cells = new List<PlannedCell>();
        var seen = new HashSet<string>();
        foreach (var (config, written) in resolved)
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
                _columns.ValuesOf(config, written, full, _definition.Catalog.Telling(config)),
                config is NetworkTrial network ? _definition.Catalog.SizeOf(network) : null));
        }

        return cells;
    }

    // A cell with its config as the file gives it.
    private sealed record ResolvedCell(TrialConfig Config, ConfigNode Written);
}
