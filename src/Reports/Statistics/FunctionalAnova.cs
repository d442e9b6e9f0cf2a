namespace SweepRunner.Reports.Statistics;

/// <summary>Functional ANOVA: the share of an objective's variance over the space that each parameter explains (Hutter,
/// Hoos and Leyton-Brown, An Efficient Approach for Assessing Hyperparameter Importance, ICML 2014). A random forest
/// replaces the objective, and its trees are integrated exactly over the whole cube.</summary>
internal static class FunctionalAnova
{
    public const int FewestPoints = 4;

    /// <summary>As in the paper and in Optuna.</summary>
    public const int DefaultTrees = 64;

    /// <summary>Computes the importance of each parameter with at least 1 tree; null below <see cref="FewestPoints"/>
    /// finite values, without a parameter, and if the values or the predictions of all trees are equal. The points are
    /// [points][parameters] in [0, 1]; level k of K, from 0, is (k + 0.5) / K, so that all levels have the same weight.
    /// A point whose value is not finite is left out. The result does not depend on the number of threads.</summary>
    /// <exception cref="ArgumentException">The lists have different lengths, or an argument is out of its
    /// range.</exception>
    public static FunctionalAnovaResult? Compute(
        IReadOnlyList<double[]> points, IReadOnlyList<double> values, int seed, int trees = DefaultTrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trees, 1);
        if (ForestData.From(points, values) is not { } data)
            return null;
        var random = new Random(seed);
        var seeds = Enumerable.Range(0, trees).Select(_ => random.Next()).ToList();
        var shares = new TreeVariance?[trees];
        Parallel.For(0, trees, tree =>
        {
            var grown = new TreeGrower(data, new Random(seeds[tree])).Grow();
            shares[tree] = TreeVariance.Compute(grown, data.ParameterCount);
        });
        var kept = shares.OfType<TreeVariance>().ToList();
        if (kept.Count == 0)
            return null;
        var parameters = Enumerable.Range(0, data.ParameterCount)
            .Select(parameter => Moments.From([.. kept.Select(each => each.Shares[parameter])]))
            .Select(share => new Importance(share.Mean, kept.Count < 2 ? 0 : share.StandardDeviation));
        return new FunctionalAnovaResult([.. parameters], kept.Average(each => each.Interactions));
    }
}

/// <summary>The share of the objective's variance that a parameter explains by itself: mean and standard deviation
/// (divisor n − 1, 0 for one tree) over the trees.</summary>
internal readonly record struct Importance(double Mean, double StandardDeviation);

/// <summary>The share of each parameter, and the share that only several together explain, as means over the trees. The
/// means add up to 1.</summary>
internal sealed record FunctionalAnovaResult(IReadOnlyList<Importance> Parameters, double Interactions);

/// <summary>The data that all trees share, sorted once: [parameters][points] coordinates and the points in their order,
/// and the values of the points, scaled to mean 0 and at most 2 in size (shares of variance depend on
/// neither).</summary>
internal sealed record ForestData(double[][] Columns, int[][] Orders, double[] Values)
{
    public int ParameterCount => Columns.Length;
    public int PointCount => Values.Length;

    public static ForestData? From(IReadOnlyList<double[]> points, IReadOnlyList<double> values)
    {
        Check(points, values);
        var kept = Enumerable.Range(0, values.Count).Where(index => double.IsFinite(values[index])).ToList();
        if (kept.Count < FunctionalAnova.FewestPoints || points[0].Length == 0)
            return null;
        var size = kept.Max(index => Abs(values[index]));
        if (kept.TrueForAll(index => values[index] == values[kept[0]]))
            return null;
        double[] scaled = [.. kept.Select(index => values[index] / size)];
        var mean = scaled.Average();
        double[][] columns = [.. Enumerable.Range(0, points[0].Length)
            .Select(parameter => kept.Select(index => points[index][parameter]).ToArray())];
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
        if (points.Count != values.Count)
            throw new ArgumentException(
                $"There are {points.Count} points and {values.Count} values; hand in one value for each point.",
                nameof(values));
        for (var index = 0; index < points.Count; index++)
        {
            if (points[index].Length != points[0].Length)
                throw new ArgumentException(
                    $"Point {index} has {points[index].Length} coordinates, point 0 has {points[0].Length}.",
                    nameof(points));
            if (!points[index].All(coordinate => coordinate is >= 0 and <= 1))
                throw new ArgumentException(
                    $"Point {index} has a coordinate that is not in [0, 1]; scale each parameter to its range first.",
                    nameof(points));
        }
    }
}
