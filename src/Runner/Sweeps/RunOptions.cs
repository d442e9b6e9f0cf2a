namespace SweepRunner.Runner.Sweeps;

/// <summary>How a command runs trials.</summary>
internal sealed record RunOptions
{
    /// <summary>True to run them one after the other inside the command, without worker processes.</summary>
    public bool IsInline { get; init; }

    /// <summary>Worker processes in all; null for as many as the devices take.</summary>
    public int? Workers { get; init; }

    /// <summary>Worker processes on each device; null for one a GPU, or one for every so many cores as a trial has
    /// threads.</summary>
    public int? WorkersPerDevice { get; init; }
}
