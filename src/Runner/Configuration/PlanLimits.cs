namespace SweepRunner.Runner.Configuration;

/// <summary>What keeps a slip in a file from filling the memory.</summary>
internal static class PlanLimits
{
    /// <summary>The most trials of one sweep.</summary>
    public const int Trials = 100_000;

    /// <summary>The longest file in bytes.</summary>
    public const int FileBytes = 16 * 1024 * 1024;
}
