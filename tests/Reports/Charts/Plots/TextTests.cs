using System.Text;
using ScottPlot;
using SkiaSharp;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Plots;
using Axis = SweepRunner.Reports.Charts.Axis;

namespace SweepRunner.Reports.Tests.Charts.Plots;

/// <summary>Texts of pictures: fitted, written in any script, and harmless whatever they hold.</summary>
public sealed class TextTests
{
    // A family of three people, joined: one character to a reader.
    private const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";

    [Theory]
    [InlineData(new double[] { 10, 50, 90 }, new double[] { 10, 50, 90 })]
    [InlineData(new double[] { 50, 50 }, new double[] { 45, 55 })]
    [InlineData(new double[] { 0, 0, 0 }, new double[] { 0, 10, 20 })]
    [InlineData(new double[] { 98, 99, 100 }, new double[] { 80, 90, 100 })]
    [InlineData(new double[] { 40, 41, 48 }, new double[] { 33, 43, 53 })]
    public void Spread_Heights_AreApartAndBetweenTheEnds(double[] heights, double[] expected) =>
        Assert.Equal(expected, EndLabels.Spread(heights, 10, 0, 100).Select(height => Math.Round(height, 6)));

    [Theory]
    [InlineData("a\r\nb\tc\0", "a  b c")]
    [InlineData("é\u202Ea\u0007", "éa")]
    [InlineData("\uFFFFx\uD800", "x")]
    [InlineData(" \"'<b>&\\ ", "\"'<b>&\\")]
    public void Clean_WhatCannotBeDrawnOnALine_Goes(string text, string expected) =>
        Assert.Equal(expected, Font.Clean(text));

    [Fact]
    public void Fit_LongName_EndsAtAWholeValueWithinTheWidth()
    {
        var font = new Font(12);
        var text = font.Fit("adam, lr 0.001, kaiming-normal, epochs 3", 120);

        Assert.Equal("adam, lr 0.001, …", text);
        Assert.True(font.Width(text) <= 120);
    }

    [Fact]
    public void Fit_CharacterOfSeveralCodePoints_IsNotTorn()
    {
        var text = new Font(10).Fit(string.Concat(Enumerable.Repeat(Family, 9)), 150);

        Assert.Equal("…", text.Replace(Family, "", StringComparison.Ordinal));
        Assert.Contains(Family, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrap_WordWiderThanTheLine_IsBrokenAndNothingIsLost()
    {
        var (font, word) = (new Font(10), new string('m', 50));

        var lines = font.Wrap($"a {word} b", 100, 20);

        Assert.All(lines, line => Assert.True(font.Width(line) <= 100));
        Assert.Equal($"a{word}b", string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Wrap_TooManyLines_ShortensTheLast()
    {
        var lines = new Font(10).Wrap(string.Join(' ', Enumerable.Range(0, 100)), 100, 3);

        Assert.Equal(3, lines.Count);
        Assert.Matches(@"\d …$", lines[2]);
    }

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("אבג", "גבא")]
    [InlineData("lr אב גד, 0.1", "lr דג בא, 0.1")]
    [InlineData("אב 12 גד", "בא 12 דג")]
    public void VisualOrder_RightToLeft_IsTurnedWithWhatIsInsideOfIt(string text, string expected) =>
        Assert.Equal(expected, string.Concat(Writing.VisualOrder([.. text.EnumerateRunes()])));

    [Theory]
    [InlineData("<b>&\"]]>'")]
    [InlineData("שלום עולם")]
    [InlineData("日本語 العربية")]
    [InlineData(Family)]
    [InlineData("no font has \U000F1234")]
    public void Svg_AnyText_IsThereAsItIs(string text)
    {
        using var drawn = new DrawnChart(Named(text), new ChartStyle(1280, 720));

        // As the name of a line, of the axis, the caption and the heading.
        Assert.Equal(4, drawn.Texts.Count(each => each == text));
        Assert.Equal(text, Assert.Single(drawn.Svg.Descendants(DrawnChart.Xml + "title")).Value);
        Assert.Equal("img", drawn.Svg.Root!.Attribute("role")!.Value);
    }

    [Fact]
    public void Svg_Fonts_NameInterAndWhatStandsInForIt()
    {
        using var drawn = new DrawnChart(Named("x"));

        var group = Assert.Single(
            drawn.Svg.Descendants(DrawnChart.Xml + "text").Select(text => text.Parent).Distinct())!;
        Assert.StartsWith("Inter, ", group.Attribute("font-family")!.Value, StringComparison.Ordinal);
        Assert.Equal("bold", drawn.Svg.Descendants(DrawnChart.Xml + "text").First().Attribute("font-weight")!.Value);
    }

    [Theory]
    [InlineData("m")]
    [InlineData("ש")]
    [InlineData("\U000F1234")]
    public void Png_AnyCharacter_LeavesInkWhereItIsWritten(string text)
    {
        using var surface = SKSurface.Create(new SKImageInfo(40, 40));
        surface.Canvas.Clear(SKColors.White);
        new Writing(10, 20, text, new Font(20), Colors.Black).Draw(surface.Canvas);

        using var image = surface.Snapshot();
        using var bitmap = SKBitmap.FromImage(image);
        Assert.Contains(
            Enumerable.Range(10, 20), x => Enumerable.Range(10, 20).Any(y => bitmap.GetPixel(x, y).Red < 100));
    }

    [Fact]
    public void LetterFor_CharacterThatInterLacks_IsDrawnWithATypefaceThatHasIt()
    {
        using var latin = SKTypeface.FromStream(
            typeof(Typefaces).Assembly.GetManifestResourceStream("Inter-Regular.ttf"));
        using var bold = SKTypeface.FromStream(typeof(Typefaces).Assembly.GetManifestResourceStream("Inter-Bold.ttf"));
        var (with, without) = (new Typefaces(latin, latin, () => [bold]), new Typefaces(latin, latin, () => []));

        // Inter stands in for a typeface of the machine: what matters is who is asked when.
        Assert.Same(latin, with.LetterFor(new Rune('m'), isBold: false).Typeface);
        Assert.Equal("□", without.LetterFor(new Rune('日'), isBold: false).Text);
        Assert.Equal("", without.LetterFor(new Rune('\u200D'), isBold: false).Text);
        Assert.True(without.LetterFor(new Rune('日'), isBold: false).Advance >= 1);
        Assert.Same(bold, new Typefaces(null, null, () => [bold]).LetterFor(new Rune('m'), isBold: false).Typeface);
    }

    [Fact]
    public void MissingFrom_BuildWithoutInter_SaysWhatToDo()
    {
        Assert.Equal(
            "The pictures have another font, since this build has no Inter: install npm and build again "
                + "(dotnet build).",
            PlotPictures.MissingFrom(new Typefaces(null, null, () => [])));
        Assert.Null(PlotPictures.Missing);
    }

    [Fact]
    public void LetterFor_MachineWithoutTypefaces_StillMeasures()
    {
        var letter = new Typefaces(null, null, () => []).LetterFor(new Rune('m'), isBold: true);

        Assert.InRange(letter.Advance, 0.5, 1.5);
    }

    private static XyChart Named(string text) => new()
    {
        Name = "named",
        Title = text,
        Caption = text,
        X = new Axis { Label = text },
        Y = new Axis { Label = "" },
        Layers = [new CurveLayer { Name = text, X = [1, 2], Y = [1, 2] }],
    };
}
