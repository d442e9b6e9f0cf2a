using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class CellRankingTests
{
    // Against 10, 10, 10: the differences 2, 3, 4 have t = 3 · √3, so P = 1 − t / √(2 + t²) = 0.0351; 1, 2, 3 have t =
    // 2 · √3, P = 0.0742.
    private static readonly double[] Leader = [10, 10, 10];
    private static readonly double[] Clear = [8, 7, 6];
    private static readonly double[] Unclear = [9, 8, 7];

    [Fact]
    public void Rank_DifferenceToldByThePairs_HasTwoRanks()
    {
        var ranks = Rank(Leader, Clear);

        Assert.Equal([(0, 1, false), (1, 2, false)], ranks.Select(Place));
        Assert.Equal([null, 0], ranks.Select(rank => rank.ComparedWith));
        Assert.Equal(new PairedDifference(3, -3, 1, ranks[1].AdjustedP), ranks[1].Difference);
        Assert.Equal(0.0351, ranks[1].AdjustedP!.Value, 1e-4);
        Assert.Equal([null, null], ranks.Select(rank => rank.MoreSeeds));
    }

    [Fact]
    public void Rank_SameDifferenceInAFamilyOfTwo_IsNotToldAfterHolm()
    {
        var ranks = Rank(Leader, Clear, Unclear);

        Assert.Equal([(0, 1, true), (2, 1, true), (1, 1, true)], ranks.Select(Place));
        Assert.Equal([null, 0, 0], ranks.Select(rank => rank.ComparedWith));
        Assert.Equal(0.0742, ranks[1].AdjustedP!.Value, 1e-4);
        Assert.Equal(0.0702, ranks[2].AdjustedP!.Value, 1e-4);
    }

    [Fact]
    public void Rank_Tied_NeedsTheSeedsOfTheLevelThatHolmStoppedAt()
    {
        var ranks = Rank(Leader, Clear, Unclear);

        // Both are open, so the next is judged at 0.05 / 2. For 2 deviations n = 6 gives (3.163 + 0.920) / √6 = 1.667
        // and n = 5 gives (3.495 + 0.941) / √5 = 1.984, n = 4 (4.177 + 0.978) / 2 = 2.577; for 3 deviations n = 4 is
        // enough.
        Assert.Equal([null, 5 - 3, 4 - 3], ranks.Select(rank => rank.MoreSeeds));
        Assert.DoesNotContain(ranks, rank => rank.NeedsTooManySeeds);
    }

    [Fact]
    public void Rank_GroupThenRest_GoesOnBehindTheWholeGroup()
    {
        // Cell 1 differs from cell 0 by chance; 2 and 3 are 1 lower than 0 for every seed, and equal to each other.
        var ranks = Rank([5.0, 5.1, 5.2, 5.3], [5.1, 5.0, 5.3, 5.1], [4.0, 4.1, 4.2, 4.3], [4.0, 4.1, 4.2, 4.3]);

        Assert.Equal([(0, 1, true), (1, 1, true), (2, 3, true), (3, 3, true)], ranks.Select(Place));
        Assert.Equal([null, 0, 0, 2], ranks.Select(rank => rank.ComparedWith));
        Assert.True(ranks[2].AdjustedP < 0.001);
        Assert.Equal(1, ranks[3].AdjustedP);
    }

    [Fact]
    public void Rank_EqualCells_NoNumberOfSeedsCanBeSaid()
    {
        var tied = Rank(Leader, Leader)[1];

        Assert.Equal((1, null, false), (tied.AdjustedP, tied.MoreSeeds, tied.NeedsTooManySeeds));
    }

    [Fact]
    public void Rank_DifferenceThatNoLimitTells_SaysThatItIsTooMany()
    {
        var tied = Rank([1, -1, 1, -0.999], [0, 0, 0, 0])[1];

        Assert.Equal((true, null, true), (tied.IsTied, tied.MoreSeeds, tied.NeedsTooManySeeds));
    }

    [Fact]
    public void Rank_UnderTwoCommonSeeds_CannotBeToldAndShares()
    {
        var ranks = CellRanking.Rank(
            [
                new CellObjectives(4, new Dictionary<long, double> { [0] = 9, [1] = 9.1, [2] = 9.3 }),
                new CellObjectives(5, new Dictionary<long, double> { [2] = 1, [3] = 1.1 }),
                new CellObjectives(6, new Dictionary<long, double> { [0] = 1.5, [1] = 1.6, [2] = 1.7 }),
            ],
            isMaximized: true);

        Assert.Equal([(4, 1, true), (5, 1, true), (6, 3, false)], ranks.Select(Place));
        Assert.Equal(
            (1, null, null, false),
            (ranks[1].Difference!.Count, ranks[1].AdjustedP, ranks[1].MoreSeeds, ranks[1].NeedsTooManySeeds));
    }

    [Fact]
    public void Rank_CellWithoutFiniteValue_HasNoRankAndIsLast()
    {
        var ranks = Rank([double.NaN, double.PositiveInfinity], [], [1, 2]);

        Assert.Equal([2, 0, 1], ranks.Select(rank => rank.Cell));
        Assert.Equal([1, null, null], ranks.Select(rank => rank.Rank));
        Assert.DoesNotContain(ranks, rank => rank.IsTied);
    }

    [Fact]
    public void Rank_Minimized_LeadsWithTheLowestMean() =>
        Assert.Equal(
            [(1, 1, false), (0, 2, false)], CellRanking.Rank(Cells(Leader, Clear), isMaximized: false).Select(Place));

    [Fact]
    public void Rank_AnotherOrderOfCells_IsTheSame()
    {
        var cells = Cells(Leader, Clear, Unclear, [1, 2, 1], [double.NaN], [1, 2, 1]);

        Assert.Equal(
            CellRanking.Rank(cells, isMaximized: true), CellRanking.Rank([.. cells.Reverse()], isMaximized: true));
    }

    [Fact]
    public void Rank_TwoThousandCellsFarApart_GivesEachARankOfItsOwn()
    {
        var random = new Random(1);
        var ranks = Rank([
            .. Enumerable
                .Range(0, 2000)
                .Select(cell => Enumerable.Range(0, 5).Select(_ => -cell + 1e-4 * random.NextDouble()).ToArray()),
        ]);

        Assert.Equal(Enumerable.Range(0, 2000).Select(cell => (cell, cell + 1, false)), ranks.Select(Place));
    }

    [Fact]
    public void Rank_NoCells_IsEmpty() => Assert.Empty(Rank());

    private static IReadOnlyList<CellRank> Rank(params double[][] cells) =>
        CellRanking.Rank(Cells(cells), isMaximized: true);

    private static CellObjectives[] Cells(params double[][] cells) =>
        [
            .. cells.Select(
                (values, cell) =>
                    new CellObjectives(cell, values.Index().ToDictionary(each => (long)each.Index, each => each.Item))),
        ];

    private static (int Cell, int Rank, bool IsTied) Place(CellRank rank) => (rank.Cell, rank.Rank ?? 0, rank.IsTied);
}
