namespace SweepRunner.Reports.Pictures;

/// <summary>The interesting part of a vertical axis: the values of the trials that did not diverge. A loss of 10²⁷ on
/// its way to NaN would flatten all others. An end that is null fits all values.</summary>
internal sealed record CurveRange(double? Minimum, double? Maximum, bool IsPositive, bool IsLog)
{
    // From this ratio on, a linear axis hides the small values.
    private const double LogRatio = 1000;

    // Usual is what this share of the points stays below. A largest value this many times as far up is a burst, and the
    // axis ends at a multiple of the usual.
    private const double UsualShare = 0.95, BurstRatio = 2, Headroom = 1.5;

    // Of fewer points, every one counts.
    private const int FewestPoints = 20;

    public static CurveRange Fit(ReportAnalysis analysis, IEnumerable<(int Cell, CellCurve Curve)> shown)
    {
        var cells = shown.ToList();
        var all = cells.Select(each => each.Curve).ToList();
        var calm = cells.Where(each => !analysis.TrialsOf(each.Cell).Any(trial => trial.IsDiverged))
            .Select(each => each.Curve)
            .ToList();
        var (low, high) = Usual(calm.Count > 0 ? calm : all);
        var (lowest, highest) = Extent(all);
        var isPositive = all.Count > 0 && lowest > 0;
        var room = (high - low) * 0.05;
        return new CurveRange(
            lowest < low - room ? low - room : null,
            highest > high + room ? high + room : null,
            isPositive,
            isPositive && high / low >= LogRatio);
    }

    // The first steps of a loss may be many times the rest, and are cut off if they would flatten it.
    private static (double Low, double High) Usual(List<CellCurve> curves)
    {
        var (low, high) = Extent(curves);
        var rising = curves.SelectMany(Values).Where(double.IsFinite).Order().ToList();
        var usual = rising.Count < FewestPoints ? double.NaN : rising[(int)((rising.Count - 1) * UsualShare)];
        return high - low > BurstRatio * (usual - low) && usual > low
            ? (low, low + ((usual - low) * Headroom))
            : (low, high);
    }

    private static (double Low, double High) Extent(List<CellCurve> curves)
    {
        var values = curves.SelectMany(Values).Where(double.IsFinite).ToList();
        return values.Count == 0 ? (double.NaN, double.NaN) : (values.Min(), values.Max());
    }

    // One seed has no range.
    private static IEnumerable<double> Values(CellCurve curve) => curve.Mean.Concat(curve.Low).Concat(curve.High);
}
