namespace SweepRunner.Search.GaussianProcess;

/// <summary>A Gaussian process of the costs of cells.</summary>
/// <param name="Model">The process, of transformed costs.</param>
/// <param name="Data">What it knows.</param>
/// <param name="Transform">Transforms the costs.</param>
internal sealed record CostModel(GaussianModel Model, GaussianData Data, CostTransform Transform)
{
    // The time of a fit grows with the cube of these: a proposal takes no longer with thousands of cells than with some
    // hundreds. The parameters need fewer cells than the model.
    private const int MostFitted = 64;
    private const int MostKnown = 128;

    /// <summary>Fits the process to the cells, or to the most telling ones of many.</summary>
    public static CostModel Fit(UnitSpace units, ObservedCells observed)
    {
        var chosen = CellData.Choose(observed.Costs, MostKnown);
        List<CellObservation> cells = [.. chosen.Select(index => observed.Cells[index])];
        List<double?> costs = [.. chosen.Select(index => observed.Costs[index])];
        List<double[]> points = [.. cells.Select(cell => CellData.Impute(units.ToUnits(cell.Point)))];
        var transform = new CostTransform(CellData.Apart(points, costs));
        var data = new GaussianData(
            [.. units.Axes.Select(axis => axis.Domain is ChoiceDomain)],
            points,
            [.. costs.Select(transform.Apply)],
            [.. cells.Select(SeedsOf)]);
        var parameters = ParameterFit.Fit(data.At(CellData.Choose(costs, MostFitted)));
        return new CostModel(new GaussianModel(parameters, data), data, transform);
    }

    /// <summary>True if the mean at a cell is above every cost: the model then expects it to have none.</summary>
    public bool ExpectsDivergence(double[] units) => Model.Mean(CellData.Impute(units)) > Transform.Worst;

    private static int SeedsOf(CellObservation cell) =>
        Math.Max(1, cell.Trials.Count(trial => trial.State is TrialState.Completed));
}
