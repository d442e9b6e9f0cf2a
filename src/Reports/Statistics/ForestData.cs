namespace SweepRunner.Reports.Statistics;

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

    /// <summary>The points with a finite value; null where <see cref="FunctionalAnova.Of"/> says that there is no
    /// result.</summary>
    /// <exception cref="ArgumentException">The lists do not fit each other, or a coordinate is not in [0,
    /// 1].</exception>
    public static ForestData? Of(IReadOnlyList<double[]> points, IReadOnlyList<double> values)
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
