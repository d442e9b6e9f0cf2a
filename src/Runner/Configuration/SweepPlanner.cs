using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Configuration;

/// <summary>Expands a sweep into its trials. Where results decide the trials, it plans those that are certain, and
/// checks samples of the others.</summary>
internal sealed class SweepPlanner
{
    private readonly Dictionary<Fault, int> _faults = [];
    private readonly SweepDefinition _definition;
    private readonly SweepConfig _config;
    private readonly CellPlanner _cells;

    private SweepPlanner(SweepDefinition definition)
    {
        (_definition, _config) = (definition, definition.Config);
        _cells = new CellPlanner(definition);
    }

    /// <exception cref="FaultsException">A cell has faults, or there are too many trials.</exception>
    public static SweepPlan Plan(SweepDefinition definition, TrialResources resources) =>
        new SweepPlanner(definition).Plan(resources);

    private SweepPlan Plan(TrialResources resources)
    {
        var single = _definition.Space.Points;
        var space = _definition.Space.Searched;
        var count = (space is null ? 0 : _config.Search.CountAtMost(space)) + single.Count;
        if (count * _config.Seeds.Count > SearchConfig.MostTrials)
        {
            var position = _definition.Root.Find("space")?.Position ?? _definition.Root.Position;
            throw new FaultsException([SweepFault.TooManyTrials(position, count, _config.Seeds.Count)]);
        }

        var isDecided = _config.IsDecidedByResults;
        var points = space is null ? [] : isDecided ? Samples(space) : ((ListedSearch)_config.Search).Points(space);
        List<CellDraft> drawn = [.. points.Select(point => Check(_cells.Draft(point)))];
        List<CellDraft> drafts = [.. isDecided ? [] : drawn, .. single.Select(values => Check(_cells.Draft(values)))];
        if (_faults.Count > 0)
            throw new FaultsException(Report((isDecided ? drawn.Count : 0) + drafts.Count));

        var cells = Number(drafts);
        // Results decide which cells get more than the first seed.
        IEnumerable<long> seeds = isDecided ? _config.Seeds.List.Take(1) : _config.Seeds.List;
        var trials = cells.SelectMany(cell => seeds, (cell, seed) => (Cell: cell, Seed: seed))
            .Take(_config.Budget?.Trials ?? SearchConfig.MostTrials)
            .Select((each, number) => new PlannedTrial(number, each.Cell, each.Seed));
        var merged = drafts.Count - cells.Count;
        return new SweepPlan(
            _definition,
            _cells.Paths,
            [.. trials],
            cells.Count,
            merged,
            [
                .. Shortage(merged, isDecided ? null : drawn.Count), .. WithoutRung([.. cells, .. Number(drawn)]),
                .. OfData(isDecided ? drawn : drafts),
            ],
            resources)
        {
            Samples = isDecided ? Number(drawn) : [],
        };
    }

    // Enough to find a key or a size that no network can have; each cell is checked again when it is proposed.
    private static IEnumerable<SearchPoint> Samples(SearchSpace space)
    {
        const int Draws = 100;
        return new RandomSearch { Trials = Draws }.Points(space)
            .Append(space.At(0))
            .Append(space.At(double.BitDecrement(1)));
    }

    private CellDraft Check(CellDraft draft)
    {
        foreach (var fault in draft.Faults.Distinct())
            _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
        return draft;
    }

    // A random search may ask for more cells than there are; a grid cannot.
    private IEnumerable<string> Shortage(int merged, int? found)
    {
        if (_config.Search.CountAsked() is not { } asked || _definition.Space.Searched is not { } space)
            yield break;
        if (found is null && space.Size < asked)
            yield return $"search.trials: asked for {asked}, the space has only {space.Size} different cells. Give the "
                + $"space more values, or ask for {space.Size}.";
        else if (found < asked)
            yield return $"search.trials: asked for {asked}, "
                + $"{(found == space.Size ? "the space has" : "the draws found")} only {found} different "
                + $"cells. Give the space more values, or ask for {found}.";
        else if (merged > 0)
            yield return $"search.trials: asked for {asked}, but the plan leaves out {merged} that would "
                + "train like an earlier one. Remove what has no effect from the space, or ask for more.";
    }

    private IEnumerable<string> WithoutRung(IReadOnlyList<PlannedCell> cells)
    {
        if (_config.Prune is not null && cells.All(cell => _config.PruneRungs(cell.Number, cell.Config).Count == 0))
            yield return "prune: no trial pauses, since its first rung is not below trial.epochs. Give the trials more "
                + "epochs, or let the rungs begin earlier.";
    }

    // What a data set surprises with, such as files that are left out.
    private IEnumerable<string> OfData(IEnumerable<CellDraft> cells) => cells.Select(cell => cell.Config)
        .OfType<NetworkTrial>()
        .SelectMany(trial => _definition.Catalog.Data.Describe(trial.Data).Warnings)
        .Distinct();

    private List<Fault> Report(int cells) =>
    [
        .. _faults.Select(each => each.Key with
        {
            Message = $"{each.Key.Message.TrimEnd('.')} (in {each.Value} of {cells} cells).",
        }),
    ];

    // Cells that train like an earlier one are left out.
    private List<PlannedCell> Number(IEnumerable<CellDraft> drafts)
    {
        var cells = new List<PlannedCell>();
        foreach (var draft in drafts.DistinctBy(draft => TrialJson.Canonical(draft.Config!)))
            cells.Add(_cells.Number(draft, cells.Count));
        return cells;
    }
}
