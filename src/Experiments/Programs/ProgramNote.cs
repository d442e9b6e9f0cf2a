namespace SweepRunner.Experiments.Programs;

/// <summary>Something about the output of a program that its user should know. Of each kind, and where it is about a
/// metric of each metric, one is told.</summary>
public readonly record struct ProgramNote(NoteKind Kind, string Message, string? Metric = null);

/// <summary>The kinds of notes.</summary>
public enum NoteKind
{
    /// <summary>A line looked like metrics, and was none.</summary>
    Line,

    /// <summary>A value was not a number.</summary>
    Value,

    /// <summary>A name cannot be that of a metric.</summary>
    Name,

    /// <summary>The trial has too many metrics.</summary>
    Names,

    /// <summary>A metric has another value at a step than it had before.</summary>
    Repeated,

    /// <summary>The steps of a metric go backwards.</summary>
    Backwards,
}

/// <summary>The names of kinds among the events of a trial.</summary>
public static class NoteKinds
{
    /// <summary>A short name, such as <c>steps-backwards</c>.</summary>
    public static string Name(this NoteKind kind) => kind switch
    {
        NoteKind.Line => "line-not-read",
        NoteKind.Value => "value-ignored",
        NoteKind.Name or NoteKind.Names => "metric-ignored",
        NoteKind.Repeated => "value-differs",
        NoteKind.Backwards => "steps-backwards",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a known kind."),
    };
}
