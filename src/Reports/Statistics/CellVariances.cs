using MathNet.Numerics;
using MathNet.Numerics.Statistics;

namespace SweepRunner.Reports.Statistics;

/// <summary>The variance of the values of each cell when the effect of their blocks is removed, and its degrees of
/// freedom. A block is what cells share: a seed. A few seeds say little about a variance, so each cell borrows from all
/// cells (Smyth, Statistical Applications in Genetics and Molecular Biology 3, 2004, article 3: limma), with two
/// differences that keep a noisy best cell from being excluded: a variance is never below the cell's own, and no cell
/// has more degrees of freedom than the whole fit.</summary>
internal sealed class CellVariances
{
    private const int MostRounds = 1000;

    // As in limma: by chance or by rounding, one variance may be so near 0 that its logarithm outweighs all others.
    private const double LeastOfMedian = 1e-5;

    private CellVariances(double[] variance, double[] degreesOfFreedom, double residual, double prior) =>
        (Variance, DegreesOfFreedom, Residual, Prior) = (variance, degreesOfFreedom, residual, prior);

    public IReadOnlyList<double> Variance { get; }
    public IReadOnlyList<double> DegreesOfFreedom { get; }

    /// <summary>The degrees of freedom of the fit, at least 1.</summary>
    public double Residual { get; }

    /// <summary>The degrees of freedom that all cells together lend to each; infinite if the cells show no difference
    /// in noise.</summary>
    public double Prior { get; }

    /// <summary>The variances of cells × blocks, NaN where a cell has no value in a block; each cell has one at least,
    /// of a size near 1. No variance is below <paramref name="floor"/>, the variance of rounding, above 0. Null if
    /// nothing is left to tell noise from effects, as with one seed everywhere.</summary>
    public static CellVariances? From(IReadOnlyList<double[]> cells, double floor)
    {
        var shares = SharesLeft(cells);
        // The effect of a block with one cell takes all of its value: it says nothing about noise.
        IReadOnlyList<double[]> shared =
            [.. cells.Select(values => values.Zip(shares, (value, share) => share > 0 ? value : double.NaN).ToArray())];
        var counts = shared.Select(values => values.Count(double.IsFinite)).ToArray();
        // One block effect of each group of connected cells cannot be told from the cells.
        double residual = counts.Sum(count => Max(0, count - 1)) - (Blocks(shared) - Connection.Groups(shared).Count);
        if (residual < 1)
            return null;

        var squares = SquaresAroundFit(shared, counts);
        var (own, degrees) = (new double[cells.Count], counts.Select(count => Max(0.0, count - 1)).ToArray());
        for (var cell = 0; cell < own.Length; cell++)
        {
            var left = shares.Where((_, block) => double.IsFinite(shared[cell][block])).DefaultIfEmpty(1).Average();
            own[cell] = degrees[cell] > 0 ? Max(floor, squares[cell] / degrees[cell] / left) : 0;
        }
        var (prior, common) = Common(own, degrees);
        return new CellVariances(
            [.. own.Zip(degrees, (variance, own) => own == 0 || double.IsInfinity(prior)
                ? Max(variance, common)
                : Max(variance, (prior * common + own * variance) / (prior + own)))],
            [.. degrees.Select(own => Min(prior + own, residual))],
            residual,
            prior);
    }

    // The share of the degrees of freedom of each block that its effect leaves: 1 − 1 / cells.
    private static double[] SharesLeft(IReadOnlyList<double[]> cells) =>
    [
        .. Enumerable.Range(0, cells.Count == 0 ? 0 : cells[0].Length).Select(block =>
            cells.Count(values => double.IsFinite(values[block])) is > 1 and var count ? 1 - (1.0 / count) : 0),
    ];

    private static int Blocks(IReadOnlyList<double[]> cells) => Enumerable.Range(0, cells[0].Length)
        .Count(block => cells.Any(values => double.IsFinite(values[block])));

