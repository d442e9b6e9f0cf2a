using SweepRunner.Reports.Statistics;

namespace SweepRunner.Reports.Tests.Statistics;

public sealed class TreeVarianceTests
{
    [Fact]
    public void Compute_TreeByHand_IsTheVarianceByHand()
    {
        // x ≤ 0.25: 0. Else y ≤ 0.5: 0, y > 0.5: 8. The mean is 8 · 0.375 = 3, the variance 64 · 0.375 · 0.625 = 15.
        // The marginal of x is 0 and 4: 16 · 0.25 · 0.75 = 3. The marginal of y is 0 and 6: 36 / 4 = 9.
        var tree = new RegressionTree();
        tree.Nodes.AddRange(
            [
                new RegressionTree.Node(0, 0.25, 1, 2, 0),
                new RegressionTree.Node(-1, 0, 0, 0, 0),
                new RegressionTree.Node(1, 0.5, 3, 4, 0),
                new RegressionTree.Node(-1, 0, 0, 0, 0),
                new RegressionTree.Node(-1, 0, 0, 0, 8),
            ]);

        var variance = TreeVariance.Compute(tree, 3)!;

        Assert.Equal([3 / 15.0, 9 / 15.0, 0], variance.Shares.Select(share => Math.Round(share, 14)));
        Assert.Equal(3 / 15.0, variance.Interactions, 1e-14);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compute_GrownTree_IsWhatEveryPieceOfTheCubeGives(int seed)
    {
        var random = new Random(seed);
        double[][] points =
        [
            .. Enumerable
                .Range(0, 25)
                .Select(_ => new[] { random.NextDouble(), random.Next(4) / 4.0, random.NextDouble() }),
        ];
        var tree = new TreeGrower(
            ForestData.From(points, [.. points.Select(point => point[0] * point[1] + point[2])])!, random).Grow();

        var expected = SharesOfPieces(tree);

        Assert.All(
            expected.Zip(TreeVariance.Compute(tree, 3)!.Shares), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void Compute_Stump_IsNone()
    {
        var tree = new RegressionTree();
        tree.Nodes.Add(new RegressionTree.Node(-1, 0, 0, 0, 5));

        Assert.Null(TreeVariance.Compute(tree, 1));
    }

    private static IEnumerable<double> SharesOfPieces(RegressionTree tree)
    {
        var pieces = Enumerable.Range(0, 3).Select(parameter => Pieces(tree, parameter)).ToArray();
        var cube = (
            from x in pieces[0]
            from y in pieces[1]
            from z in pieces[2]
            select (
                At: new[] { x, y, z },
                Volume: x.Width * y.Width * z.Width,
                Value: Predict(tree, [x.Middle, y.Middle, z.Middle]))).ToList();
        var mean = cube.Sum(piece => piece.Volume * piece.Value);
        var variance = cube.Sum(piece => piece.Volume * Math.Pow(piece.Value - mean, 2));
        return Enumerable
            .Range(0, 3)
            .Select(parameter =>
                cube.GroupBy(piece => piece.At[parameter])
                    .Sum(group =>
                        group.Key.Width
                        * Math.Pow(group.Sum(piece => piece.Volume / group.Key.Width * piece.Value) - mean, 2)
                    ) / variance
            );
    }

    private static List<(double Middle, double Width)> Pieces(RegressionTree tree, int parameter)
    {
        double[] edges =
        [
            0,
            .. tree.Nodes.Where(node => node.Parameter == parameter).Select(node => node.Threshold).Distinct().Order(),
            1,
        ];
        return [.. edges.Zip(edges.Skip(1), (low, high) => ((low + high) / 2, high - low))];
    }

    private static double Predict(RegressionTree tree, double[] point)
    {
        var node = tree.Nodes[0];
        while (!node.IsLeaf)
        {
            node = tree.Nodes[point[node.Parameter] <= node.Threshold ? node.Left : node.Right];
        }

        return node.Value;
    }
}
