namespace SweepRunner.Tracking;

/// <summary>Identifies a trial of a store: the sweep's name and the trial's number in the plan, from 0.</summary>
public readonly record struct TrialId(string Sweep, int Number)
{
    /// <summary>The form in commands and messages: <c>SWEEP/NUMBER</c>.</summary>
    public override string ToString() => $"{Sweep}/{Number}";
}

/// <summary>The state of a trial.</summary>
public enum Outcome
{
    /// <summary>It waits for a claim.</summary>
    Queued,

    /// <summary>It runs under a lease.</summary>
    Running,

    /// <summary>It pauses at a rung, and goes on from its checkpoint if a decision promotes it.</summary>
    Paused,

    /// <summary>It ran to its end, or stopped early because it no longer improved.</summary>
    Completed,

    /// <summary>Its training broke down numerically. This is a result, not a failure.</summary>
    Diverged,

    /// <summary>The search stopped it.</summary>
    Pruned,

    /// <summary>A fault of the machine or the program ended it.</summary>
    Failed,

    /// <summary>The user cancelled it.</summary>
    Cancelled,
}

/// <summary>How a trial ended.</summary>
public sealed record TrialEnd
{
    /// <summary>A final outcome.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary><c>nan</c>, <c>inf</c>, <c>loss-above</c>, <c>exploded</c>, <c>collapsed</c>; <c>patience</c>; why a
    /// trial was pruned, such as <c>rung 2 of 4: 0.61, cut at 0.66</c>; the reason of a failure; else null.</summary>
    public string? Kind { get; init; }

    /// <summary>The 0-based step of the outcome; null if there is none.</summary>
    public long? Step { get; init; }

    /// <summary>Completed epochs.</summary>
    public int Epochs { get; init; }

    /// <summary>Completed steps.</summary>
    public long Steps { get; init; }

    /// <summary>The last finite loss; null if there is none.</summary>
    public double? LastFiniteLoss { get; init; }

    /// <summary>Seconds of training and evaluation.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>The whole error of a failure; else null.</summary>
    public string? Error { get; init; }

    /// <summary>The statistics at the moment of divergence, as JSON; else null.</summary>
    public string? DivergenceJson { get; init; }

    internal static void ThrowIfUnfit(TrialEnd end)
    {
        if (!end.Outcome.IsFinal())
            throw new ArgumentException($"A trial does not end as {end.Outcome.Name()}.", nameof(end));
        if (end.LastFiniteLoss is { } loss && !double.IsFinite(loss))
            throw new ArgumentException("The last finite loss is not finite.", nameof(end));
        if (!double.IsFinite(end.ElapsedSeconds))
            throw new ArgumentException("The elapsed seconds are not finite.", nameof(end));
    }
}

/// <summary>A stored trial.</summary>
public sealed record TrialRecord
{
    /// <summary>The id.</summary>
    public required TrialId Id { get; init; }

    /// <summary>The sweep's name.</summary>
    public string Sweep => Id.Sweep;

    /// <summary>The number in the plan, from 0.</summary>
    public int Number => Id.Number;

    /// <summary>The properties of the trial.</summary>
    public required NewTrial Definition { get; init; }

    /// <summary>Its state.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>How it ended; null while it is queued or running.</summary>
    public TrialEnd? End { get; init; }

    /// <summary>The completed epochs after which it pauses; null if it runs to its end.</summary>
    public int? PauseAfterEpochs { get; init; }

    /// <summary>Why it has its outcome: the kind of its end; of a paused trial, <c>after 3 epochs</c>; else
    /// null.</summary>
    public string? Reason => End?.Kind
        ?? (Outcome is Outcome.Paused && PauseAfterEpochs is { } epochs
            ? $"after {epochs} {(epochs == 1 ? "epoch" : "epochs")}"
            : null);

    /// <summary>The number of its attempts.</summary>
    public required int Attempts { get; init; }

    /// <summary>When the last attempt began, UTC; null before the first.</summary>
    public DateTimeOffset? StartedUtc { get; init; }

    /// <summary>When it ended, UTC; null before.</summary>
    public DateTimeOffset? EndedUtc { get; init; }
}

/// <summary>The lower-case names of outcomes in stores, tables and JSON.</summary>
public static class OutcomeNames
{
    private static readonly Outcome[] All = Enum.GetValues<Outcome>();
    private static readonly string[] Names = [.. All.Select(outcome => outcome.ToString().ToLowerInvariant())];

    /// <summary>The name of an outcome, such as <c>completed</c>.</summary>
    public static string Name(this Outcome outcome) => Names[(int)outcome];

    /// <summary>True for the outcomes of ended trials, false for queued, running and paused.</summary>
    public static bool IsFinal(this Outcome outcome) =>
        outcome is not (Outcome.Queued or Outcome.Running or Outcome.Paused);

    /// <summary>The outcome with a name.</summary>
    /// <exception cref="FormatException">No outcome has that name.</exception>
    public static Outcome Parse(string name) => Array.IndexOf(Names, name) is >= 0 and var index
        ? All[index]
        : throw new FormatException($"'{name}' is no outcome.");

    /// <summary>True for the outcomes after which a trial never resumes, so that its checkpoints are removed.</summary>
    internal static bool IsForGood(this Outcome outcome) => outcome is Outcome.Completed or Outcome.Diverged;

    internal static string Name(this DecisionKind kind) => kind.ToString().ToLowerInvariant();

    internal static DecisionKind ParseDecision(string name) => Enum.Parse<DecisionKind>(name, ignoreCase: true);

    internal static string Name(this AttemptEnding ending) => ending.ToString().ToLowerInvariant();

    internal static AttemptEnding ParseEnding(string name) => Enum.Parse<AttemptEnding>(name, ignoreCase: true);
}
