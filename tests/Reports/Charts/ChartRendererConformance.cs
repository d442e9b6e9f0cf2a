using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Plots;
using SweepRunner.Reports.Charts.Terminal;
using SweepRunner.Reports.Html;

namespace SweepRunner.Reports.Tests.Charts;

/// <summary>What every way to draw a chart has to do.</summary>
public abstract class ChartRendererConformance(IChartRenderer renderer, ChartStyle style)
{
    private static IReadOnlyList<Chart> Charts { get; } =
    [.. SampleCharts.Usual(), .. SampleCharts.Large(), .. EdgeCharts.All()];

    [Fact]
    public void Render_AnyChart_DrawsSomethingAndTheSameAgain() => Assert.All(Charts, chart =>
    {
        var drawing = renderer.Render(chart, style);
        Assert.NotEmpty(drawing);
        Assert.Equal(drawing, renderer.Render(chart, style));
    });

    [Fact]
    public void Render_OtherValues_DrawsSomethingElse()
    {
        var chart = SampleCharts.Learning(1);
        var other = chart with
        {
            Layers =
            [
                .. chart.Layers.Select(layer =>
                    layer is CurveLayer curve ? curve with { Y = [.. curve.Y.Reverse()] } : layer
                ),
            ],
        };

        Assert.NotEqual(renderer.Render(chart, style), renderer.Render(other, style));
    }

    [Fact]
    public void Render_LayerLeftOut_DrawsSomethingElse() =>
        Assert.All(
            SampleCharts
                .Usual()
                .OfType<XyChart>()
                .SelectMany(chart => chart.Layers, (chart, layer) => (Chart: chart, Layer: layer)),
            pair =>
            {
                var without = pair.Chart with { Layers = [.. pair.Chart.Layers.Where(layer => layer != pair.Layer)] };
                Assert.NotEqual(renderer.Render(pair.Chart, style), renderer.Render(without, style));
            });

    [Fact]
    public void Render_LineOfParallelCoordinatesLeftOut_DrawsSomethingElse()
    {
        var chart = SampleCharts.Parallel(3);

        Assert.NotEqual(
            renderer.Render(chart, style), renderer.Render(chart with { Lines = [.. chart.Lines.Skip(1)] }, style));
    }

    [Fact]
    public void Render_Nothing_IsRefused() => Assert.ThrowsAny<ArgumentException>(() => renderer.Render(null!, style));
}

public sealed class PlotRendererConformance() : ChartRendererConformance(new PlotRenderer(), new ChartStyle(640, 400));

public sealed class EChartsRendererConformance() : ChartRendererConformance(new EChartsRenderer(), ChartStyle.Page);

public sealed class TerminalRendererConformance()
    : ChartRendererConformance(new TerminalRenderer(), new ChartStyle(120, 40));
