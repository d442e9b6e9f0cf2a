using System.Diagnostics.CodeAnalysis;

namespace SweepRunner.Tracking;

/// <summary>The properties of a sweep, without its trials.</summary>
public record SweepFacts
{
    /// <summary>The name, unique in the store.</summary>
    public required string Name { get; init; }

    /// <summary>The purpose of the sweep, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The text of the sweep file.</summary>
    public required string ConfigText { get; init; }

    /// <summary>The resolved config: canonical JSON with the overrides applied.</summary>
    public required string ConfigJson { get; init; }

    /// <summary>The values of <c>--set</c>, <c>path=value</c> each, in order.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>The paths that vary, in the order of the file: the columns of <c>trials.csv</c>.</summary>
    public required IReadOnlyList<string> SpacePaths { get; init; }

    /// <summary>The metric that ranks cells.</summary>
    public required string ObjectiveMetric { get; init; }

    /// <summary>True if larger values of the objective are better.</summary>
    public required bool IsObjectiveMaximized { get; init; }

    /// <summary>The kind of device of all trials: <c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Threads of one trial.</summary>
    public required int Threads { get; init; }

    /// <summary>Versions, machine and command line, as JSON.</summary>
    public required string ProvenanceJson { get; init; }
}

/// <summary>A new sweep.</summary>
public sealed record NewSweep : SweepFacts
{
    /// <summary>Creates a sweep for an initializer.</summary>
    public NewSweep()
    {
    }

    /// <summary>Creates a sweep like a stored one, with other trials.</summary>
    [SetsRequiredMembers]
    public NewSweep(SweepFacts facts, IReadOnlyList<NewTrial> trials)
        : base(facts) => Trials = trials;

    /// <summary>The trials in plan order. The number of a trial is its index in this list.</summary>
    public required IReadOnlyList<NewTrial> Trials { get; init; }

    /// <summary>The first decision of a sweep that decides its trials while it runs; null for a sweep whose trials are
    /// all planned.</summary>
    public NewDecision? Beginning { get; init; }

    /// <summary>Throws if two trials would compute the same numbers.</summary>
    internal static void ThrowIfUnfit(NewSweep sweep) =>
        ThrowIfTwice(sweep.Name, sweep.Trials.Select(trial => trial.Identity));

    /// <summary>Throws if two trials have the same identity; theirs are in plan order.</summary>
    internal static void ThrowIfTwice(string sweep, IEnumerable<string> identities)
    {
        var first = new Dictionary<string, int>();
        foreach (var (number, identity) in identities.Index())
        {
            if (!first.TryAdd(identity, number))
                throw new ArgumentException(
                    $"Trials {first[identity]} and {number} of '{sweep}' have the same identity.", nameof(sweep));
        }
    }
}

/// <summary>A new trial.</summary>
public sealed record NewTrial
{
    /// <summary>The cell's number in the plan, from 0.</summary>
    public required int Cell { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The hash of everything that changes the trial's numbers; unique in the sweep.</summary>
    public required string Identity { get; init; }

    /// <summary>The resolved trial as JSON.</summary>
    public required string ConfigJson { get; init; }

    /// <summary>The value at each path of the sweep's space, in their order, as compact JSON, or null.</summary>
    public required IReadOnlyList<string?> SpaceValues { get; init; }

    /// <summary>The completed epochs after which the trial pauses; null if it runs to its end. In a stored trial, those
    /// of <see cref="TrialRecord.PauseAfterEpochs"/>.</summary>
    public int? PauseAfterEpochs { get; init; }

    /// <summary>The images of the trial; null where they are not known, as in stores of older versions.</summary>
    public DataFacts? Data { get; init; }
}

/// <summary>The images of a trial, so that its results can be judged without them.</summary>
/// <param name="TrainImages">Training images of an epoch.</param>
/// <param name="ValidationImages">Validation images.</param>
/// <param name="Classes">Classes of the data set.</param>
/// <param name="LargestClassShare">The share of the commonest class among the validation images, in (0, 1].</param>
public sealed record DataFacts(int TrainImages, int ValidationImages, int Classes, double LargestClassShare);

/// <summary>A stored sweep.</summary>
public sealed record SweepRecord
{
    /// <summary>The properties of the sweep.</summary>
    public required SweepFacts Definition { get; init; }

    /// <summary>The name of the sweep.</summary>
    public string Name => Definition.Name;

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedUtc { get; init; }

    /// <summary>The number of trials.</summary>
    public required int TrialCount { get; init; }
}
