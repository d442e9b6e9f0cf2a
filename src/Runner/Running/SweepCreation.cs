using SweepRunner.Runner.Commands;
using SweepRunner.Runner.Configuration;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Running;

/// <summary>Writes a sweep into the store, or finds the one that it is there already.</summary>
internal static class SweepCreation
{
    /// <summary>What the sweep's trials run on: as resolved when it was created, or resolved now for one that is new.</summary>
    public static TrialResources Resources(ITrackingStore store, SweepConfig config)
    {
        if (store.FindSweep(config.Name) is { } existing)
            return new TrialResources(existing.Definition.Device, existing.Definition.Threads);

        var kind = Devices.ResolveKind(config.Device);
        return new TrialResources(kind, config.Threads ?? Devices.ResolveThreads(kind));
    }

    /// <summary>The sweep in the store: created, or the one that was created from the same config.</summary>
    /// <exception cref="CommandException">A sweep of that name was created from another config.</exception>
    public static SweepRecord Open(ITrackingStore store, SweepDefinition definition, SweepPlan plan)
    {
        try
        {
            return Find(store, definition) ?? store.CreateSweep(Define(definition, plan));
        }
        catch (SweepExistsException)
        {
            // Another process created it between the look and the write.
            return Find(store, definition)!;
        }
    }

    private static SweepRecord? Find(ITrackingStore store, SweepDefinition definition)
    {
        var existing = store.FindSweep(definition.Config.Name);
        var differences = existing is null ? [] : ConfigDifference.Of(existing.Definition.ConfigJson, definition.ConfigJson);
        return differences.Count == 0 ? existing : throw new CommandException(
            $"""
            The store {store.Url} holds a sweep '{definition.Config.Name}' with another config:
            {string.Join('\n', differences.Select(difference => $"  {difference}"))}
            Give the new sweep a name of its own, or remove the old one with 'sweep delete {definition.Config.Name}'.
            """);
    }

    private static NewSweep Define(SweepDefinition definition, SweepPlan plan)
    {
        var config = definition.Config;
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
            Device = plan.DeviceKind,
            Threads = plan.Threads,
            ProvenanceJson = Provenance.Current(plan.DeviceKind, plan.Threads).ToJson(),
            Trials =
            [
                .. plan.Trials.Select(trial => new NewTrial
                {
                    Cell = trial.Cell,
                    Seed = trial.Seed,
                    Identity = trial.Identity,
                    ConfigJson = trial.ConfigJson,
                    SpaceValues = trial.SpaceValues,
                }),
            ],
        };
    }
}
