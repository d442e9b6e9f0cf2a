using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Gnuplot;
using SweepRunner.Reports.Html;
using SweepRunner.Reports.Tests.Charts.Gnuplot;

namespace SweepRunner.Reports.Tests.Charts;

/// <summary>What every way to draw a chart has to do.</summary>
public abstract class ChartRendererConformance(IChartRenderer renderer)
{
    private static readonly ChartStyle Style = new(120, 40);

    private static IReadOnlyList<Chart> Charts { get; } = [.. SampleCharts.Usual(), .. SampleCharts.Large(), .. EdgeCharts.All()];

    [Fact]
    public void Render_AnyChart_DrawsSomethingAndTheSameAgain() => Assert.All(Charts, chart =>
    {
        var drawing = renderer.Render(chart, Style);
        Assert.NotEmpty(drawing);
        Assert.Equal(drawing, renderer.Render(chart, Style));
    });

    [Fact]
    public void Render_OtherValues_DrawsSomethingElse()
    {
        var chart = SampleCharts.Learning(1);
        var other = chart with { Layers = [.. chart.Layers.Select(layer => layer is CurveLayer curve ? curve with { Y = [.. curve.Y.Reverse()] } : layer)] };

        Assert.NotEqual(renderer.Render(chart, Style), renderer.Render(other, Style));
    }

    [Fact]
    public void Render_Nothing_IsRefused() => Assert.ThrowsAny<ArgumentException>(() => renderer.Render(null!, Style));
}

public sealed class GnuplotRendererConformance() : ChartRendererConformance(new GnuplotRenderer());

public sealed class EChartsRendererConformance() : ChartRendererConformance(new EChartsRenderer());

public sealed class TerminalRendererConformance() : ChartRendererConformance(new TerminalRenderer());
