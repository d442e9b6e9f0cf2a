namespace SweepRunner.Search.GaussianProcess;

/// <summary>Cells as points of the unit cube.</summary>
internal static class CellData
{
    private const double Middle = 0.5;

    // Cells that are closer along every axis, in the unit interval, are neighbours.
    private const double Near = 0.02;

    /// <summary>Puts an axis that is not active at its middle. Cells of the same branch then do not differ by it, and
    /// cells of different branches already differ by the choice, whose relevance is learned.</summary>
    public static double[] Impute(double[] units)
    {
        for (var dimension = 0; dimension < units.Length; dimension++)
            if (double.IsNaN(units[dimension]))
                units[dimension] = Middle;
        return units;
    }

    /// <summary>The indexes of at most so many cells, increasing: half of them the best, half spread evenly over the
    /// ranks of the others.</summary>
    public static IReadOnlyList<int> Choose(IReadOnlyList<double?> costs, int most)
    {
        var ranked = Ranked(costs);
        if (ranked.Count <= most)
            return [.. ranked.Order()];
        var (best, others) = (ranked[..(most / 2)], ranked[(most / 2)..]);
        var spread = Enumerable.Range(0, most - best.Count)
            .Select(index => others[(int)((long)index * others.Count / (most - best.Count))]);
        return [.. best.Concat(spread).Order()];
    }

    /// <summary>The costs of cells that have no better neighbour. A search puts many cells around the best one; if all
    /// of them counted in a scale of the costs, it would magnify their small differences.</summary>
    public static List<double> Apart(IReadOnlyList<double[]> points, IReadOnlyList<double?> costs)
    {
        var apart = new List<int>();
        foreach (var index in Ranked(costs).Where(index => costs[index] is not null))
            if (!apart.Exists(better => AreNeighbours(points[better], points[index])))
                apart.Add(index);
        return [.. apart.Select(index => costs[index]!.Value)];
    }

    private static bool AreNeighbours(double[] left, double[] right)
    {
        for (var axis = 0; axis < left.Length; axis++)
            if (Math.Abs(left[axis] - right[axis]) > Near)
                return false;
        return true;
    }

    private static List<int> Ranked(IReadOnlyList<double?> costs) =>
        [.. Enumerable.Range(0, costs.Count).OrderBy(index => costs[index] ?? double.PositiveInfinity)];
}
