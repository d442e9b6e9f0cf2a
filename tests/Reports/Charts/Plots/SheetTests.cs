using System.Collections.Concurrent;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Plots;

namespace SweepRunner.Reports.Tests.Charts.Plots;

/// <summary>What holds for every picture: it is drawn, no text is cut by its edge, and none lies on another.</summary>
public sealed class SheetTests
{
    // Between the text's ascent and descent of Inter there are 1.2 sizes; letters take 0.75 of one.
    private const double InkHeight = 0.75;

    private static readonly Dictionary<string, Chart> Charts = SampleCharts
        .Usual()
        .Concat(SampleCharts.Large())
        .Concat(EdgeCharts.All())
        .Concat([SampleCharts.Hostile(), SampleCharts.HostileTiles(), SampleCharts.HostileParallel()])
        .ToDictionary(chart => chart.Name);

    private static readonly ConcurrentDictionary<(string, int), Sheet> Sheets = new();

    public static TheoryData<string, int> Pictures
    {
        get
        {
            var pictures = new TheoryData<string, int>();
            foreach (var name in Charts.Keys)
            {
                pictures.Add(name, 1280);
                pictures.Add(name, 400);
            }
            return pictures;
        }
    }

    [Fact]
    public void Draw_EdgeCases_HaveInkAndBothFilesTheirSize() =>
        Assert.All(
            Charts.Values.Where(chart => chart.AspectRatio is double.NaN || chart.Title == "t"),
            chart =>
            {
                using var drawn = new DrawnChart(chart, new ChartStyle(200, 150, ColourScheme.Dark));

                Assert.Equal((200, 150), drawn.Size);
                Assert.Equal(
                    "200 150",
                    $"{drawn.Svg.Root!.Attribute("width")!.Value} {drawn.Svg.Root.Attribute("height")!.Value}");
                Assert.True(drawn.Of(drawn.Ground).Count < 200 * 150 - 20, chart.Name);
            });

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Lay_AnyChart_CutsNoText(string name, int width)
    {
        var sheet = Lay(name, width);

        Assert.All(
            sheet.Writings,
            text =>
                Assert.All(
                    Corners(text),
                    corner =>
                        Assert.True(
                            corner.X >= 0
                                && corner.X <= sheet.Look.Width
                                && corner.Y >= 0
                                && corner.Y <= sheet.Look.Height,
                            $"'{text.Text}' at {text.X}, {text.Y} reaches {corner} of a picture of "
                                + $"{sheet.Look.Width} × "
                                + $"{sheet.Look.Height}")));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Lay_AnyChart_LaysNoTextOnAnother(string name, int width)
    {
        // Sloped names have a test of their own, below.
        var texts = Lay(name, width)
            .Writings.Where(text => text.Rotation == 0)
            .Select(text => (text.Text, Box: Corners(text)))
            .ToList();

        foreach (var (index, (text, box)) in texts.Index())
        {
            foreach (var (other, otherBox) in texts.Skip(index + 1))
                Assert.False(
                    box[0].X < otherBox[2].X
                        && otherBox[0].X < box[2].X
                        && box[0].Y < otherBox[2].Y
                        && otherBox[0].Y < box[2].Y,
                    $"'{text}' lies on '{other}'");
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Lay_SlopedNames_AreALineOfTextApart(string name, int width)
    {
        // They are parallel and end at the axis: two are as far apart as their ends, seen across the slope.
        var sloped = Lay(name, width).Writings.Where(text => text.Rotation != 0).OrderBy(text => text.X).ToList();

        Assert.All(
            sloped.Zip(sloped.Skip(1)),
            pair =>
                Assert.True(
                    (pair.Second.X - pair.First.X) * Math.Sin(pair.First.Rotation * Math.PI / 180)
                        >= pair.First.Font.Size,
                    $"'{pair.First.Text}' touches '{pair.Second.Text}'"));
    }

    private static Sheet Lay(string name, int width) =>
        Sheets.GetOrAdd(
            (name, width),
            _ => PlotRenderer.Lay(Charts[name], PlotRenderer.StyleOf(Charts[name], width, ColourScheme.Light)));

    /// <summary>The corners of the letters, from the upper left with the clock where the text is level.</summary>
    private static (double X, double Y)[] Corners(Writing text)
    {
        var (left, half) = (-text.Lead, text.Font.Size * InkHeight / 2);
        var (sine, cosine) = Math.SinCos(-text.Rotation * Math.PI / 180);
        return
        [
            .. new[]
            {
                (X: left, Y: -half),
                (X: left + text.Width, Y: -half),
                (X: left + text.Width, Y: half),
                (X: left, Y: half),
            }.Select(corner =>
                (text.X + corner.X * cosine - corner.Y * sine, text.Y + corner.X * sine + corner.Y * cosine)
            ),
        ];
    }
}
