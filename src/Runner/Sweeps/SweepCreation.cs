using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Sweeps;

/// <summary>Creates a sweep in the store, or finds or extends the existing one. <c>dataOf</c> describes the images of a
/// cell, or returns null.</summary>
internal sealed class SweepCreation(
    ITrackingStore store, Func<PlannedCell, DataFacts?> dataOf, SweepCommands commands)
{
    // Keys that may differ when a sweep grows: the trials, and how they are run and shown. A trial that would change
    // shows in its identity. Keys outside the identity that change numbers (stop, log) must stay.
    private static readonly string[] GrowingKeys =
    [
        "description", "plugins", "trial", "space", "trials", "seeds", "search", "prune", "budget", "objective",
        "checkpoint", "retry",
    ];

    // Keys that may differ when a sweep grows whose trials results decide.
    private static readonly string[] DecidedKeys =
        ["description", "plugins", "space", "trials", "seeds", "budget", "checkpoint", "retry"];

    private const string OfData = "trial.data.";

    // Keys that say where files are, or how many of them are kept in memory. Their content is in the identities.
    private static readonly string[] PlaceKeys =
        ["plugins", "trial.data.path", "trial.data.validationPath", "trial.data.testPath", "trial.data.memory"];

    /// <summary>The resources that an existing sweep was created for, or those that a new one gets.</summary>
    public static TrialResources Resources(ISweepStore store, SweepConfig config) =>
        store.FindSweep(config.Name) is { } existing
            ? TrialResources.Of(existing.Definition)
            : Resources(config);

    /// <summary>The resources that a new sweep gets from its launcher.</summary>
    public static TrialResources Resources(SweepConfig config) =>
        config.Launcher.Share()?.Resources(config.Device, config.Threads)
            ?? TrialResources.Resolve(config.Device, config.Threads, Gpus.Of(config.Trial));

    // Keys that say how the trials are run, whoever runs them.
    private static readonly string[] RunningKeys = ["launcher"];

    /// <summary>Returns the new sweep, the existing one with an equal config, the one whose files have moved, or the
    /// one extended by the trials of a larger space.</summary>
    /// <exception cref="CommandException">A sweep of that name has a different config, and must not or cannot be
    /// extended.</exception>
    public SweepRecord Open(SweepPlan plan, bool shouldExtend = false)
    {
        if (store.FindSweep(plan.Config.Name) is not { } existing)
        {
            try
            {
                return store.CreateSweep(Define(plan));
            }
            catch (SweepExistsException)
            {
                // Another process has just created it.
                existing = store.FindSweep(plan.Config.Name)!;
            }
        }

        var differences = ConfigDifference.Of(existing.Definition.ConfigJson, plan.Definition.ConfigJson);
        if (differences.Count == 0)
            return existing;
        // Its results stay as they are: it does not decide again because of another launcher.
        if (store.IsDone(existing.Name) && differences.All(IsOf(RunningKeys)))
            return existing;
        var isMoved = differences.All(difference => PlaceKeys.Contains(difference.Split(':')[0])
                || IsOf(RunningKeys)(difference))
            && CanGrow(existing, plan, differences);
        return shouldExtend || isMoved
            ? Extend(existing, plan, differences, isMoved ? "moved" : "extended")
            : throw Refusal(existing, plan, differences);
    }

    private SweepRecord Extend(
        SweepRecord existing, SweepPlan plan, IReadOnlyList<string> differences, string happening)
    {
        var name = plan.Config.Name;
        if (existing.Config().IsDecidedByResults && !plan.Config.IsDecidedByResults)
            throw new CommandException(
                $"Results decide the trials of the sweep '{name}', and its new config plans all of them. Keep its "
                    + "search, prune, budget or race, or give the new sweep another name.");
        var others = Shared(existing, plan, differences);
        if (others.Count > 0)
        {
            throw new CommandException(
                $"""
                The sweep '{name}' can grow in its space, not change in what all its trials share:
                {Listed(others)}
                Undo that, or give the new sweep another name.
                """);
        }

        try
        {
            var defined = Define(plan);
            var grown = store.ExtendSweep(
                name, defined with { Trials = [.. defined.Trials, .. Unplanned(existing, plan)] });
            store.AddEvent(new NewEvent(name, null, happening, string.Join("; ", differences)));
            return grown;
        }
        catch (SweepShrunkException exception)
        {
            throw new CommandException($"{exception.Message}\n{Listed(differences)}", exception);
        }
    }

    private CommandException Refusal(SweepRecord existing, SweepPlan plan, IReadOnlyList<string> differences)
    {
        var name = plan.Config.Name;
        var delete = commands.Write("delete", name);
        var ways = $"ive the new sweep another name, or remove the old one with '{delete}'.";
        return new CommandException(
            $"""
            The store {store.Url} holds a sweep '{name}' with another config:
            {Listed(differences)}
            {(
                CanGrow(existing, plan, differences)
                    ? $"Add --extend to keep what is done and add the new cells, g{ways}"
                    : $"G{ways}")}
            """);
    }

    private bool CanGrow(SweepRecord existing, SweepPlan plan, IReadOnlyList<string> differences)
    {
        var planned = plan.Trials.Select(plan.Identity)
            .Concat(Unplanned(existing, plan).Select(trial => trial.Identity))
            .ToHashSet();
        return Shared(existing, plan, differences).Count == 0
            && store.Trials(plan.Config.Name).All(trial => planned.Contains(trial.Definition.Identity));
    }

    // The trials that no file names: those that results decided, those of 'enqueue', and the seeds that
    // 'resume --seeds' added to planned cells.
    private IEnumerable<NewTrial> Unplanned(SweepRecord existing, SweepPlan plan)
    {
        var seeds = existing.Config().Seeds.List;
        var planned = plan.Trials.Select(plan.Identity).ToHashSet();
        if (plan.Config.IsDecidedByResults)
            return Decided(existing, plan, planned);
        var cells = plan.Trials.Select(trial => trial.Cell).DistinctBy(cell => cell.Canonical)
            .ToDictionary(cell => cell.Canonical);
        var trials = store.Trials(existing.Name);
        var enqueued = store.Events(existing.Name).Where(happening => happening.Event.Kind == CellAddition.Happening)
            .Select(happening => trials[happening.Event.Trial!.Value].Definition)
            .Where(trial => !planned.Contains(trial.Identity))
            .ToList();
        var added = trials.Select(trial => trial.Definition).Except(enqueued)
            .Where(trial => !seeds.Contains(trial.Seed) && !planned.Contains(trial.Identity))
            .Select(trial => (Trial: trial, Cell: cells.GetValueOrDefault(Canonical(trial))))
            .Where(each => each.Cell is not null)
            .Select(each => each.Trial with
            {
                Cell = each.Cell!.Number,
                ConfigJson = each.Cell.ConfigJson,
                SpaceValues = each.Cell.SpaceValues,
            });
        return [.. added, .. enqueued.Select(trial => trial with { Cell = plan.Cells + trial.Cell })];
    }

    // They keep their numbers of cells, behind those of the plan; the store maps cells by their trials.
    private IEnumerable<NewTrial> Decided(SweepRecord existing, SweepPlan plan, HashSet<string> planned)
    {
        var trials = store.Trials(existing.Name).Select(trial => trial.Definition).ToList();
        var own = trials.Where(trial => planned.Contains(trial.Identity))
            .ToDictionary(
                trial => trial.Cell, trial => plan.Trials.First(each => plan.Identity(each) == trial.Identity).Cell);
        return trials.Where(trial => !planned.Contains(trial.Identity)).Select(trial => trial with
        {
            Cell = own.TryGetValue(trial.Cell, out var cell) ? cell.Number : plan.Cells + trial.Cell,
            ConfigJson = WithPlaces(trial.ConfigJson, plan),
        });
    }

    // Files may have moved.
    private static string WithPlaces(string configJson, SweepPlan plan)
    {
        var (trial, moved) = (JsonNode.Parse(configJson)!, TrialJson.SpellOut(plan.Config.Trial));
        if (trial["data"] is not JsonObject data || moved["data"] is not JsonObject given
            || !JsonNode.DeepEquals(data["name"], given["name"]))
            return configJson;
        foreach (var key in PlaceKeys.Where(key => key.StartsWith(OfData)).Select(key => key[OfData.Length..]))
            if (data.ContainsKey(key) && given[key] is { } place)
                data[key] = place.DeepClone();
        return CanonicalJson.Write(trial);
    }

    private static string Canonical(NewTrial trial) => TrialJson.Canonical(TrialJson.Parse(trial.ConfigJson));

    // What has to stay where results decided the trials: their results would not belong together, or the decisions
    // would not follow from the sweep.
    private List<string> Unlike(SweepRecord existing, SweepPlan plan, IReadOnlyList<string> differences)
    {
        var (before, now) = (existing.Config(), plan.Config);
        var isSmaller = now.Search.CountAsked() < before.Search.CountAsked()
            || before.Seeds.List.Except(now.Seeds.List).Any()
            || now.Budget?.Trials < (before.Budget?.Trials ?? int.MaxValue)
            || now.Budget?.Hours < (before.Budget?.Hours ?? double.MaxValue)
            || now.Budget?.DeviceHours < (before.Budget?.DeviceHours ?? double.MaxValue);
        var isOutside = !existing.Definition.SpacePaths.SequenceEqual(plan.SpacePaths)
            || (SweepReader.ReadStored(existing, plan.Definition.Catalog).Space.Searched is { } old
                && plan.Definition.Space.Searched is { } space
                && store.Trials(existing.Name).Any(trial => existing.PointOf(trial.Definition, old) is not null
                    && existing.PointOf(trial.Definition, space) is null));
        return [
            .. differences.Where(difference => difference.Split(':')[0] is var key
                && !PlaceKeys.Contains(key)
                && !(key is "search.trials" || IsOf([.. DecidedKeys, .. RunningKeys])(key))),
            .. isSmaller ? differences.Where(IsOf("search", "seeds", "budget")) : [],
            .. isOutside ? differences.Where(IsOf("space")) : [],
        ];
    }

    // Differences in keys that all trials of a sweep share.
    private List<string> Shared(SweepRecord existing, SweepPlan plan, IReadOnlyList<string> differences) =>
        existing.Config().IsDecidedByResults
            ? Unlike(existing, plan, differences)
            : [.. differences.Where(difference => !IsOf([.. GrowingKeys, .. RunningKeys])(difference))];

    private static Func<string, bool> IsOf(params string[] keys) =>
        difference => keys.Contains(difference.Split('.', ':')[0]);

    private static string Listed(IReadOnlyList<string> differences) =>
        string.Join('\n', differences.Select(difference => $"  {difference}"));

    private NewSweep Define(SweepPlan plan)
    {
        var (config, definition) = (plan.Config, plan.Definition);
        return new NewSweep
        {
            Name = config.Name,
            Description = config.Description,
            ConfigText = definition.Text,
            ConfigJson = definition.ConfigJson,
            Overrides = definition.Overrides,
            SpacePaths = plan.SpacePaths,
            ObjectiveMetric = config.Objective.Metric,
            IsObjectiveMaximized = config.Objective.IsMaximized,
            Device = plan.Resources.DeviceKind.Name(),
            Threads = plan.Resources.Threads,
            ProvenanceJson = Provenance.Current(
                plan.Resources.DeviceKind.Name(), plan.Resources.Threads,
                (config.Trial as ProgramTrial)?.Command.WorkingDirectory).ToJson(),
            Trials =
            [
                .. plan.Trials.Select(trial => new NewTrial
                {
                    Cell = trial.Cell.Number,
                    Seed = trial.Seed,
                    Identity = plan.Identity(trial),
                    ConfigJson = trial.Cell.ConfigJson,
                    SpaceValues = trial.Cell.SpaceValues,
                    PauseAfterEpochs = config.FirstPause(trial.Cell.Number, trial.Cell.Config),
                    Data = dataOf(trial.Cell),
                }),
            ],
            Beginning = config.IsDecidedByResults ? new NewDecision(DecisionKind.Begin, "the sweep began") : null,
        };
    }
}
