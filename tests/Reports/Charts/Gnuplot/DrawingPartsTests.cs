using SweepRunner.Reports.Charts.Gnuplot;

namespace SweepRunner.Reports.Tests.Charts.Gnuplot;

/// <summary>The small parts that drawings are made of.</summary>
public sealed class DrawingPartsTests
{
    private static readonly Frame Frame = new(0, 0, 10, 10);

    [Fact]
    public void Line_LeavingTheFrame_IsCutAtItsEdge()
    {
        var pieces = Clip.Line([new(0, 5), new(5, 5), new(6, -1e9), new(7, 5), new(20, 5)], Frame).ToList();

        Assert.Equal([new Place(0, 5), new Place(5, 5)], pieces[0].Take(2));
        Assert.Equal(0, pieces[0][2].Y, 1e-6);
        Assert.Equal(5, pieces[0][2].X, 1e-6);
        Assert.Equal(new Place(10, 5), pieces[1][^1]);
        Assert.Equal(2, pieces.Count);
    }

    [Fact]
    public void Line_Gap_BreaksIt() =>
        Assert.Equal([2, 2], Clip.Line([new(0, 1), new(1, 1), new(2, double.NaN), new(3, 1), new(4, 1)], Frame).Select(piece => piece.Count));

    [Fact]
    public void Area_LargerThanTheFrame_IsTheFrame() =>
        Assert.Equal([new(0, 0), new(0, 10), new(10, 0), new(10, 10)], Clip.Area([new(-5, -5), new(20, -5), new(20, 20), new(-5, 20)], Frame).Distinct().OrderBy(corner => corner.X).ThenBy(corner => corner.Y));

    [Theory]
    [InlineData(new double[] { 10, 50, 90 }, new double[] { 10, 50, 90 })]
    [InlineData(new double[] { 50, 50 }, new double[] { 45, 55 })]
    [InlineData(new double[] { 0, 0, 0 }, new double[] { 0, 10, 20 })]
    [InlineData(new double[] { 98, 99, 100 }, new double[] { 80, 90, 100 })]
    [InlineData(new double[] { 40, 41, 48 }, new double[] { 33, 43, 53 })]
    public void Spread_Heights_AreApartAndBetweenTheEnds(double[] heights, double[] expected) =>
        Assert.Equal(expected, EndLabels.Spread(heights, 10, 0, 100).Select(height => Math.Round(height, 6)));

    [Fact]
    public void Of_ManyPlacesInOneColumn_KeepsItsEnds()
    {
        Place[] places = [new(1.0, 5), new(1.1, 9), new(1.2, 1), new(1.3, 4), new(1.4, 5), new(2, 3)];

        Assert.Equal([places[0], places[1], places[2], places[4], places[5]], PixelThinning.Of(places));
    }

    [Fact]
    public void Shorten_LongName_KeepsBothEndsWithinTheWidth()
    {
        var text = TextWidths.Shorten("optimizer.lr=0.001, init.name=kaiming-normal", 12, 120);

        Assert.StartsWith("optim", text, StringComparison.Ordinal);
        Assert.EndsWith("normal", text, StringComparison.Ordinal);
        Assert.Contains('…', text);
        Assert.True(TextWidths.Of(text, 12) <= 120);
    }

    [Fact]
    public void Shorten_CharacterOfSeveralCodePoints_IsNotTorn()
    {
        // A family of three people, joined: one character to a reader.
        const string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";

        var text = TextWidths.Shorten(string.Concat(Enumerable.Repeat(family, 9)), 10, 200);

        Assert.Equal("", text.Replace(family, "", StringComparison.Ordinal).Replace("…", "", StringComparison.Ordinal));
        Assert.Contains(family, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrap_WordWiderThanTheLine_IsBrokenAndNothingIsLost()
    {
        var word = new string('m', 50);

        var lines = TextWidths.Wrap($"a {word} b", 10, 100, 20);

        Assert.All(lines, line => Assert.True(TextWidths.Of(line, 10) <= 100));
        Assert.Equal($"a{word}b", string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plain 0.5 [a]", "\"plain 0.5 [a]\"")]
    [InlineData("`id`", "\"\\140id\\140\"")]
    [InlineData("a\"b'\\", "\"a\\042b\\047\\134\"")]
    [InlineData("@m $x {b} #", "\"\\100m \\044x \\173b\\175 \\043\"")]
    [InlineData("a\r\nb\tc\0", "\"a  b c\"")]
    [InlineData("é\u202E", "\"é\"")]
    public void Quote_Anything_LeavesGnuplotNothingToObey(string text, string expected) => Assert.Equal(expected, GnuplotText.Quote(text));

    [Fact]
    public void Covered_CharacterThatNoFontHas_IsReplaced()
    {
        var fonts = FontCoverage.Parse("20-7e a0\n5d0-5ea 2192 nonsense\n");

        Assert.Equal("é … ש→??", fonts.Covered("é … ש→語\U0001F468"));
    }

    [Fact]
    public async Task OfMachineAsync_NothingToAsk_TakesFewCharactersToBeThere() =>
        Assert.Equal("aé?", (await FontCoverage.OfMachineAsync(CancellationToken.None, "no-such-fc-list")).Covered("aé語"));
}
