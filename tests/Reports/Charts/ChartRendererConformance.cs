using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Plots;
using SweepRunner.Reports.Charts.Terminal;
using SweepRunner.Reports.Html;

namespace SweepRunner.Reports.Tests.Charts;

/// <summary>What every way to draw a chart has to do.</summary>
public abstract class ChartRendererConformance
{
    private readonly IChartRenderer _renderer;
    private readonly ChartStyle _style;

    private protected ChartRendererConformance(IChartRenderer renderer, ChartStyle style) =>
        (_renderer, _style) = (renderer, style);

    private static IReadOnlyList<Chart> Charts { get; } =
    [.. SampleCharts.Usual(), .. SampleCharts.Large(), .. EdgeCharts.All()];

    [Fact]
    public void Render_AnyChart_DrawsSomethingAndTheSameAgain() => Assert.All(Charts, chart =>
    {
        var drawing = _renderer.Render(chart, _style);
        Assert.NotEmpty(drawing);
        Assert.Equal(drawing, _renderer.Render(chart, _style));
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

        Assert.NotEqual(_renderer.Render(chart, _style), _renderer.Render(other, _style));
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
                Assert.NotEqual(_renderer.Render(pair.Chart, _style), _renderer.Render(without, _style));
            });

    [Fact]
    public void Render_LineOfParallelCoordinatesLeftOut_DrawsSomethingElse()
    {
        var chart = SampleCharts.Parallel(3);

        Assert.NotEqual(
            _renderer.Render(chart, _style), _renderer.Render(chart with { Lines = [.. chart.Lines.Skip(1)] }, _style));
    }

    [Fact]
    public void Render_Nothing_IsRefused() =>
        Assert.ThrowsAny<ArgumentException>(() => _renderer.Render(null!, _style));
}

public sealed class PlotRendererConformance() : ChartRendererConformance(new PlotRenderer(), new ChartStyle(640, 400));

public sealed class EChartsRendererConformance() : ChartRendererConformance(new EChartsRenderer(), ChartStyle.Page);

public sealed class TerminalRendererConformance()
    : ChartRendererConformance(new TerminalRenderer(), new ChartStyle(120, 40));
