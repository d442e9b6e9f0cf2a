namespace SweepRunner.Experiments.Seeding;

/// <summary>The seeds of a trial: one for each purpose, so that no two draws depend on each other. None of them may
/// ever change.</summary>
internal static class Seeds
{
    public const long OfTrainingSet = 1;
    public const long OfTestSet = 2;
    public const long OfEpoch = 3;
    private const long OfStep = 4;
    public const long OfAugmentation = 5;
    public const long OfValidationSet = 6;

    /// <summary>The seed, not negative, of libtorch's generator for a step. It is seeded before each step, so that no
    /// checkpoint has to contain its state.</summary>
    public static long ForStep(long seed, long step) => (long)(new SplitMix64([seed, OfStep, step]).Next() >> 1);
}

/// <summary>
/// Permutations that depend on their seed only and never change. <see cref="Random"/> does not qualify: it takes 32
/// bits of a seed, treats −n as n, and its sequence may change between versions of .NET.
/// </summary>
internal static class SeededOrder
{
    /// <summary>The numbers 0 to <paramref name="count"/> − 1 in an order drawn from the parts of a seed (R.
    /// Durstenfeld, "Algorithm 235: Random permutation", 1964).</summary>
    public static int[] Permutation(int count, params ReadOnlySpan<long> seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        var random = new SplitMix64(seed);
        for (var left = count; left > 1; left--)
        {
            // The high half of a 64 × 32 bit product: uneven by less than one part in 2^32.
            var drawn = (int)Math.BigMul(random.Next(), (ulong)left, out _);
            (order[left - 1], order[drawn]) = (order[drawn], order[left - 1]);
        }

        return order;
    }
}

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

    /// <summary>A number of [0, 1), a multiple of 2^−53.</summary>
    public double NextDouble() => (Next() >> 11) / (double)(1L << 53);

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
