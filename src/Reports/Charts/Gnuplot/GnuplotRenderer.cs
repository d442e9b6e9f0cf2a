namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>
/// Writes any chart as a gnuplot 5.4 program, its data inside. The program sets neither terminal nor output, so that one program is a PNG
/// or an SVG; it expects the style's ground, points of 3 pixels and the font Inter, as <see cref="GnuplotPictures"/> sets them up.
/// </summary>
public sealed class GnuplotRenderer : IChartRenderer
{
    /// <inheritdoc/>
    public string Render(Chart chart, ChartStyle style)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(style);
        return GnuplotProgram.Of(Lay(chart, style), chart.Name);
    }

    /// <summary>Where everything in the chart's picture goes.</summary>
    internal static Scene Lay(Chart chart, ChartStyle style)
    {
        var scene = new Scene(new Look(style));
        var top = ChartHeader.Draw(scene, chart);
        switch (chart)
        {
            case XyChart xy:
                new XyLayout(scene, xy.WithMarksInRange(), top).Draw();
                break;
            case ParallelChart parallel:
                new ParallelLayout(scene, parallel, top).Draw();
                break;
            default:
                throw new ArgumentException($"The gnuplot renderer knows no chart of the kind {chart.GetType().Name}: XyChart and ParallelChart are known.", nameof(chart));
        }
        return scene;
    }
}
