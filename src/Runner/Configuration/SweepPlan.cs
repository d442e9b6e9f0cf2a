using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Configuration;

/// <summary>The trials of a sweep that are certain, in the order of the queue: all of them, unless results decide
/// which there are.</summary>
/// <param name="Definition">The sweep.</param>
/// <param name="SpacePaths">The paths that vary: those of the space in the order of the file, then those that only
/// single cells set.</param>
/// <param name="Trials">The trials: cells in the order of the search, then the single cells; the seeds of a cell
/// together.</param>
/// <param name="Cells">The number of different cells.</param>
/// <param name="MergedCells">The number of cells left out because they train like an earlier one.</param>
/// <param name="Warnings">One or two sentences about each surprise in the plan.</param>
/// <param name="Resources">The resources of the trials. They change only the identity of each trial.</param>
internal sealed record SweepPlan(
    SweepDefinition Definition,
    IReadOnlyList<string> SpacePaths,
    IReadOnlyList<PlannedTrial> Trials,
    int Cells,
    int MergedCells,
    IReadOnlyList<string> Warnings,
    TrialResources Resources)
{
    public SweepConfig Config => Definition.Config;

    /// <summary>Cells of the space that were checked, where results decide which cells there are; else none.</summary>
    public IReadOnlyList<PlannedCell> Samples { get; init; } = [];

    /// <summary>The certain trials' cells and the samples.</summary>
    public IEnumerable<PlannedCell> AllCells => Trials.Select(trial => trial.Cell).Concat(Samples);

    /// <summary>The hash of everything that changes a trial's numbers; unique in the sweep.</summary>
    public string Identity(PlannedTrial trial) =>
        TrialJson.Identity(trial.Cell.Canonical, trial.Seed, Resources.Threads, Resources.DeviceKind.Name());
}

/// <summary>A cell of a plan.</summary>
/// <param name="Number">Its number in the plan, from 0.</param>
/// <param name="Config">The config that its trials share.</param>
/// <param name="ConfigJson">The config as canonical JSON with every default.</param>
/// <param name="Canonical">The config as canonical JSON without defaults.</param>
/// <param name="SpaceValues">The value at each of the plan's space paths as canonical JSON; null where the trial has
/// none there.</param>
/// <param name="Size">Images and steps; null for a program.</param>
internal sealed record PlannedCell(
    int Number,
    TrialConfig Config,
    string ConfigJson,
    string Canonical,
    IReadOnlyList<string?> SpaceValues,
    TrialSize? Size);

/// <summary>A trial of a plan. Numbers count from 0.</summary>
internal sealed record PlannedTrial(int Number, PlannedCell Cell, long Seed);
