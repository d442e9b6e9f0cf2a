using ScottPlot.Plottables;
using SkiaSharp;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Plots;
using Axis = SweepRunner.Reports.Charts.Axis;
using Palette = SweepRunner.Reports.Charts.Palette;

namespace SweepRunner.Reports.Tests.Charts.Plots;

public sealed class PlotRendererTests
{
    private static readonly Axis Numbers = new() { Label = "loss" };
    private static readonly Axis Rows = new()
    {
        Label = "cell",
        Scale = AxisScale.Category,
        Categories = ["first", "second"],
    };
    private static readonly Axis Columns = new()
    {
        Label = "lr",
        Scale = AxisScale.Category,
        Categories = ["0.1", "0.01"],
    };

    [Fact]
    public void Render_Texts_AreTextsWithOnePlaceEach()
    {
        using var drawn = new DrawnChart(
            Chart(
                Numbers,
                Numbers with
                {
                    Label = "accuracy",
                },
                new CurveLayer
                {
                    Name = "best",
                    X = [1, 2],
                    Y = [3, 4],
                }),
            new ChartStyle(1280, 720));

        Assert.Equal(
            ["A chart", "How to read it.", "accuracy", "best", "loss"],
            drawn.Texts.Where(text => !double.TryParse(text, out _)));
        Assert.All(
            drawn.Svg.Descendants(DrawnChart.Xml + "text"),
            text => Assert.True(double.TryParse(text.Attribute("x")!.Value, out _), text.ToString()));
        Assert.Equal(
            ["3", "3.2", "3.4", "3.6", "3.8", "4"],
            drawn.Texts.Where(text => text.StartsWith('3') || text == "4").Order());
    }

    [Fact]
    public void Render_LayerNotShown_LeavesNoTraceOfIt()
    {
        var hidden = new CurveLayer { Name = "unwanted", X = [1, 900], Y = [1, 900], IsShown = false };
        var chart = Chart(Numbers, Numbers, new CurveLayer { X = [1, 2], Y = [1, 2] });

        Assert.Equal(Svg(chart), Svg(chart with { Layers = [.. chart.Layers, hidden] }));
        Assert.NotEqual(Svg(chart), Svg(chart with { Layers = [.. chart.Layers, hidden with { IsShown = true }] }));
    }

