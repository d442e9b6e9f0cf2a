namespace SweepRunner.Experiments.Data;

/// <summary>
/// Permutations that depend on their seed alone, for ever. <see cref="Random"/> is not used: it takes 32 bits of a seed, treats −n as n, and
/// its sequence may change between versions of .NET.
/// </summary>
internal static class SeededOrder
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>The numbers 0 to <paramref name="count"/> − 1 in an order drawn from the parts of a seed.</summary>
    public static int[] Permutation(int count, params ReadOnlySpan<long> seed)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = i;
        Shuffle(order, seed);
        return order;
    }

    /// <summary>
    /// Shuffles in place: R. Durstenfeld, "Algorithm 235: Random permutation" (1964), on SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable
    /// pseudorandom number generators", 2014, figure 16 with Stafford's variant 13).
    /// </summary>
    public static void Shuffle(Span<int> items, params ReadOnlySpan<long> seed)
    {
        var state = 0UL;
        foreach (var part in seed)
            state = Mix(unchecked(state + Increment) ^ (ulong)part);
        for (var left = items.Length; left > 1; left--)
        {
            state = unchecked(state + Increment);
            // The high half of a 64 × 32 bit product: uneven by less than one part in 2^32.
            var drawn = (int)Math.BigMul(Mix(state), (ulong)left, out _);
            (items[left - 1], items[drawn]) = (items[drawn], items[left - 1]);
        }
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
