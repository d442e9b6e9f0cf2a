namespace SweepRunner.Search.GaussianProcess;

/// <summary>A model of the cost over a space, learned from the results of any search: for pictures of how the cost
/// depends on the axes, and of where that is unsure.</summary>
public sealed class CostSurface
{
    private readonly UnitSpace _units;
    private readonly CostModel _fit;

    private CostSurface(UnitSpace units, CostModel fit) => (_units, _fit) = (units, fit);

    /// <summary>Fits the model; null if the space has no axis or no cell has completed with a finite cost.</summary>
    public static CostSurface? Fit(SearchSpace space, SearchHistory history)
    {
        if (space.Axes.Count == 0 || ObservedCells.Of(history) is not { } observed)
            return null;
        var units = new UnitSpace(space);
        return new CostSurface(units, CostModel.Fit(units, observed));
    }

    /// <summary>Predicts the cost of a cell, as the mean over many seeds.</summary>
    public CostPrediction Predict(SearchPoint point)
    {
        var (mean, deviation) = _fit.Model.Predict(CellData.Impute(_units.ToUnits(point)));
        var (low, high) = (_fit.Transform.Invert(mean - deviation), _fit.Transform.Invert(mean + deviation));
        return new CostPrediction(_fit.Transform.Invert(mean), (high - low) / 2);
    }
}

/// <summary>A predicted cost.</summary>
/// <param name="Cost">The median.</param>
/// <param name="Deviation">Half of the width of the interval around it that has the cost with a probability of 68 %: a
/// standard deviation, where the cost is normal.</param>
public readonly record struct CostPrediction(double Cost, double Deviation);
