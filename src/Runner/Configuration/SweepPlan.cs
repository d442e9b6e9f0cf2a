using SweepRunner.Configuration;
using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Trials;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Configuration;

/// <summary>Every trial of a sweep, in the order in which they are tried: a pure function of the sweep, the device kind
/// and the threads.</summary>
internal sealed record SweepPlan
{
    /// <summary>The sweep.</summary>
    public required SweepConfig Config { get; init; }

    /// <summary>The paths that vary: those of the space in the order of the file, then those that only single cells
    /// set.</summary>
    public required IReadOnlyList<string> SpacePaths { get; init; }

    /// <summary>The trials: cells in grid order with the first path varying slowest, then the single cells; each cell's
    /// seeds together.</summary>
    public required IReadOnlyList<PlannedTrial> Trials { get; init; }

    /// <summary>Cells left in, each different from all others.</summary>
    public required int Cells { get; init; }

    /// <summary>Cells left out because an earlier one trains alike.</summary>
    public required int MergedCells { get; init; }

    /// <summary>What its user may not expect, a sentence or two each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The device kind that identities count in: <c>cpu</c> or <c>cuda</c>.</summary>
    public required DeviceKind DeviceKind { get; init; }

    /// <summary>Threads of one trial.</summary>
    public required int Threads { get; init; }

    /// <summary>Plans a sweep.</summary>
    /// <param name="definition">The sweep, free of faults by itself.</param>
    /// <param name="resources">What every trial runs on.</param>
    public static SweepPlanning Create(SweepDefinition definition, TrialResources resources) =>
        new SweepPlanner(definition, resources).Plan();

    /// <summary>The plan on other resources: they change the identity of each trial and nothing else.</summary>
    public SweepPlan On(TrialResources resources) => resources == new TrialResources(DeviceKind, Threads)
        ? this
        : this with
        {
            DeviceKind = resources.DeviceKind,
            Threads = resources.Threads,
            Trials = [.. Trials.Select(trial => trial with
            {
                Identity = TrialJson.Identity(
                    TrialJson.Canonical(trial.Config), trial.Seed, resources.Threads, resources.DeviceKind.Name()),
            })],
        };
}

/// <summary>What came of planning a sweep.</summary>
/// <param name="Plan">The plan; null where a cell has a fault.</param>
/// <param name="Faults">Every fault of every cell, equal ones once.</param>
internal sealed record SweepPlanning(SweepPlan? Plan, IReadOnlyList<Fault> Faults);

/// <summary>One trial of a plan.</summary>
internal sealed record PlannedTrial
{
    /// <summary>Its number in the plan, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>Its cell's number in the plan, from 0.</summary>
    public required int Cell { get; init; }

    /// <summary>Its seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The hash of all that changes its numbers; unique in the sweep.</summary>
    public required string Identity { get; init; }

    /// <summary>The trial.</summary>
    public required TrialConfig Config { get; init; }

    /// <summary>The trial as canonical JSON, every default spelled out.</summary>
    public required string ConfigJson { get; init; }

    /// <summary>The value at each of the plan's space paths, in their order, as canonical JSON; null where the trial
    /// has none there.</summary>
    public required IReadOnlyList<string?> SpaceValues { get; init; }

    /// <summary>Images and steps.</summary>
    public required TrialSize Size { get; init; }
}
