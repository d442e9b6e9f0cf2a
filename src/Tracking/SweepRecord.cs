using System.Diagnostics.CodeAnalysis;

namespace SweepRunner.Tracking;

/// <summary>What a sweep is created from, apart from its trials.</summary>
public record SweepFacts
{
    /// <summary>The name, unique in the store.</summary>
    public required string Name { get; init; }

    /// <summary>What the sweep is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The config file's text as given.</summary>
    public required string ConfigText { get; init; }

    /// <summary>The config as resolved: canonical JSON, overrides applied.</summary>
    public required string ConfigJson { get; init; }

    /// <summary>What <c>--set</c> overrode, <c>path=value</c> each, in order.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>The paths that vary, in the order of the file: the columns of <c>trials.csv</c>.</summary>
    public required IReadOnlyList<string> SpacePaths { get; init; }

    /// <summary>The metric that ranks cells.</summary>
    public required string ObjectiveMetric { get; init; }

    /// <summary>True when a larger objective is better.</summary>
    public required bool IsObjectiveMaximized { get; init; }

    /// <summary>The device kind that every trial runs on: <c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Threads of one trial.</summary>
    public required int Threads { get; init; }

    /// <summary>Versions, machine and command line, as JSON.</summary>
    public required string ProvenanceJson { get; init; }
}

/// <summary>A sweep to be written.</summary>
public sealed record NewSweep : SweepFacts
{
    /// <summary>Creates a sweep whose members are set by an initializer.</summary>
    public NewSweep()
    {
    }

    /// <summary>Creates a sweep like a stored one, with trials of its own.</summary>
    [SetsRequiredMembers]
    public NewSweep(SweepFacts facts, IReadOnlyList<NewTrial> trials)
        : base(facts) => Trials = trials;

    /// <summary>The trials in plan order; a trial's number is its place in this list.</summary>
    public required IReadOnlyList<NewTrial> Trials { get; init; }

    /// <summary>Refuses a sweep in which the same numbers would be computed twice.</summary>
    /// <exception cref="ArgumentException">Two trials have the same identity.</exception>
    internal static void ThrowIfUnfit(NewSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; number < sweep.Trials.Count; number++)
        {
            if (!first.TryAdd(sweep.Trials[number].Identity, number))
                throw new ArgumentException(
                    $"Trials {first[sweep.Trials[number].Identity]} and {number} of '{sweep.Name}' have the "
                        + "same identity.",
                    nameof(sweep));
        }
    }
}

/// <summary>A trial to be written.</summary>
public sealed record NewTrial
{
    /// <summary>The cell's number in the plan, from 0.</summary>
    public required int Cell { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Hash of what changes the numbers; unique in the sweep.</summary>
    public required string Identity { get; init; }

    /// <summary>The resolved trial as JSON.</summary>
    public required string ConfigJson { get; init; }

    /// <summary>The value at each of the sweep's space paths, in their order, as compact JSON; null where the trial has
    /// none there.</summary>
    public required IReadOnlyList<string?> SpaceValues { get; init; }
}

/// <summary>A sweep as stored.</summary>
public sealed record SweepRecord
{
    /// <summary>What the sweep was created from.</summary>
    public required SweepFacts Definition { get; init; }

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedUtc { get; init; }

    /// <summary>How many trials it has.</summary>
    public required int TrialCount { get; init; }
}
