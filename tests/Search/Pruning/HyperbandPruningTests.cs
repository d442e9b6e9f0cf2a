using SweepRunner.Search.Pruning;
using static SweepRunner.Search.Tests.Pruning.Trials;

namespace SweepRunner.Search.Tests.Pruning;

public sealed class HyperbandPruningTests
{
    private static readonly HyperbandPruning Thirds = new();

    // With η = 3 and R = 9 there are brackets with 9, ⌈3·3/2⌉ = 5 and 3 cells. The fraction of a cell's number times
    // the golden ratio, times 17, chooses among them: 0, 10.507, 4.013, 14.520, 8.026, 1.533, 12.039, 5.546.
    [Theory]
    [InlineData(0, "1 3")]
    [InlineData(1, "3")]
    [InlineData(2, "1 3")]
    [InlineData(3, "")]
    [InlineData(4, "1 3")]
    [InlineData(5, "1 3")]
    [InlineData(6, "3")]
    [InlineData(7, "1 3")]
    public void Rungs_OfACell_AreThoseOfItsBracket(int cell, string rungs) =>
        Assert.Equal(rungs, string.Join(' ', Thirds.Rungs(cell, epochs: 9)));

    [Theory]
    [InlineData(1, 1, new[] { 1000 })]
    [InlineData(2, 1, new[] { 1000 })] // R is below η·r: one bracket, with one rung.
    [InlineData(9, 1, new[] { 529, 294, 177 })]
    [InlineData(81, 1, new[] { 566, 238, 105, 56, 35 })]
    [InlineData(81, 10, new[] { 600, 400 })]
    [InlineData(5, 10, new[] { 1000 })]
    public void Rungs_OfAThousandCells_AreInTheProportionsOfThePaper(int epochs, int first, int[] cells)
    {
        var rule = new HyperbandPruning { MinEpochs = first };

        var counts = Enumerable.Range(0, 1_000)
            .CountBy(cell => rule.Rungs(cell, epochs).FirstOrDefault(epochs))
            .OrderBy(each => each.Key)
            .Select(each => each.Value)
            .ToList();

        Assert.Equal(cells.Length, counts.Count);
        Assert.All(counts.Zip(cells), each => Assert.InRange(each.First, each.Second - 2, each.Second + 2));
    }

    [Fact]
    public void Judge_OtherBrackets_AreNotCompared()
    {
        // Cells 0, 2 and 4 are in the first bracket, cell 1 is in the second.
        CellObservation[] first = [Paused(0, 0.5), Paused(2, 0.3), Paused(4, 0.1)];

        Assert.Equal([4], Thirds.Promoted([.. first, Paused(1, 0.01)], canGrow: true));
        Assert.Empty(Thirds.Promoted([.. first[..2], Paused(1, 0.01)], canGrow: true));
        Assert.Equal([1], Thirds.Promoted([.. first[..2], Paused(1, 0.01)], canGrow: false));
    }

    private static CellObservation Paused(int number, double cost) => Cell(number, TrialState.Paused, 9, (3, cost));
}
