namespace SweepRunner.Experiments.Data;

/// <summary>
/// Permutations that depend on their seed alone, for ever. <see cref="Random"/> is not used: it takes 32 bits of a
/// seed, treats −n as n, and its sequence may change between versions of .NET.
/// </summary>
internal static class SeededOrder
{
    /// <summary>The numbers 0 to <paramref name="count"/> − 1 in an order drawn from the parts of a seed.</summary>
    public static int[] Permutation(int count, params ReadOnlySpan<long> seed)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = i;
        Shuffle(order, seed);
        return order;
    }

    /// <summary>Shuffles in place: R. Durstenfeld, "Algorithm 235: Random permutation" (1964).</summary>
    public static void Shuffle(Span<int> items, params ReadOnlySpan<long> seed)
    {
        var random = new SplitMix64(seed);
        for (var left = items.Length; left > 1; left--)
        {
            // The high half of a 64 × 32 bit product: uneven by less than one part in 2^32.
            var drawn = (int)Math.BigMul(random.Next(), (ulong)left, out _);
            (items[left - 1], items[drawn]) = (items[drawn], items[left - 1]);
        }
    }
}
