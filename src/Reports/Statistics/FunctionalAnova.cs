namespace SweepRunner.Reports.Statistics;

/// <summary>
/// Functional ANOVA: how much of an objective's variance over the space each parameter accounts for (Hutter, Hoos and
/// Leyton-Brown, An Efficient Approach for Assessing Hyperparameter Importance, ICML 2014). A random forest stands in
/// for the objective, and its trees are integrated exactly. Where the trials lie does not matter beyond what the forest
/// learns from them: the variance is that over the whole cube.
/// </summary>
public static class FunctionalAnova
{
    /// <summary>The fewest finite values that importances are given for: 4.</summary>
    public const int FewestPoints = 4;

    /// <summary>Number of trees unless another is given: 64, as the paper's authors and Optuna have it.</summary>
    public const int DefaultTrees = 64;

    /// <summary>The importance of each parameter. The same arguments give the same result, whatever the number of
    /// threads.</summary>
    /// <param name="points">
    /// [points][parameters], each coordinate in [0, 1]. The k-th of K levels of a grid or a categorical parameter, from
    /// 0, is (k + 0.5) / K, so that each level has the same weight.
    /// </param>
    /// <param name="values">The objective at each point; a point whose value is not finite is left out.</param>
    /// <param name="seed">Of the bootstraps and of the order in which equally good splits are tried.</param>
    /// <param name="trees">Number of trees, at least 1.</param>
    /// <returns>Null under <see cref="FewestPoints"/> finite values, without a parameter, and when the values or all
    /// trees' predictions are equal.</returns>
    /// <exception cref="ArgumentException">The lists do not fit each other, or a coordinate is not in [0,
    /// 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1 tree.</exception>
    public static FunctionalAnovaResult? Compute(
        IReadOnlyList<double[]> points, IReadOnlyList<double> values, int seed, int trees = DefaultTrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trees, 1);
        if (ForestData.From(points, values) is not { } data)
            return null;
        var random = new Random(seed);
        var seeds = Enumerable.Range(0, trees).Select(_ => random.Next()).ToList();
        var shares = new TreeVariance?[trees];
        Parallel.For(
            0,
            trees,
            tree =>
                shares[tree] = TreeVariance.Compute(
                    new TreeGrower(data, new Random(seeds[tree])).Grow(), data.ParameterCount));
        var kept = shares.OfType<TreeVariance>().ToList();
        return kept.Count == 0
            ? null
            : new FunctionalAnovaResult(
                [
                    .. Enumerable
                        .Range(0, data.ParameterCount)
                        .Select(parameter => ImportanceOf([.. kept.Select(each => each.Shares[parameter])])),
                ],
                kept.Average(each => each.Interactions));
    }

    private static Importance ImportanceOf(double[] shares)
    {
        var moments = Moments.From(shares);
        return new Importance(moments.Mean, shares.Length < 2 ? 0 : moments.StandardDeviation);
    }
}

/// <summary>The share of the objective's variance that one parameter accounts for by itself.</summary>
/// <param name="Mean">Mean over the trees, in [0, 1].</param>
/// <param name="StandardDeviation">Over the trees (divisor n − 1); how far the forest agrees with itself. 0 with one
/// tree.</param>
public readonly record struct Importance(double Mean, double StandardDeviation);

/// <summary>What the variance of an objective over the space is made of. The parameters' means and the interactions add
/// up to 1.</summary>
/// <param name="Parameters">Each parameter's share, in the order of the coordinates.</param>
/// <param name="Interactions">What no parameter accounts for alone, in [0, 1]; mean over the trees.</param>
public sealed record FunctionalAnovaResult(IReadOnlyList<Importance> Parameters, double Interactions);

/// <summary>What every tree of a forest learns from: the points by parameter, sorted once for all trees.</summary>
internal sealed class ForestData
{
    private ForestData(double[][] columns, int[][] orders, double[] values) =>
        (Columns, Orders, Values) = (columns, orders, values);

    /// <summary>[parameters][points]: the coordinates.</summary>
    public double[][] Columns { get; }

    /// <summary>[parameters][points]: the points' indices in ascending order of the coordinate.</summary>
    public int[][] Orders { get; }

    /// <summary>[points]: the values, brought to mean 0 and at most 2 in size; shares of variance do not depend on
    /// either.</summary>
    public double[] Values { get; }

    /// <summary>Number of parameters, at least 1.</summary>
    public int ParameterCount => Columns.Length;

    /// <summary>Number of points, at least <see cref="FunctionalAnova.FewestPoints"/>.</summary>
    public int PointCount => Values.Length;

    /// <summary>The points with a finite value; null where <see cref="FunctionalAnova.Compute"/> says that there is no
    /// result.</summary>
    /// <exception cref="ArgumentException">The lists do not fit each other, or a coordinate is not in [0,
    /// 1].</exception>
    public static ForestData? From(IReadOnlyList<double[]> points, IReadOnlyList<double> values)
    {
        Check(points, values);
        var kept = Enumerable.Range(0, values.Count).Where(index => double.IsFinite(values[index])).ToList();
        if (kept.Count < FunctionalAnova.FewestPoints || points[0].Length == 0)
            return null;
        var size = kept.Max(index => Math.Abs(values[index]));
        if (kept.TrueForAll(index => values[index] == values[kept[0]]))
            return null;
        double[] scaled = [.. kept.Select(index => values[index] / size)];
        var mean = scaled.Average();
        double[][] columns =
        [
            .. Enumerable
                .Range(0, points[0].Length)
                .Select(parameter => kept.Select(index => points[index][parameter]).ToArray()),
        ];
        return new ForestData(columns, [.. columns.Select(Order)], [.. scaled.Select(value => value - mean)]);
    }

    private static int[] Order(double[] column)
    {
        int[] order = [.. Enumerable.Range(0, column.Length)];
        Array.Sort((double[])column.Clone(), order);
        return order;
    }

    private static void Check(IReadOnlyList<double[]> points, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(values);
        if (points.Count != values.Count)
            throw new ArgumentException(
                $"There are {points.Count} points and {values.Count} values; hand in one value for each " + "point.",
                nameof(values));
        for (var index = 0; index < points.Count; index++)
        {
            if (points[index].Length != points[0].Length)
                throw new ArgumentException(
                    $"Point {index} has {points[index].Length} coordinates, point 0 has {points[0].Length}.",
                    nameof(points));
            if (!points[index].All(coordinate => coordinate is >= 0 and <= 1))
                throw new ArgumentException(
                    $"Point {index} has a coordinate that is not in [0, 1]; scale each parameter to its "
                        + "range first.",
                    nameof(points));
        }
    }
}
