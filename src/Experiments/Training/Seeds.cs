namespace SweepRunner.Experiments.Training;

/// <summary>
/// Where a trial's chance comes from. libtorch's generator is seeded before the weights are drawn and again before each step, so that a
/// step's draws depend on the seed and the step alone and no generator state has to be kept.
/// </summary>
internal static class Seeds
{
    /// <summary>The seed of a step's draws: the trial's seed and the step, mixed by SplitMix64 (Steele, Lea and Flood 2014, fig. 15).</summary>
    public static long ForStep(long seed, long step)
    {
        var state = unchecked((ulong)seed + (0x9E3779B97F4A7C15UL * ((ulong)step + 1)));
        state = unchecked((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL);
        state = unchecked((state ^ (state >> 27)) * 0x94D049BB133111EBUL);
        // Kept non-negative: not every provider takes the whole range.
        return (long)((state ^ (state >> 31)) >> 1);
    }
}
