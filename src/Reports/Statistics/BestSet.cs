namespace SweepRunner.Reports.Statistics;

/// <summary>The cells that could still be best: multiple comparisons with the best (Hsu, The Annals of Statistics 9,
/// 1981, and Multiple Comparisons, 1996) over common blocks, with the variances of <see cref="CellVariances"/>. The
/// truly best cell, whichever it is, is excluded with a probability of at most <see cref="Level"/>. For two cells this
/// is the one-sided paired t test. Cells are named by their index.</summary>
internal sealed class BestSet
{
    public const double Level = 0.05;

    // Of means of values of a size near 1.
    private const double Rounding = 1e-12;

    private readonly double[][] _values;
    private readonly bool _isComplete;
    private readonly double[] _means;
    private readonly int[] _byMean;
    private readonly int?[] _excluders;
    private readonly CellVariances _variances;
    private readonly double[] _quantiles;
    private readonly double _unit;
    private readonly SeedPlan _plan;

    private BestSet(double[][] values, CellVariances variances, double unit)
    {
        (_values, _variances, _unit) = (values, variances, unit);
        _isComplete = Array.TrueForAll(values, each => Array.TrueForAll(each, double.IsFinite));
        _means = [.. values.Select(each => each.Where(double.IsFinite).Average())];
        _byMean = [.. Enumerable.Range(0, values.Length).OrderByDescending(cell => _means[cell])];
        var quantiles = variances.DegreesOfFreedom.Distinct()
            .ToDictionary(degrees => degrees, degrees => StudentDistribution.Upper(LevelOfPair, degrees));
        _quantiles = [.. variances.DegreesOfFreedom.Select(degrees => quantiles[degrees])];
        _excluders = [.. values.Select((_, cell) => FirstExcluder(cell))];
        _plan = new SeedPlan(LevelOfPair);
        foreach (var cell in _byMean.Where(cell => CouldBeBest(cell) == true).Take(1))
            Leader = cell;
    }

    /// <summary>The cell with the best mean among those that could be best. Null only where cells have different blocks
    /// and each is excluded by another.</summary>
    public int? Leader { get; }

    /// <summary>Compares cells × blocks. Higher values are better, NaN stands for no value, and values are rounded to
    /// multiples of the resolution, 0 for exact ones. Null if nothing can be tested: fewer than two cells, a cell
    /// without a value, or too few blocks in common.</summary>
    public static BestSet? From(IReadOnlyList<double[]> cells, double resolution = 0)
    {
        if (cells.Count < 2 || !cells.All(values => values.Any(double.IsFinite)))
            return null;

        // Scaled by a power of two, so that no digit changes and no square overflows.
        var largest = cells.Max(values => values.Where(double.IsFinite).Max(Abs));
        var power = largest == 0 ? 0 : ILogB(largest);
        var step = Max(ScaleB(resolution, -power), double.BitIncrement(1) - 1);
        double[][] scaled = [.. cells.Select(values => Array.ConvertAll(values, value => ScaleB(value, -power)))];
        return CellVariances.From(scaled, floor: step * step / 12) is { } variances
            ? new BestSet(scaled, variances, ScaleB(1, power))
            : null;
    }

    /// <summary>False if another cell is shown to be better. Null if the cell has no block in common with another one,
    /// so that nothing was tested.</summary>
    public bool? CouldBeBest(int cell) =>
        _excluders[cell] is not null ? false
        : Array.Exists(_byMean, other => other != cell && Between(other, cell).Count > 0) ? true
        : null;

    /// <summary>Of the cells that are shown to be better, the one with the best mean; null without one.</summary>
    public int? ExcluderOf(int cell) => _excluders[cell];

    /// <summary>This cell minus another one; null without common blocks.</summary>
    public CellDifference? Difference(int cell, int other)
    {
        var (count, mean) = Between(cell, other);
        if (count == 0)
            return null;
        var (error, degrees) = (Error(count, cell, other), DegreesOfFreedom(cell, other));
        var p = StudentDistribution.TwoTailed(mean / error, degrees) / 2;
        return new CellDifference(
            count, mean * _unit, error * _unit, degrees, Min(1, (mean < 0 ? p : 1 - p) * (_values.Length - 1)));
    }

    /// <summary>The blocks that this cell and the leader would need in addition, with the same difference and
    /// variances, until the leader excludes the cell with a power of <see cref="SeedPlan.Power"/>; above <see
    /// cref="SeedPlan.Limit"/> if that is not enough. Null for the leader, for a cell that is excluded, and where the
    /// leader is not better on the common blocks.</summary>
    public int? MoreBlocks(int cell)
    {
        if (Leader is not { } leader || cell == leader || CouldBeBest(cell) != true)
            return null;
        var (count, mean) = Between(leader, cell);
        return count > 0 && mean > 0
            ? _plan.More(mean / Error(1, leader, cell), count, DegreesOfFreedom(leader, cell))
            : null;
    }

    /// <summary>True if the cell is shown to be worse than the truly best cell, whichever it is, by at most a margin
    /// above 0.</summary>
    public bool IsWithin(double margin, int cell) => Array.TrueForAll(
        _byMean,
        other => other == cell
            || Between(other, cell) is { Count: > 0 } pair
                && pair.Mean + Allowance(pair.Count, other, cell) <= margin / _unit);

    /// <summary>Bonferroni's level of one comparison: the truly best cell is compared with each other one.</summary>
    private double LevelOfPair => Level / (_values.Length - 1);

    private int? FirstExcluder(int cell)
    {
        // With every value there, differences are those of the means, and no cell after one that is too near excludes.
        // Thousands of cells need it.
        var least = _isComplete ? _quantiles[cell] * Sqrt(_variances.Variance[cell] / _values[cell].Length) : 0;
        foreach (var other in _byMean)
        {
            if (_isComplete && _means[other] - _means[cell] < least - Rounding)
                return null;
            var (count, mean) = Between(other, cell);
            if (count > 0 && mean > Allowance(count, other, cell))
                return other;
        }
        return null;
    }

    private (int Count, double Mean) Between(int cell, int other)
    {
        var (mine, theirs, count, sum) = (_values[cell], _values[other], 0, 0.0);
        for (var block = 0; block < mine.Length; block++)
        {
            if (mine[block] - theirs[block] is var difference && !double.IsNaN(difference))
                (count, sum) = (count + 1, sum + difference);
        }
        return (count, sum / count);
    }

    // The quantile of the smaller degrees of freedom is the larger one.
    private double Allowance(int count, int cell, int other) =>
        Max(_quantiles[cell], _quantiles[other]) * Error(count, cell, other);

    private double Error(int count, int cell, int other) =>
        Sqrt((_variances.Variance[cell] + _variances.Variance[other]) / count);

    private double DegreesOfFreedom(int cell, int other) =>
        Min(_variances.DegreesOfFreedom[cell], _variances.DegreesOfFreedom[other]);
}

/// <summary>The difference of two cells over their common blocks. P is the probability that the first would be as much
/// worse, or more, if the two were equal, times the number of comparisons, at most 1.</summary>
internal sealed record CellDifference(int Count, double Mean, double StandardError, double DegreesOfFreedom, double P)
{
    public CellDifference Negated => this with { Mean = -Mean };
}
