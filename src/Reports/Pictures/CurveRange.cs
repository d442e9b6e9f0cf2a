using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Reading;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Pictures;

/// <summary>
/// The part of a vertical axis that is worth looking at: what the trials do that did not diverge. A loss of 10²⁷ on its
/// way to NaN would press all others flat.
/// </summary>
internal sealed record CurveRange
{
    // From this ratio on, a linear axis shows nothing of the small values.
    private const double LogRatio = 1000;

    // What this share of the points stays below is usual; a largest value so many times as far up is a burst, and is
    // cut off at this multiple.
    private const double UsualShare = 0.95, BurstRatio = 2, Headroom = 1.5;

    /// <summary>Where the axis is cut off below; null where nothing is.</summary>
    public double? Minimum { get; private init; }

    /// <summary>Where the axis is cut off above; null where nothing is.</summary>
    public double? Maximum { get; private init; }

    /// <summary>True when no value is 0 or below.</summary>
    public bool IsPositive { get; private init; }

    /// <summary>True when only a logarithmic axis shows all.</summary>
    public bool IsLog { get; private init; }

    /// <summary>The range for the shown cells' curves.</summary>
    public static CurveRange Fit(ReportAnalysis analysis, IEnumerable<(int Cell, CellCurve Curve)> shown)
    {
        var all = shown.ToList();
        var calm = all.Where(each =>
                analysis.TrialsOf(each.Cell).All(trial => trial.Record.Outcome != Outcome.Diverged)
            )
            .ToList();
        var (low, high) = Usual(calm.Count > 0 ? calm : all);
        var (lowest, highest) = Extent(all);
        var isPositive = all.Count > 0 && lowest > 0;
        var room = (high - low) * 0.05;
        return new CurveRange
        {
            Maximum = highest > high + room ? high + room : null,
            Minimum = lowest < low - room ? low - room : null,
            IsPositive = isPositive,
            IsLog = isPositive && high / low >= LogRatio,
        };
    }

    // The first steps of a loss may be many times what follows: they are cut off where they would press the rest
    // together.
    private static (double Low, double High) Usual(List<(int Cell, CellCurve Curve)> curves)
    {
        var (low, high) = Extent(curves);
        var rising = curves.SelectMany(each => each.Curve.High).Where(double.IsFinite).Order().ToList();
        var usual = rising.Count == 0 ? double.NaN : rising[(int)((rising.Count - 1) * UsualShare)];
        return high - low > BurstRatio * (usual - low) && usual > low
            ? (low, low + ((usual - low) * Headroom))
            : (low, high);
    }

    private static (double Low, double High) Extent(IEnumerable<(int Cell, CellCurve Curve)> curves)
    {
        var values = curves.SelectMany(each => each.Curve.Low.Concat(each.Curve.High)).Where(double.IsFinite).ToList();
        return values.Count == 0 ? (double.NaN, double.NaN) : (values.Min(), values.Max());
    }
}
