namespace SweepRunner.Experiments.Data;

/// <summary>The shape and the content of a trial's data set.</summary>
/// <param name="Info">Its shape; null if it has faults.</param>
public sealed record DataDescription(DatasetInfo? Info)
{
    /// <summary>The SHA-256 of what changes the numbers of a trial, in lower-case hexadecimal; null for a data set of
    /// the program.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The faults. Paths start at the trial: <c>data.path</c>.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>A sentence about each surprise, such as files that are left out.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
