using SweepRunner.Configuration;

namespace SweepRunner.Runner.Tests;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain, ünïcödé, 漢字, 👩\u200d🔬", "plain, ünïcödé, 漢字, 👩\u200d🔬")]
    [InlineData("\u001b[31mred\u001b[0m", @"\u001b[31mred\u001b[0m")]
    [InlineData("\u0007\u0000\u007f\u009b1m", @"\u0007\u0000\u007f\u009b1m")]
    [InlineData("a\u202etxt.exe\u2066\u200f", @"a\u202etxt.exe\u2066\u200f")]
    [InlineData("one\ntwo\r\nthree\tfour", "one\ntwo\r\nthree\tfour")]
    [InlineData("hidden\rshown", @"hidden\u000dshown")]
    [InlineData("line\u2028separator", @"line\u2028separator")]
    public void Of_AnyText_WritesWhatATerminalWouldObeyOrHide(string text, string visible) =>
        Assert.Equal(visible, VisibleText.Escape(text));

    [Theory]
    [InlineData("one\ntwo\r\nthree\tfour", "one two three four")]
    [InlineData("\u001b[2J\nTrials", @"\u001b[2J Trials")]
    public void Line_AnyText_IsOneLine(string text, string line) => Assert.Equal(line, VisibleText.Line(text));

    [Fact]
    public void ToString_FaultWithControlCharacters_IsOneVisibleLine() =>
        Assert.Equal(@"a\u000ab: \u001b[31mwrong", new Fault("a\nb", "\u001b[31mwrong").ToString());

    [Fact]
    public async Task Write_EachWayToWrite_IsVisible()
    {
        using var written = new StringWriter { NewLine = "\n" };
        await using var writer = new VisibleTextWriter(written);

        writer.Write('\u001b');
        writer.Write("\u001b");
        writer.Write(['\u001b', 'x'], 0, 1);
        writer.Write("\u001b".AsSpan());
        writer.WriteLine("\u001b");
        writer.WriteLine();
        await writer.WriteAsync("\u001b");
        await writer.WriteLineAsync("\u001b".AsMemory());

        Assert.Equal(
            string.Concat(Enumerable.Repeat(@"\u001b", 5)) + "\n\n" + @"\u001b\u001b" + "\n", written.ToString());
    }
}
