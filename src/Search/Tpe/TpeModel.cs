namespace SweepRunner.Search.Tpe;

/// <summary>The densities of a space's cells: l, of the good ones, and g, of the others; and where some cells diverged,
/// the probability that a cell survives.</summary>
internal sealed class TpeModel
{
    private readonly UnitSpace _space;
    private readonly ParzenMixture _good;
    private readonly ParzenMixture _others;
    private readonly (ParzenMixture Survived, ParzenMixture Diverged, double LogOdds)? _survival;

    /// <summary>Fits the densities.</summary>
    public TpeModel(SearchSpace space, TpeGroups groups)
    {
        _space = new UnitSpace(space);
        _good = Fit(groups.Below);
        _others = Fit(groups.Above);
        if (groups.Diverged.Count > 0)
            _survival = (
                Fit(groups.Survived),
                Fit(groups.Diverged),
                Math.Log((double)groups.Diverged.Count / groups.Survived.Count));
    }

    /// <summary>Draws cells from l and orders them by their score, the largest first.</summary>
    public List<SearchPoint> Draw(int count, Random random)
    {
        var candidates = Enumerable.Range(0, count).Select(_ => _good.Draw(random)).ToList();
        return [.. candidates.OrderByDescending(Score).Select(_space.FromUnits)];
    }

    /// <summary>log l − log g of a cell, plus the logarithm of the probability that it survives. Near the cells that
    /// diverged, g alone is not enough where the good cells are next to them.</summary>
    /// <param name="units">Its places.</param>
    public double Score(double[] units) =>
        _good.LogDensity(units) - _others.LogDensity(units) + LogSurvival(units);

    // By Bayes' rule, from the densities of the cells that survived and of those that diverged. Watanabe and Hutter
    // (2022, arXiv 2211.14411) multiply the ratio for the objective with one for each constraint likewise.
    private double LogSurvival(double[] units)
    {
        if (_survival is not var (survived, diverged, logOdds))
            return 0;
        var odds = logOdds + diverged.LogDensity(units) - survived.LogDensity(units);
        return -Math.Max(odds, 0) - Math.Log(1 + Math.Exp(-Math.Abs(odds)));
    }

    private ParzenMixture Fit(IReadOnlyList<CellObservation> cells) =>
        new(_space, [.. cells.Select(cell => _space.ToUnits(cell.Point))]);
}
