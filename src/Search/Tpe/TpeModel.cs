namespace SweepRunner.Search.Tpe;

/// <summary>The densities l, of the good cells, and g, of the others.</summary>
internal sealed class TpeModel
{
    private readonly UnitSpace _space;
    private readonly ParzenMixture _good;
    private readonly ParzenMixture _others;

    /// <summary>Fits both densities.</summary>
    public TpeModel(SearchSpace space, TpeGroups groups)
    {
        _space = new UnitSpace(space);
        _good = Fit(groups.Below);
        _others = Fit(groups.Above);
    }

    /// <summary>Draws cells from l and orders them by log l − log g, the largest first.</summary>
    public List<SearchPoint> Draw(int count, Random random)
    {
        var candidates = Enumerable.Range(0, count).Select(_ => _good.Draw(random)).ToList();
        return [.. candidates.OrderByDescending(Score).Select(_space.FromUnits)];
    }

    /// <summary>log l − log g of a cell.</summary>
    /// <param name="units">Its places.</param>
    public double Score(double[] units) => _good.LogDensity(units) - _others.LogDensity(units);

    private ParzenMixture Fit(IReadOnlyList<CellObservation> cells) =>
        new(_space, [.. cells.Select(cell => _space.ToUnits(cell.Point))]);
}
