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
        ["description", "plugins", "trial", "space", "trials", "seeds", "search", "objective", "checkpoint", "retry"];

    // Keys that say where files are, or how many of them are kept in memory. Their content is in the identities.
    private static readonly string[] PlaceKeys =
        ["plugins", "trial.data.path", "trial.data.validationPath", "trial.data.testPath", "trial.data.memory"];

    /// <summary>The resources that an existing sweep was created for, or those of a new one on this machine.</summary>
    public static TrialResources Resources(ISweepStore store, SweepConfig config) =>
        store.FindSweep(config.Name) is { } existing
            ? TrialResources.Of(existing.Definition)
            : TrialResources.Resolve(config.Device, config.Threads, Gpus.Of(config.Trial));

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
        var isMoved = differences.All(difference => PlaceKeys.Contains(difference.Split(':')[0]))
            && CanGrow(existing, plan, differences);
        return shouldExtend || isMoved
            ? Extend(existing, plan, differences, isMoved ? "moved" : "extended")
            : throw Refusal(existing, plan, differences);
    }

    private SweepRecord Extend(
        SweepRecord existing, SweepPlan plan, IReadOnlyList<string> differences, string happening)
    {
        var name = plan.Config.Name;
        var others = Shared(differences);
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
                name, defined with { Trials = [.. defined.Trials, .. AddedSeeds(existing, plan)] });
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
            .Concat(AddedSeeds(existing, plan).Select(trial => trial.Identity))
            .ToHashSet();
        return Shared(differences).Count == 0
            && store.Trials(plan.Config.Name).All(trial => planned.Contains(trial.Definition.Identity));
    }

    // The trials of planned cells with seeds that 'resume --seeds' added: no file names them.
    private IEnumerable<NewTrial> AddedSeeds(SweepRecord existing, SweepPlan plan)
    {
        var seeds = existing.Config().Seeds.List;
        var planned = plan.Trials.Select(plan.Identity).ToHashSet();
        var cells = plan.Trials.Select(trial => trial.Cell).DistinctBy(cell => cell.Canonical)
            .ToDictionary(cell => cell.Canonical);
        return store.Trials(existing.Name).Select(trial => trial.Definition)
            .Where(trial => !seeds.Contains(trial.Seed) && !planned.Contains(trial.Identity))
            .Select(trial => (Trial: trial, Cell: cells.GetValueOrDefault(Canonical(trial))))
            .Where(each => each.Cell is not null)
            .Select(each => each.Trial with
            {
                Cell = each.Cell!.Number,
                ConfigJson = each.Cell.ConfigJson,
                SpaceValues = each.Cell.SpaceValues,
            });
    }

    private static string Canonical(NewTrial trial) => TrialJson.Canonical(TrialJson.Parse(trial.ConfigJson));

    // Differences in keys that all trials of a sweep share.
    private static List<string> Shared(IReadOnlyList<string> differences) =>
        [.. differences.Where(difference => !GrowingKeys.Contains(difference.Split('.', ':')[0]))];

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
                    Data = dataOf(trial.Cell),
                }),
            ],
        };
    }
}

/// <summary>Describes the images of planned cells. Cells with the same data are counted once.</summary>
internal sealed class PlannedData(TrialCatalog catalog)
{
    private readonly Dictionary<DataConfig, (int Classes, double LargestShare)> _known = [];

    /// <exception cref="DataException">The data set cannot be loaded.</exception>
    public DataFacts? Of(PlannedCell cell)
    {
        // The data set of a plug-in may throw, which is for its trial to tell.
        if (cell is not { Config: NetworkTrial { Data: not PluginDataConfig and var data }, Size: { } size })
            return null;
        // Validation does not depend on these.
        var key = data with { BatchSize = 1, TrainSamples = null, TestSamples = null };
        if (!_known.TryGetValue(key, out var classes))
            _known.Add(key, classes = catalog.Data.ValidationClasses(data));
        return new DataFacts(
            size.TrainImages, size.ValidationImages, classes.Classes, classes.LargestShare);
    }
}
