namespace SweepRunner.Search.GaussianProcess;

/// <summary>A model of the cost over a space, learned from the results of any search: for pictures of how the cost
/// depends on the axes, and of where that is unsure.</summary>
public sealed class CostSurface
{
    private readonly UnitSpace _units;
    private readonly CostModel _fit;

    private CostSurface(UnitSpace units, CostModel fit, CellObservation best) =>
        (_units, _fit, Best) = (units, fit, best);

    /// <summary>The cell with the least cost.</summary>
    public CellObservation Best { get; }

    /// <summary>Fits the model; null if the space has no axis or no cell has completed with a finite cost.</summary>
    public static CostSurface? Fit(SearchSpace space, SearchHistory history)
    {
        if (space.Axes.Count == 0 || ObservedCells.Of(history) is not { } observed)
            return null;
        var units = new UnitSpace(space);
        var best = observed.Cells.Where(cell => cell.State is TrialState.Completed && cell.Cost is not null)
            .MinBy(cell => cell.Cost)!;
        return new CostSurface(units, CostModel.Fit(units, observed), best);
    }

    /// <summary>Predicts the cost of a cell, as the mean over many seeds.</summary>
    public CostPrediction Predict(SearchPoint point) => Predict(_units.ToUnits(point));

    /// <summary>Predicts the costs over two axes. The other axes have the values of the best cell.</summary>
    /// <param name="horizontal">The path of the first axis.</param>
    /// <param name="vertical">The path of the second axis.</param>
    /// <param name="count">The number of values along an axis, at least 1, evenly spread; an axis with fewer values has
    /// all.</param>
    /// <returns>Null if one of the axes is not active in the best cell.</returns>
    public CostSlice? Slice(string horizontal, string vertical, int count)
    {
        var best = _units.ToUnits(Best.Point);
        if (Active(horizontal, best) is not { } first || Active(vertical, best) is not { } second)
            return null;
        var (columns, rows) = (Places(first, count), Places(second, count));
        return new CostSlice(
            [.. columns.Select(place => UnitInterval.FromUnit(_units.Axes[first], place))],
            [.. rows.Select(place => UnitInterval.FromUnit(_units.Axes[second], place))],
            [.. rows.Select(row => columns.Select(column => At(row, column)).ToArray())]);

        CostPrediction At(double row, double column)
        {
            var units = (double[])best.Clone();
            (units[first], units[second]) = (column, row);
            return Predict(_units.Settle(units));
        }
    }

    private int? Active(string path, double[] units)
    {
        for (var dimension = 0; dimension < units.Length; dimension++)
            if (_units.Axes[dimension].Path == path && !double.IsNaN(units[dimension]))
                return dimension;
        return null;
    }

    private List<double> Places(int dimension, int count)
    {
        var levels = Math.Min(_units.Axes[dimension].Domain.Levels ?? count, count);
        return [.. Enumerable.Range(0, (int)levels).Select(level => (level + 0.5) / levels)];
    }

    private CostPrediction Predict(double[] units)
    {
        var (mean, deviation) = _fit.Model.Predict(CellData.Impute(units));
        var (low, high) = (_fit.Transform.Invert(mean - deviation), _fit.Transform.Invert(mean + deviation));
        return new CostPrediction(_fit.Transform.Invert(mean), (high - low) / 2);
    }
}

/// <summary>A predicted cost.</summary>
/// <param name="Cost">The median.</param>
/// <param name="Deviation">Half of the width of the interval around it that has the cost with a probability of 68 %: a
/// standard deviation, where the cost is normal.</param>
public readonly record struct CostPrediction(double Cost, double Deviation);

/// <summary>Predicted costs over two axes.</summary>
/// <param name="Columns">The values of the horizontal axis.</param>
/// <param name="Rows">The values of the vertical axis.</param>
/// <param name="Costs">By row and column.</param>
public sealed record CostSlice(
    IReadOnlyList<PointValue> Columns,
    IReadOnlyList<PointValue> Rows,
    IReadOnlyList<IReadOnlyList<CostPrediction>> Costs);
