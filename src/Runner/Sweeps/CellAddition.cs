using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Sweeps;

/// <summary>A cell that the user adds to a stored sweep.</summary>
/// <param name="Assignments"><c>path=value</c> each, in order.</param>
/// <param name="From">The number of the cell that has the other values; null for the base of the sweep.</param>
internal sealed record CellAddition(IReadOnlyList<string> Assignments, int? From)
{
    /// <summary>The kind of the event about each trial that was added to a sweep whose trials are planned.</summary>
    public const string Happening = "enqueued";

    /// <summary>Adds the trials of the cell to the queue.</summary>
    /// <exception cref="CommandException">The cell has faults, or the sweep has it already.</exception>
    public IReadOnlyList<TrialRecord> Apply(ITrackingStore store, SweepRecord sweep, TrialCatalog catalog)
    {
        var definition = SweepReader.ReadStored(sweep, catalog);
        var planner = new CellPlanner(definition);
        var ranges = new SearchSpace(definition.Space.Axes).AllAxes
            .Where(axis => axis.Domain is not ChoiceDomain)
            .Select(axis => axis.Path)
            .ToHashSet();
        while (true)
        {
            var decisions = store.Decisions(sweep.Name).Count;
            var trials = store.Trials(sweep.Name);
            var added = Create(sweep, planner, ranges, trials, catalog);
            if (decisions > 0)
            {
                // Another process may decide at the same time.
                if (!store.Decide(sweep.Name, decisions, Decision(added)))
                    continue;
            }
            else
            {
                List<NewTrial> all = [.. trials.Select(trial => trial.Definition), .. added];
                store.ExtendSweep(sweep.Name, new NewSweep(sweep.Definition, all));
                for (var number = trials.Count; number < trials.Count + added.Count; number++)
                    store.AddEvent(new NewEvent(sweep.Name, number, Happening, string.Join(", ", Assignments)));
            }

            return [.. store.Trials(sweep.Name).Where(trial => trial.Definition.Cell == added[0].Cell)];
        }
    }

    private NewDecision Decision(List<NewTrial> added) => new(DecisionKind.Enqueue, string.Join(", ", Assignments))
    {
        FactsJson = new DecisionFacts { Cell = added[0].Cell }.ToJson(),
        Added = added,
    };

    private List<NewTrial> Create(
        SweepRecord sweep, CellPlanner planner, HashSet<string> ranges, IReadOnlyList<TrialRecord> trials,
        TrialCatalog catalog)
    {
        var config = sweep.Config();
        var draft = planner.Draft(Values(sweep, planner.Paths, ranges), TrialOf(trials, sweep)?.Definition.ConfigJson);
        if (draft.Faults.Count > 0)
            throw new CommandException(string.Join(
                '\n',
                draft.Faults.Select(fault => $"  {fault.Path}: {fault.Message}").Prepend("The cell cannot run:")));
        var number = trials.Select(trial => trial.Definition.Cell + 1).DefaultIfEmpty(0).Max();
        var cell = planner.Number(draft, number);
        var seeds = config.Prune is null && config.Seeds.Race is null ? config.Seeds.List : config.Seeds.List.Take(1);
        var (data, pause) = (new PlannedData(catalog).Of(cell), config.FirstPause(number, cell.Config));
        var added = seeds
            .Select(seed => sweep.NewTrial(cell, seed, data) with { PauseAfterEpochs = pause })
            .ToList();
        if (trials.FirstOrDefault(trial => trial.Definition.Identity == added[0].Identity) is { } there)
            throw new CommandException(
                $"The sweep '{sweep.Name}' has this cell already: cell {there.Definition.Cell}, "
                    + $"{there.Outcome.Name()}. 'resume {sweep.Name} --cells {there.Definition.Cell} --seeds +1' gives "
                    + "it another seed.");
        if (trials.Count + added.Count > SearchConfig.MostTrials)
            throw new CommandException(
                $"The sweep '{sweep.Name}' has {trials.Count} trials; at most {SearchConfig.MostTrials} are allowed.");
        return added;
    }

    private TrialRecord? TrialOf(IReadOnlyList<TrialRecord> trials, SweepRecord sweep) => From is not { } cell ? null
        : trials.FirstOrDefault(trial => trial.Definition.Cell == cell) ?? throw new CommandException(
            $"--cell: the sweep '{sweep.Name}' has no cell {cell}: its cells are 0 to "
                + $"{trials.Select(trial => trial.Definition.Cell).DefaultIfEmpty(-1).Max()}.");

    private List<PathValue> Values(
        SweepRecord sweep, IReadOnlyList<string> paths, HashSet<string> ranges)
    {
        var faults = new List<Fault>();
        var values = new List<PathValue>();
        foreach (var text in Assignments)
        {
            var position = SourcePosition.Whole($"--set {text}");
            if (text.Split('=', 2) is not [var path, var right])
                throw new CommandException($"--set {text}: no value is given; allowed: PATH=VALUE.");
            if (!paths.Contains(path))
            {
                var near = NearestName.Find(path, paths);
                throw new CommandException(
                    $"--set {text}: the sweep '{sweep.Name}' does not vary '{path}'."
                        + (near is null ? $" It varies {string.Join(", ", paths)}." : $" Did you mean '{near}'?"));
            }

            var value = ConfigDocument.ParseValue(right, path, position);
            faults.AddRange(value.Faults);
            // The parameters of a program have no types but those of the space.
            if (ranges.Contains(path) && value.Root is not ConfigNumber)
                throw new CommandException($"--set {text}: '{path}' is a range of numbers; allowed: a number.");
            if (value.Root is { } node)
                values.Add(new PathValue(path, node));
        }

        return faults.Count > 0 ? throw new CommandException(faults[0].Message) : values;
    }
}