    [Theory]
    [InlineData(false, "#0072b2", "#4ba3e3", "#ffffff")]
    [InlineData(true, "#4ba3e3", "#0072b2", "#0d1117")]
    public void Render_Scheme_TakesItsColours(bool isDark, string own, string other, string ground)
    {
        using var drawn = new DrawnChart(
            Chart(Numbers, Numbers, new CurveLayer { X = [1, 2], Y = [1, 2] }), Style(isDark));

        Assert.Contains(own, drawn.Source, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(other, drawn.Source, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(ground, drawn.Ground);
        Assert.NotEmpty(drawn.Of(own));
        Assert.Empty(drawn.Of(other));
    }

    [Fact]
    public void Render_MoreSeriesThanColours_GivesEachColourAnotherDash()
    {
        var layers = Enumerable
            .Range(0, 12)
            .Select(index => new CurveLayer
            {
                Name = $"cell {index}",
                Ink = Palette.Series(index),
                X = [1, 2],
                Y = [index, index],
            })
            .ToArray();
        using var drawn = new DrawnChart(Chart(Numbers, Numbers, layers), new ChartStyle(1280, 720));

        var lines = drawn
            .Plotted<Scatter>()
            .Select(line => (line.LineColor, string.Join(' ', line.LinePattern.Intervals)));
        Assert.Equal(12, lines.Distinct().Count());
    }

    [Fact]
    public void Render_MarkBeyondTheAxis_StandsWholeAtItsEdge()
    {
        var axis = Numbers with { Minimum = 0, Maximum = 3 };
        IReadOnlyList<(int X, int Y)> At(double value)
        {
            using var drawn = new DrawnChart(
                Chart(
                    Numbers,
                    axis,
                    new MarkLayer
                    {
                        X = [1],
                        Y = [value],
                        Ink = Ink.Diverged,
                        Shape = MarkShape.Cross,
                    }));
            return drawn.Of(Ink.Diverged);
        }

        Assert.Equal(At(3), At(1e27));
        Assert.Equal(At(3), At(double.PositiveInfinity));
        Assert.Equal(At(0), At(-5));
        Assert.Equal(
            At(1.5).Max(pixel => pixel.Y) - At(1.5).Min(pixel => pixel.Y),
            At(3).Max(pixel => pixel.Y) - At(3).Min(pixel => pixel.Y),
            1.0);
        Assert.Empty(At(double.NaN));
    }

    [Fact]
    public void Render_ShapesOfMarks_AreToldApart()
    {
        IReadOnlyList<(int X, int Y)> Of(MarkShape shape)
        {
            using var drawn = new DrawnChart(
                Chart(
                    Numbers,
                    Numbers,
                    new MarkLayer { X = [1], Y = [1], Ink = Ink.AtChance, Shape = shape }));
            return drawn.Of(Ink.AtChance);
        }

        var (dot, ring, diamond) = (Of(MarkShape.Dot), Of(MarkShape.Ring), Of(MarkShape.Diamond));
        // A ring is as wide as a dot and hollow; a diamond is larger.
        Assert.InRange(ring.Count, 1, dot.Count * 0.9);
        Assert.True(diamond.Max(pixel => pixel.X) > dot.Max(pixel => pixel.X));
        var (x, y) = (dot.Average(each => each.X), dot.Average(each => each.Y));
        Assert.DoesNotContain(ring, pixel => Math.Abs(pixel.X - x) < 1 && Math.Abs(pixel.Y - y) < 1);
    }

    [Fact]
    public void Render_ValueThatNoPixelHolds_LeavesTheRestOfTheLine()
    {
        using var drawn = new DrawnChart(
            Chart(
                Numbers,
                Numbers with
                {
                    Minimum = 0,
                    Maximum = 3,
                },
                new CurveLayer { X = [1, 2, 3, 4], Y = [2, 1, 1e39, 1] }));

        // Down, up and out of the plot, and back from above.
        var across = drawn.Of(Ink.Series0).Select(pixel => pixel.X).ToHashSet();
        var frame = drawn.Sheet.Frame;
        foreach (var share in new[] { 0.1, 0.3, 0.6, 0.95 })
            Assert.Equal(
                share != 0.6, across.Any(x => Math.Abs(x - frame.Left - share * frame.Width) < frame.Width * 0.05));
        Assert.All(drawn.Of(Ink.Series0), pixel => Assert.InRange(pixel.Y, frame.Top - 2, frame.Bottom + 2));
    }

    [Fact]
    public void Render_DashedLineOutOfThePlot_DrawsNoDashOnTheWay()
    {
        var curve = new CurveLayer { Ink = Ink.Series1, X = [1, 2, 3], Y = [2, 1e27, 1] };

        var svg = Svg(Chart(Numbers, Numbers with { Minimum = 0, Maximum = 3 }, curve));

        Assert.InRange(svg.Length, 1_000, 60_000);
    }

    [Fact]
    public void Render_LineAndBandOutsideOfTheAxes_AreCutAtTheFrame()
    {
        var axis = Numbers with { Minimum = 100, Maximum = 200 };
        var curve = new CurveLayer
        {
            X = [0, 150, 400],
            Y = [150, 150, 900],
            Low = [0, 100, 500],
            High = [300, 180, 1e30],
        };
        using var drawn = new DrawnChart(Chart(axis, axis, curve));

        var (frame, blue) = (drawn.Sheet.Frame, drawn.Where(IsBlue));
        Assert.True(blue.Count > 1000);
        Assert.All(
            blue,
            pixel =>
                Assert.True(
                    pixel.X >= frame.Left - 3
                        && pixel.X <= frame.Right + 3
                        && pixel.Y >= frame.Top - 3
                        && pixel.Y <= frame.Bottom + 3,
                    $"{pixel} lies outside of {frame}"));
    }

    [Fact]
    public void Render_NaNInABand_LeavesTheRestOfTheBand()
    {
        var band = new CurveLayer
        {
            X = [1, 2, 3, 4, 5],
            Y = [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN],
            Low = [1, 1, double.NaN, 1, 1],
            High = [2, 2, 2, 2, 2],
        };
        using var drawn = new DrawnChart(Chart(Numbers, Numbers, band));

        var (frame, across) = (drawn.Sheet.Frame, drawn.Where(IsBlue).Select(pixel => pixel.X).ToHashSet());
        bool Has(double share) => across.Contains((int)(frame.Left + share * frame.Width));
        Assert.Equal((true, false, true), (Has(0.1), Has(0.5), Has(0.9)));
    }

    [Fact]
    public void Render_ValuesWithoutPlaceOnALogAxis_AreGaps()
    {
        var curve = new CurveLayer { X = [1, 2, 3, 4, 5, 6, 7], Y = [1, 2, 0, 3, 4, double.NaN, 5] };
        using var drawn = new DrawnChart(Chart(Numbers, Numbers with { Scale = AxisScale.Log }, curve));

        var runs = Assert.Single(drawn.Plotted<Scatter>()).Data.GetScatterPoints().Where(place => place.AreReal);
        Assert.Equal([0, 1, 3, 4], runs.Select(place => (int)Math.Round(place.X * 6)));
        // The last value stands alone between a gap and the end.
        Assert.Equal(1, Assert.Single(Assert.Single(drawn.Plotted<MarkPlot>()).Places).X);
    }

    [Fact]
    public void Render_StepCurve_GoesAcrossBeforeItGoesUp()
    {
        using var drawn = new DrawnChart(
            Chart(
                Numbers,
                Numbers with
                {
                    Minimum = 0,
                    Maximum = 4,
                },
                new CurveLayer
                {
                    IsStep = true,
                    X = [0, 1],
                    Y = [1, 3],
                }));

        Assert.Equal(
            [(0, 0.25), (1, 0.25), (1, 0.75)],
            Assert
                .Single(drawn.Plotted<Scatter>())
                .Data.GetScatterPoints()
                .Where(place => place.AreReal)
                .Select(place => (place.X, place.Y)));
    }

    [Fact]
    public void Render_HundredThousandSteps_KeepsTheirExtremes()
    {
        var chart = SampleCharts.Long();
        var y = ((CurveLayer)chart.Layers[0]).Y.ToArray();
        y[54_321] = 400;
        using var drawn = new DrawnChart(
            chart with
            {
                Layers = [((CurveLayer)chart.Layers[0]) with { Y = y }],
            },
            new ChartStyle(1280, 720));

        Assert.True(drawn.Source.Length < 200_000);
        var frame = drawn.Sheet.Frame;
        Assert.Contains(
            drawn.Where(IsBlue),
            pixel =>
                pixel.Y < frame.Top + 0.1 * frame.Height && Math.Abs(pixel.X - frame.Left - 0.54321 * frame.Width) < 3);
    }

    [Fact]
    public void Render_FirstCategory_IsAtTheTopAndAtTheLeft()
    {
        using var drawn = new DrawnChart(
            Chart(
                Columns,
                Rows,
                new MarkLayer { X = [0], Y = [0] },
                new MarkLayer
                {
                    X = [1],
                    Y = [1],
                    Ink = Ink.Diverged,
                }));

        var (first, second) = (drawn.Of(Ink.Series0)[0], drawn.Of(Ink.Diverged)[0]);
        Assert.True(first.Y < second.Y && first.X < second.X, $"{first} {second}");
    }

    [Fact]
    public void Render_Tiles_HaveTheColoursOfTheirValuesInTheirPlaces()
    {
        var tiles = new TileLayer
        {
            X = [0, 1, 0],
            Y = [0, 0, 1],
            Value = [0.1, 0.9, double.NaN],
            Texts = ["", "", "diverged"],
            ValueLabel = "accuracy",
            Diverged = [0, 0, 1],
        };
        using var drawn = new DrawnChart(Chart(Columns, Rows, tiles));

        string At(double column, double row) =>
            drawn.At(
                drawn.Sheet.Frame.Left + drawn.Sheet.Frame.Width * column,
                drawn.Sheet.Frame.Top + drawn.Sheet.Frame.Height * row);
        Assert.Equal(Palette.Amounts[0], At(0.25, 0.25));
        Assert.Equal(Palette.Amounts[10], At(0.75, 0.25));
        Assert.Equal(drawn.Sheet.Look.Valueless.ToHex().ToLowerInvariant(), At(0.1, 0.6));
        Assert.Equal(Palette.Colour(Ink.Diverged, ColourScheme.Light), At(0.25, 0.985));
        Assert.Equal(drawn.Ground, At(0.75, 0.75));
        Assert.Contains("diverged", drawn.Texts);
    }

    [Fact]
    public void Render_OneTileOfHugeValue_FillsThePlot()
    {
        using var drawn = new DrawnChart(EdgeCharts.All().Single(chart => chart.Name == "one-tile"));

        var frame = drawn.Sheet.Frame;
        for (var share = 0.1; share < 1; share += 0.4)
            Assert.Equal(
                Palette.Amounts[5], drawn.At(frame.Left + share * frame.Width, frame.Top + share * frame.Height));
    }

    [Theory]
    [InlineData(true, false, 10)]
    [InlineData(true, true, 10)]
    [InlineData(false, false, 0)]
    [InlineData(false, true, 0)]
    public void Render_LargestTile_IsBrightWhereLargeIsGood(bool isMaximized, bool isDark, int amount)
    {
        var tiles = new TileLayer
        {
            X = [0, 1],
            Y = [0, 0],
            Value = [1, 2],
            Texts = [],
            ValueLabel = "",
            IsMaximized = isMaximized,
        };
        using var drawn = new DrawnChart(Chart(Columns, Rows, tiles), Style(isDark));

        var frame = drawn.Sheet.Frame;
        Assert.Equal(
            Palette.Amounts[amount], drawn.At(frame.Left + 0.75 * frame.Width, frame.Top + 0.25 * frame.Height));
    }

    [Fact]
    public void Render_ParallelLineWithoutObjective_IsDashedInTheInkOfDivergenceBehindTheRest()
    {
        var chart = new ParallelChart
        {
            Name = "p",
            Title = "",
            Axes = [Numbers, Numbers, Numbers],
            Lines =
            [
                new ParallelLine([1, 2, 2], ""),
                new ParallelLine([3, 3, double.NaN], ""),
                new ParallelLine([5, 1, 1], ""),
            ],
        };
        using var drawn = new DrawnChart(chart);

        var lines = drawn.Plotted<Scatter>().ToList();
        Assert.Equal(
            Palette.Colour(Ink.Diverged, ColourScheme.Light),
            lines[0].LineColor.WithAlpha(1.0).ToHex().ToLowerInvariant());
        Assert.NotEmpty(lines[0].LinePattern.Intervals);
        Assert.All(lines[1..], line => Assert.Empty(line.LinePattern.Intervals));
        Assert.Equal([(0.5, 0.5), (1.5, 1)], Places(lines[0]));
    }

    [Fact]
    public void Render_ParallelLineWithoutAPlaceOnAnAxis_PassesByIt()
    {
        var chart = new ParallelChart
        {
            Name = "p",
            Title = "",
            Axes = [Numbers, Numbers, Numbers],
            Lines = [new ParallelLine([1, double.NaN, 2], ""), new ParallelLine([5, 1, 1], "")],
        };
        using var drawn = new DrawnChart(chart);

        Assert.Contains([(0.5, 0), (2.5, 1)], drawn.Plotted<Scatter>().Select(Places));
    }

    [Fact]
    public void Render_ParallelAxisOfCategories_RisesAsNumbersDo()
    {
        var chart = new ParallelChart
        {
            Name = "p",
            Title = "",
            Axes = [Numbers, Axis.Named("", ["0", "0.9", "-"])],
            Lines = [new ParallelLine([1, 0], ""), new ParallelLine([2, 2], "")],
        };
        using var drawn = new DrawnChart(chart);

        var places = drawn.Plotted<Scatter>().Select(line => Places(line)[1].Y).Order().ToList();
        Assert.Equal([1 / 6.0, 5 / 6.0], places, (one, other) => Math.Abs(one - other) < 1e-6);
        Assert.Contains([(0.5, 0), (1.5, places[0])], drawn.Plotted<Scatter>().Select(Places));
    }

    private static (double X, double Y)[] Places(Scatter line) =>
        [.. line.Data.GetScatterPoints().Select(place => (place.X, place.Y))];

    [Fact]
    public void Render_NothingToDraw_SaysSo()
    {
        Assert.Contains(
            ">nothing to draw yet<",
            Svg(Chart(Numbers, Numbers, new CurveLayer { X = [1], Y = [double.NaN] })),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "nothing to draw yet",
            Svg(Chart(Numbers, Numbers, new CurveLayer { X = [1], Y = [1] })),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Render_UnknownChart_NamesIt()
    {
        var fault = Assert.Throws<ArgumentException>(() => Svg(new PieChart { Name = "pie", Title = "" }));

        Assert.StartsWith("A PieChart has no picture.", fault.Message, StringComparison.Ordinal);
    }

    private static bool IsBlue(SKColor colour) => colour.Blue > colour.Red + 20;

    private static string Svg(Chart chart) => new PlotRenderer().Render(chart, new ChartStyle(640, 400));

    private static ChartStyle Style(bool isDark) =>
        new(640, 400, isDark ? ColourScheme.Dark : ColourScheme.Light);

    private static XyChart Chart(Axis x, Axis y, params Layer[] layers) =>
        new() { Name = "chart", Title = "A chart", Caption = "How to read it.", X = x, Y = y, Layers = layers };

    private sealed record PieChart : Chart;
}