    // The squares of each cell around the additive fit of cells and blocks, by means that alternate until they stay.
    private static double[] SquaresAroundFit(IReadOnlyList<double[]> cells, int[] counts)
    {
        var means = cells.Select((values, cell) => values.Where(double.IsFinite).Sum() / counts[cell]).ToArray();
        var (effects, squares) = (new double[cells[0].Length], new double[cells.Count]);
        for (var (round, change) = (0, double.MaxValue); round < MostRounds && change > 1e-13; round++)
        {
            change = 0;
            for (var block = 0; block < effects.Length; block++)
            {
                var (sum, count) = (0.0, 0);
                for (var cell = 0; cell < means.Length; cell++)
                {
                    if (double.IsFinite(cells[cell][block]))
                        (sum, count) = (sum + cells[cell][block] - means[cell], count + 1);
                }
                var effect = count == 0 ? 0 : sum / count;
                change = Max(change, Abs(effect - effects[block]));
                effects[block] = effect;
            }
            for (var cell = 0; cell < means.Length; cell++)
            {
                var (sum, values) = (0.0, cells[cell]);
                squares[cell] = 0;
                for (var block = 0; block < values.Length; block++)
                {
                    if (double.IsFinite(values[block]))
                        sum += values[block] - effects[block];
                }
                means[cell] = sum / counts[cell];
                for (var block = 0; block < values.Length; block++)
                {
                    if (values[block] - means[cell] - effects[block] is var rest && double.IsFinite(rest))
                        squares[cell] += rest * rest;
                }
            }
        }
        return squares;
    }

    // Smyth's equations of section 6.2 for the prior degrees of freedom and the prior variance.
    private static (double Prior, double Common) Common(double[] own, double[] degrees)
    {
        var known = Enumerable.Range(0, own.Length).Where(cell => degrees[cell] > 0).ToArray();
        var pooled = known.Sum(cell => degrees[cell] * own[cell]) / known.Sum(cell => degrees[cell]);
        var least = LeastOfMedian * known.Select(cell => own[cell]).Median();
        if (known.Length < 2)
            return (double.PositiveInfinity, pooled);
        var logarithms = Array.ConvertAll(known, cell =>
            Log(Max(own[cell], least)) - SpecialFunctions.DiGamma(degrees[cell] / 2) + Log(degrees[cell] / 2));
        var excess = logarithms.Variance() - known.Average(cell => Trigamma.Of(degrees[cell] / 2));
        if (!(excess > 0))
            return (double.PositiveInfinity, pooled);
        var half = Trigamma.Inverse(excess);
        return (2 * half, Exp(logarithms.Average() + SpecialFunctions.DiGamma(half) - Log(half)));
    }
}

/// <summary>Which cells common blocks connect, directly or through others. One group is usual; the images of compared
/// sweeps make several.</summary>
internal static class Connection
{
    /// <summary>The groups of connected cells of cells × blocks, NaN where a cell has no value in a block: indices in
    /// order. A cell without a value is in none.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Groups(IReadOnlyList<double[]> cells)
    {
        // The label of a block's group is one of its blocks.
        var labels = new int?[cells.Count == 0 ? 0 : cells[0].Length];
        foreach (var values in cells)
        {
            int[] own = [.. Enumerable.Range(0, values.Length).Where(block => double.IsFinite(values[block]))];
            foreach (var block in own)
                labels[block] ??= block;
            var joined = own.Select(block => labels[block]).ToHashSet();
            for (var block = 0; joined.Count > 1 && block < labels.Length; block++)
            {
                if (labels[block] is not null && joined.Contains(labels[block]))
                    labels[block] = labels[own[0]];
            }
        }
        return
        [
            .. cells.Index().Select(cell => (cell.Index, Block: Array.FindIndex(cell.Item, double.IsFinite)))
                .Where(cell => cell.Block >= 0)
                .GroupBy(cell => labels[cell.Block], cell => cell.Index)
                .Select(group => group.ToList()),
        ];
    }
}
