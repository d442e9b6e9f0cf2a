using SweepRunner.Search.Sobol;

namespace SweepRunner.Search.Tests.Sobol;

public sealed class SobolSequenceTests
{
    [Fact]
    public void Next_PlainSequence_BeginsAsPublished()
    {
        // The first ten points of Joe and Kuo's table in three dimensions, as their program prints them.
        double[][] published =
        [
            [0, 0, 0], [0.5, 0.5, 0.5], [0.75, 0.25, 0.25], [0.25, 0.75, 0.75], [0.375, 0.375, 0.625],
            [0.875, 0.875, 0.125], [0.625, 0.125, 0.875], [0.125, 0.625, 0.375], [0.1875, 0.3125, 0.9375],
            [0.6875, 0.8125, 0.4375],
        ];

        Assert.Equal(published, Points(new SobolSequence(3, null), 10));
    }

    [Fact]
    public void Next_LaterPoint_IsThatOfAnotherImplementation()
    {
        // scipy.stats.qmc.Sobol(64, scramble=False, bits=30).random(1001)[1000, [0, 1, 9, 20, 62, 63]]
        double[] expected = [0.2197265625, 0.0966796875, 0.0693359375, 0.5224609375, 0.2587890625, 0.4462890625];

        var point = Points(new SobolSequence(64, null), 1001)[1000];

        double[] got = [point[0], point[1], point[9], point[20], point[62], point[63]];
        Assert.Equal(expected, got);
    }

    [Theory]
    [InlineData("one")]
    [InlineData("two")]
    public void Next_ScrambledSequence_PutsOnePointIntoEachElementaryInterval(string key)
    {
        var points = Points(new SobolSequence(64, Chance.Stream(key)), 256);

        // Along each axis one point in each 256th.
        for (var dimension = 0; dimension < 64; dimension++)
            Assert.Equal(Enumerable.Range(0, 256), points.Select(point => (int)(point[dimension] * 256)).Order());
        // In the plane of the first two axes, one in each cell of all grids of 256 equal cells.
        for (var power = 0; power <= 8; power++)
            Assert.Equal(256, points
                .Select(point => ((int)(point[0] * (1 << power)), (int)(point[1] * (256 >> power))))
                .Distinct()
                .Count());
    }

    [Fact]
    public void Next_AnotherKey_GivesOtherPointsThatAreUniform()
    {
        var firsts = Enumerable.Range(0, 2_000)
            .Select(key => new SobolSequence(2, Chance.Stream($"{key}")).Next())
            .ToList();

        // Three standard deviations of the mean of 2 000 uniform numbers are 0.0194.
        Assert.InRange(firsts.Average(point => point[0]), 0.4806, 0.5194);
        Assert.InRange(firsts.Average(point => point[1]), 0.4806, 0.5194);
        // The mean of a product of independent ones is 1/4, and its standard deviation 0.22.
        Assert.InRange(firsts.Average(point => point[0] * point[1]), 0.235, 0.265);
    }

    [Fact]
    public void Next_MoreCoordinatesThanTheTable_AreInTheCube()
    {
        var points = Points(new SobolSequence(70, Chance.Stream("key")), 500);

        Assert.All(points, point => Assert.All(point, coordinate => Assert.InRange(coordinate, 0, 1)));
        Assert.InRange(points.Average(point => point[69]), 0.46, 0.54);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SobolSequence(70, null));
    }

    private static List<double[]> Points(SobolSequence sequence, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => sequence.Next())];
}
