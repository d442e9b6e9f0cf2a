using SweepRunner.Experiments.Seeding;

namespace SweepRunner.Experiments.Tests.Seeding;

public sealed class SeededOrderTests
{
    // Worked out by a second implementation, in Python.
    [Theory]
    [InlineData(new long[] { 0 }, new[] { 1, 2, 5, 7, 0, 8, 4, 3, 9, 6 })]
    [InlineData(new long[] { 0, 0 }, new[] { 4, 7, 0, 5, 9, 3, 6, 2, 8, 1 })]
    [InlineData(new long[] { 42, 3 }, new[] { 8, 9, 1, 7, 6, 4, 3, 2, 0, 5 })]
    [InlineData(new long[] { long.MaxValue, 1 }, new[] { 8, 2, 6, 0, 9, 7, 5, 1, 4, 3 })]
    [InlineData(new long[] { -1, 1 }, new[] { 8, 9, 5, 1, 0, 7, 2, 3, 6, 4 })]
    public void Permutation_KnownSeed_IsTheSameForEver(long[] seed, int[] expected) =>
        Assert.Equal(expected, SeededOrder.Permutation(10, seed));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void Permutation_AnyCount_HoldsEachNumberOnce(int count) =>
        Assert.Equal(Enumerable.Range(0, count), SeededOrder.Permutation(count, 7).Order());

    [Fact]
    public void Permutation_SeedsOneApart_AreUnlike()
    {
        var orders = new HashSet<string>();
        for (var seed = -5L; seed <= 5; seed++)
            for (var epoch = 0L; epoch < 10; epoch++)
                orders.Add(string.Join(' ', SeededOrder.Permutation(20, seed, epoch)));
        Assert.Equal(110, orders.Count);
    }

    [Fact]
    public void Permutation_ManySeeds_PutsEachNumberEverywhereAlike()
    {
        var counts = new int[5, 5];
        for (var seed = 0; seed < 10_000; seed++)
        {
            var order = SeededOrder.Permutation(5, seed);
            for (var place = 0; place < 5; place++)
                counts[place, order[place]]++;
        }
        // 2 000 expected in each cell, standard deviation 40.
        Assert.All(counts.Cast<int>(), count => Assert.InRange(count, 1_800, 2_200));
    }
}
