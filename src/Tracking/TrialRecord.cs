namespace SweepRunner.Tracking;

/// <summary>Identifies a trial of a store.</summary>
/// <param name="Sweep">The sweep's name.</param>
/// <param name="Number">The trial's number in the plan, from 0.</param>
public readonly record struct TrialId(string Sweep, int Number)
{
    /// <summary>The form that commands and messages use: <c>SWEEP/NUMBER</c>.</summary>
    public override string ToString() => $"{Sweep}/{Number}";
}

/// <summary>Where a trial stands.</summary>
public enum Outcome
{
    /// <summary>Waits to be claimed.</summary>
    Queued,

    /// <summary>Is being trained under a lease.</summary>
    Running,

    /// <summary>Ran to its end, or stopped early for want of progress.</summary>
    Completed,

    /// <summary>Its numbers left the range in which training makes sense: a result, not a fault.</summary>
    Diverged,

    /// <summary>Cut by the search.</summary>
    Pruned,

    /// <summary>A fault of the machine or the program ended it.</summary>
    Failed,

    /// <summary>Taken out by its user.</summary>
    Cancelled,
}

/// <summary>How a trial ended.</summary>
public sealed record TrialEnd
{
    /// <summary>A final outcome.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary><c>nan</c>, <c>inf</c>, <c>loss-above</c>, <c>exploded</c>, <c>collapsed</c>; <c>patience</c>; the
    /// reason of a failure; else null.</summary>
    public string? Kind { get; init; }

    /// <summary>0-based step of the outcome; null where there is none.</summary>
    public long? Step { get; init; }

    /// <summary>Epochs done, a begun one not counted.</summary>
    public int Epochs { get; init; }

    /// <summary>Steps done.</summary>
    public long Steps { get; init; }

    /// <summary>The last loss that was finite; null where there was none.</summary>
    public double? LastFiniteLoss { get; init; }

    /// <summary>Seconds of training and evaluation.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>The whole error of a failure; else null.</summary>
    public string? Error { get; init; }

    /// <summary>What was kept at the moment of divergence, as JSON; else null.</summary>
    public string? DivergenceJson { get; init; }

    /// <summary>Refuses an end that no store can keep.</summary>
    /// <exception cref="ArgumentException">The outcome is not final, or a number is not finite.</exception>
    internal static void ThrowIfUnfit(TrialEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        if (!end.Outcome.IsFinal())
            throw new ArgumentException($"A trial does not end as {end.Outcome.Name()}.", nameof(end));
        if (end.LastFiniteLoss is { } loss && !double.IsFinite(loss))
            throw new ArgumentException("The last finite loss is not finite.", nameof(end));
        if (!double.IsFinite(end.ElapsedSeconds))
            throw new ArgumentException("The elapsed seconds are not finite.", nameof(end));
    }
}

/// <summary>A trial as stored.</summary>
public sealed record TrialRecord
{
    /// <summary>Which trial it is.</summary>
    public required TrialId Id { get; init; }

    /// <summary>The sweep's name.</summary>
    public string Sweep => Id.Sweep;

    /// <summary>The number in the plan, from 0.</summary>
    public int Number => Id.Number;

    /// <summary>What the trial was created from.</summary>
    public required NewTrial Definition { get; init; }

    /// <summary>Where it stands.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>How it ended; null while it is queued or running.</summary>
    public TrialEnd? End { get; init; }

    /// <summary>How often it was claimed.</summary>
    public required int Attempts { get; init; }

    /// <summary>When the last attempt began, UTC; null before the first.</summary>
    public DateTimeOffset? StartedUtc { get; init; }

    /// <summary>When it ended, UTC; null before.</summary>
    public DateTimeOffset? EndedUtc { get; init; }
}

/// <summary>The outcomes as they are written in stores, tables and JSON: lower-case.</summary>
public static class OutcomeNames
{
    private static readonly Outcome[] All = Enum.GetValues<Outcome>();
    private static readonly string[] Names = [.. All.Select(outcome => outcome.ToString().ToLowerInvariant())];

    /// <summary>The outcome's word, such as <c>completed</c>.</summary>
    public static string Name(this Outcome outcome) => Names[(int)outcome];

    /// <summary>True for an outcome that a trial ends with, false for queued and running.</summary>
    public static bool IsFinal(this Outcome outcome) => outcome is not (Outcome.Queued or Outcome.Running);

    /// <summary>The outcome of a word.</summary>
    /// <exception cref="FormatException">There is none of that name.</exception>
    public static Outcome Parse(string name) => Array.IndexOf(Names, name) is >= 0 and var index
        ? All[index]
        : throw new FormatException($"'{name}' is no outcome.");

    /// <summary>True for an outcome after which a trial never goes on: what it could go on from is forgotten.</summary>
    internal static bool IsForGood(this Outcome outcome) => outcome is Outcome.Completed or Outcome.Diverged;

    /// <summary>The ending of an attempt as stores write it: lower-case.</summary>
    internal static string Name(this AttemptEnding ending) => ending.ToString().ToLowerInvariant();

    /// <summary>The ending of a word.</summary>
    internal static AttemptEnding ParseEnding(string name) => Enum.Parse<AttemptEnding>(name, ignoreCase: true);
}
