namespace SweepRunner.Tracking;

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
