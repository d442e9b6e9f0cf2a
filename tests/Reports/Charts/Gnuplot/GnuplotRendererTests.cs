using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Gnuplot;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Reports.Tests.Charts.Gnuplot;

public sealed class GnuplotRendererTests
{
    private static readonly Axis Numbers = new() { Label = "loss" };
    private static readonly Axis Rows = new() { Label = "cell", Scale = AxisScale.Category, Categories = ["first", "second"] };
    private static readonly Axis Columns = new() { Label = "lr", Scale = AxisScale.Category, Categories = ["0.1", "0.01"] };

    public static TheoryData<string> Kinds => [.. Small().Select(chart => chart.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Render_EachKind_IsTheGoldenProgram(string name)
    {
        var program = new GnuplotRenderer().Render(Small().Single(chart => chart.Name == name), new ChartStyle(640, 400));

        GoldenFile.Matches($"{name}.gnuplot", program);
    }

    [Fact]
    public void Render_LayerNotShown_LeavesNoTraceOfIt()
    {
        var hidden = new CurveLayer { Name = "unwanted", X = [1, 900], Y = [1, 900], IsShown = false };
        var chart = Chart("hidden", Numbers, Numbers, new CurveLayer { X = [1, 2], Y = [1, 2] });

        Assert.Equal(Program(chart), Program(chart with { Layers = [.. chart.Layers, hidden] }));
        Assert.NotEqual(Program(chart), Program(chart with { Layers = [.. chart.Layers, hidden with { IsShown = true }] }));
    }

    [Theory]
    [InlineData(ColourScheme.Light, "#0072b2", "#4ba3e3")]
    [InlineData(ColourScheme.Dark, "#4ba3e3", "#0072b2")]
    public void Render_Scheme_TakesItsColours(ColourScheme scheme, string own, string other)
    {
        var program = new GnuplotRenderer().Render(Chart("curve", Numbers, Numbers, new CurveLayer { X = [1, 2], Y = [1, 2] }), new ChartStyle(640, 400, scheme));

        Assert.Contains(own, program, StringComparison.Ordinal);
        Assert.DoesNotContain(other, program, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_MoreSeriesThanColours_GivesEachColourAnotherDash()
    {
        var layers = Enumerable.Range(0, 12).Select(index => new CurveLayer { Name = $"cell {index}", Ink = Palette.Series(index), X = [1, 2], Y = [index, index] }).ToArray();
        var scene = GnuplotRenderer.Lay(Chart("many", Numbers, Numbers, layers), new ChartStyle(1280, 720));

        var pens = scene.Shapes.OfType<LineShape>().Select(line => line.Pen).Where(pen => pen.Width > 2).Distinct();
        Assert.Equal(12, pens.Select(pen => (pen.Colour, pen.Dash)).Distinct().Count());
    }

    [Fact]
    public void Render_MarkAboveTheMaximum_StandsAtTheUpperEdge()
    {
        var axis = Numbers with { Minimum = 0, Maximum = 3 };
        var at = (double value) => GnuplotRenderer.Lay(Chart("edge", Numbers, axis, new MarkLayer { X = [1], Y = [value] }), new ChartStyle(640, 400))
            .Shapes.OfType<DotShape>().Select(dot => dot.Centre.Y);

        Assert.Equal(at(3), at(1e27));
        Assert.Equal(at(3), at(double.PositiveInfinity));
        Assert.Equal(at(0), at(-5));
        Assert.Empty(at(double.NaN));
    }

    [Fact]
    public void Render_ValuesWithoutPlaceOnALogAxis_AreGaps()
    {
        var curve = new CurveLayer { X = [1, 2, 3, 4, 5, 6, 7], Y = [1, 2, 0, 3, 4, double.NaN, 5] };
        var scene = GnuplotRenderer.Lay(Chart("gaps", Numbers, Numbers with { Scale = AxisScale.Log }, curve), new ChartStyle(640, 400));

        var colour = scene.Look.Of(Ink.Series0);
        Assert.Equal([2, 2], scene.Shapes.OfType<LineShape>().Where(line => line.Pen.Colour == colour).Select(line => line.Places.Count));
        // The last value stands alone between a gap and the end.
        Assert.Single(scene.Shapes.OfType<DotShape>(), dot => dot.Colour == colour);
    }

    [Fact]
    public void Render_FirstCategory_IsAtTheTopAndAtTheLeft()
    {
        var scene = GnuplotRenderer.Lay(Chart("order", Columns, Rows, new MarkLayer { X = [0, 1], Y = [0, 1] }), new ChartStyle(640, 400));

        var dots = scene.Shapes.OfType<DotShape>().Select(dot => dot.Centre).ToList();
        Assert.True(dots[0].Y < dots[1].Y && dots[0].X < dots[1].X);
    }

    [Fact]
    public void Render_TileWithoutValue_HasNoColourOfTheScaleAndKeepsItsText()
    {
        var tiles = new TileLayer { X = [0, 1], Y = [0, 0], Value = [0.5, double.NaN], Texts = ["50 %", "diverged"], ValueLabel = "accuracy" };
        var scene = GnuplotRenderer.Lay(Chart("tiles", Columns, Rows, tiles), new ChartStyle(640, 400));

        var boxes = scene.Shapes.OfType<BoxShape>().Take(2).ToList();
        Assert.Equal(Shade.Amount(0.5), boxes[0].Colour);
        Assert.Equal(Shade.Mix(Palette.Grid(ColourScheme.Light), Palette.Background(ColourScheme.Light), 0.35), boxes[1].Colour);
        Assert.Contains(scene.Shapes.OfType<TextShape>(), text => text.Text == "diverged");
    }

    [Theory]
    [InlineData(true, ColourScheme.Light, 10)]
    [InlineData(true, ColourScheme.Dark, 10)]
    [InlineData(false, ColourScheme.Light, 0)]
    [InlineData(false, ColourScheme.Dark, 0)]
    public void Render_LargestTile_IsBrightWhereLargeIsGood(bool isMaximized, ColourScheme scheme, int amount)
    {
        var tiles = new TileLayer { X = [0, 1], Y = [0, 0], Value = [1, 2], Texts = [], ValueLabel = "", IsMaximized = isMaximized };
        var scene = GnuplotRenderer.Lay(Chart("tiles", Columns, Rows, tiles), new ChartStyle(640, 400, scheme));

        Assert.Equal(Palette.Amounts[amount], scene.Shapes.OfType<BoxShape>().ElementAt(1).Colour);
    }

    [Fact]
    public void Render_ParallelLineWithoutObjective_IsDashedInTheInkOfDivergenceBehindTheRest()
    {
        var chart = new ParallelChart { Name = "p", Title = "", Axes = [Numbers, Numbers], Lines = [new ParallelLine([1, 2], ""), new ParallelLine([3, double.NaN], ""), new ParallelLine([5, 1], "")] };
        var three = chart with { Axes = [Numbers, Numbers, Numbers], Lines = [new ParallelLine([1, 2, 2], ""), new ParallelLine([3, 3, double.NaN], ""), new ParallelLine([5, 1, 1], "")] };

        var pens = GnuplotRenderer.Lay(three, new ChartStyle(640, 400)).Shapes.OfType<LineShape>().Take(3).Select(line => line.Pen).ToList();
        Assert.Equal(Palette.Of(Ink.Diverged, ColourScheme.Light), pens[0].Colour);
        Assert.NotEqual("", pens[0].Dash);
        Assert.All(pens[1..], pen => Assert.Equal("", pen.Dash));
        // With one axis before the objective there is nothing to draw of it, and nothing is made up.
        Assert.DoesNotContain(GnuplotRenderer.Lay(chart, new ChartStyle(640, 400)).Shapes.OfType<LineShape>(), line => line.Pen.Dash.Length > 0);
    }

    [Fact]
    public void Render_NothingToDraw_SaysSo() =>
        Assert.Contains("nothing to draw yet", Program(Chart("empty", Numbers, Numbers, new CurveLayer { X = [1], Y = [double.NaN] })), StringComparison.Ordinal);

    [Fact]
    public void Render_UnknownChart_NamesWhatIsKnown()
    {
        var fault = Assert.Throws<ArgumentException>(() => Program(new PieChart { Name = "pie", Title = "" }));

        Assert.StartsWith("The gnuplot renderer knows no chart of the kind PieChart: XyChart and ParallelChart are known.", fault.Message, StringComparison.Ordinal);
    }

    private static string Program(Chart chart) => new GnuplotRenderer().Render(chart, new ChartStyle(640, 400));

    private static IReadOnlyList<Chart> Small() =>
    [
        Chart(
            "curve", Numbers, Numbers with { Maximum = 3 },
            new CurveLayer { Name = "normal", X = [1, 2, 3, 4], Y = [2, 1, double.NaN, 1e27], Low = [1.5, 0.5, double.NaN, 1], High = [2.5, 1.5, double.NaN, 1e28] },
            new CurveLayer { Name = "best", Ink = Ink.Series1, X = [1, 2, 4], Y = [2, 1, 0.5], IsStep = true }),
        Chart("marks", Numbers, Numbers, new MarkLayer { Name = "trial", X = [1, 2], Y = [3, 4] }, new MarkLayer { Name = "diverged", Ink = Ink.Diverged, X = [2], Y = [3], Shape = MarkShape.Cross }),
        Chart("intervals", Numbers, Rows, new IntervalLayer { Y = [0, 1], Value = [1, 2], Low = [0.5, double.NaN], High = [1.5, double.NaN] }),
        Chart("spans", Numbers with { Unit = AxisUnit.Seconds }, Rows, new SpanLayer { Name = "completed", Y = [0, 1], From = [0, 60], To = [90, 300] }),
        Chart("tiles", Columns, Rows, new TileLayer { X = [0, 1, 0, 1], Y = [0, 0, 1, 1], Value = [0.1, 0.5, 0.9, double.NaN], Texts = ["10 %\n3 of 3", "50 %\n3 of 3", "90 %\n3 of 3", "diverged"], ValueLabel = "accuracy" }),
        new ParallelChart
        {
            Name = "parallel", Title = "Parallel", Axes = [Numbers with { Scale = AxisScale.Log }, Rows, Numbers with { Unit = AxisUnit.Share }],
            Lines = [new ParallelLine([0.1, 0, 0.9], "a"), new ParallelLine([0.001, 1, 0.2], "b"), new ParallelLine([0.01, 1, double.NaN], "c")],
        },
    ];

    private static XyChart Chart(string name, Axis x, Axis y, params Layer[] layers) =>
        new() { Name = name, Title = $"A chart of {name}", Caption = "How to read it.", X = x, Y = y, Layers = layers };

    private sealed record PieChart : Chart;
}
