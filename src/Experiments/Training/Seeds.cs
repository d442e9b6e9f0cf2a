using SweepRunner.Experiments.Data;

namespace SweepRunner.Experiments.Training;

/// <summary>
/// Where a trial's chance comes from. libtorch's generator is seeded before the weights are drawn and again before each
/// step, so that a step's draws depend on the seed and the step alone and no generator state has to be kept.
/// </summary>
internal static class Seeds
{
    private const long OfStep = 4;

    /// <summary>The seed of a step's draws, a function of the trial's seed and the step; not negative.</summary>
    public static long ForStep(long seed, long step) => (long)(new SplitMix64([seed, OfStep, step]).Next() >> 1);
}
