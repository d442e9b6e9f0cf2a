using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Gnuplot;

namespace SweepRunner.Reports.Tests.Charts.Gnuplot;

/// <summary>What holds for every picture: no text is cut by its edge, and none lies on another.</summary>
public sealed class SceneTests
{
    // Between the text's ascent and descent of Inter there are 1.2 sizes; letters take 0.75 of one.
    private const double InkHeight = 0.75;

    private static readonly Dictionary<string, Chart> Charts = SampleCharts.Usual().Concat(SampleCharts.Large()).Concat(EdgeCharts.All())
        .Concat([SampleCharts.Hostile(), SampleCharts.HostileTiles(), SampleCharts.HostileParallel()]).ToDictionary(chart => chart.Name);

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

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Lay_AnyChart_CutsNoText(string name, int width)
    {
        var scene = Lay(name, width);

        Assert.All(scene.Shapes.OfType<TextShape>(), text => Assert.All(Corners(text), corner => Assert.True(
            corner.X >= 0 && corner.X <= scene.Look.Width && corner.Y >= 0 && corner.Y <= scene.Look.Height,
            $"'{text.Text}' at {text.Place} reaches {corner} of a picture of {scene.Look.Width} × {scene.Look.Height}")));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Lay_AnyChart_LaysNoTextOnAnother(string name, int width)
    {
        // Sloped names have a test of their own, below.
        var texts = Lay(name, width).Shapes.OfType<TextShape>().Where(text => text.Rotation == 0).Select(text => (text.Text, Box: Corners(text))).ToList();

        foreach (var (index, (text, box)) in texts.Index())
        {
            foreach (var (other, otherBox) in texts.Skip(index + 1))
                Assert.False(box[0].X < otherBox[2].X && otherBox[0].X < box[2].X && box[0].Y < otherBox[2].Y && otherBox[0].Y < box[2].Y, $"'{text}' lies on '{other}'");
        }
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Lay_SlopedNames_AreALineOfTextApart(string name, int width)
    {
        // They are parallel and end at the axis: two are as far apart as their ends, seen across the slope.
        var sloped = Lay(name, width).Shapes.OfType<TextShape>().Where(text => text.Rotation != 0).OrderBy(text => text.Place.X).ToList();

        Assert.All(sloped.Zip(sloped.Skip(1)), pair => Assert.True(
            (pair.Second.Place.X - pair.First.Place.X) * Math.Sin(pair.First.Rotation * Math.PI / 180) >= pair.First.Size, $"'{pair.First.Text}' touches '{pair.Second.Text}'"));
    }

    private static Scene Lay(string name, int width)
    {
        var chart = Charts[name];
        return GnuplotRenderer.Lay(chart, PictureSize.Of(chart, width, ColourScheme.Light));
    }

    /// <summary>The corners of the letters, from the upper left with the clock where the text is level.</summary>
    private static Place[] Corners(TextShape text)
    {
        var (width, half) = (TextWidths.Of(text.Text, text.Size, text.IsBold), text.Size * InkHeight / 2);
        var left = text.Anchor switch { Anchor.Left => 0, Anchor.Centre => -width / 2, _ => -width };
        var (sine, cosine) = Math.SinCos(-text.Rotation * Math.PI / 180);
        return [.. new[] { (left, -half), (left + width, -half), (left + width, half), (left, half) }
            .Select(corner => new Place(text.Place.X + corner.Item1 * cosine - corner.Item2 * sine, text.Place.Y + corner.Item1 * sine + corner.Item2 * cosine))];
    }
}
