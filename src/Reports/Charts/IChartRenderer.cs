namespace SweepRunner.Reports.Charts;

/// <summary>Draws any chart in one medium. A medium is one file: what implements this.</summary>
public interface IChartRenderer
{
    /// <summary>Writes the drawing in the medium's language, such as an SVG, JSON for a page or lines of
    /// text.</summary>
    /// <param name="chart">What to draw; one without a point is drawn as empty axes that say so.</param>
    /// <param name="style">For what place.</param>
    string Render(Chart chart, ChartStyle style);
}

/// <summary>The place that a drawing is for.</summary>
/// <param name="Width">Its width: pixels, or of text the columns.</param>
/// <param name="Height">Its height: pixels, or of text the lines.</param>
/// <param name="Scheme">The ground.</param>
public sealed record ChartStyle(int Width, int Height, ColourScheme Scheme = ColourScheme.Light)
{
    /// <summary>A page of its own: it knows its width and its ground when it is looked at.</summary>
    public static ChartStyle Page { get; } = new(0, 0);
}
