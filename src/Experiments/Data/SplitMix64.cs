namespace SweepRunner.Experiments.Data;

/// <summary>
/// A generator of 64 random bits from the parts of a seed: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom
/// number generators" (2014), figure 16, with Stafford's variant 13 of the mixing function.
/// </summary>
internal struct SplitMix64
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    private ulong _state;

    public SplitMix64(ReadOnlySpan<long> seed)
    {
        foreach (var part in seed)
            _state = Mix(unchecked(_state + Increment) ^ (ulong)part);
    }

    public ulong Next()
    {
        _state = unchecked(_state + Increment);
        return Mix(_state);
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
