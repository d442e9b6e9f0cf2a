using System.Globalization;
using System.Text;
using System.Text.Json;
using SweepRunner.Experiments.Programs;

namespace SweepRunner.Experiments.Tests.Programs;

public sealed class MetricLinesTests
{
    private readonly MetricLines _lines = new();

    [Theory]
    [InlineData("""{"step": 10, "train/loss": 0.3, "epoch": 1}""", "10 1 train/loss=0.3")]
    [InlineData("""{"loss": 1}""", "- - loss=1")]
    [InlineData("""  {"a":1e-3,"b":-2.5}  """, "- - a=0.001 b=-2.5")]
    [InlineData("""{"a": NaN, "b": Infinity, "c": -Infinity, "d": null}""", "- - a=NaN b=Infinity c=-Infinity d=NaN")]
    [InlineData("""{"NaN": 1, "In\"finity": NaN}""", "- - NaN=1 In\"finity=NaN")]
    [InlineData("""{"a": 1e400, "b": -1e400}""", "- - a=Infinity b=-Infinity")]
    [InlineData("""{"step": 3.0, "epoch": 1e1, "a": 1}""", "3 10 a=1")]
    [InlineData("""{"step": 5}""", "5 -")]
    [InlineData("""{"epoch": 5}""", "- 5")]
    [InlineData("""{"\u006cong\u002fname é": 1}""", "- - long/name é=1")]
    [InlineData("""{"system/x": 1}""", "- - system/x=1")]
    [InlineData("""{"a": 0.1000000000000000055511151231257827}""", "- - a=0.1")]
    public void Read_MetricLine_GivesItsValues(string line, string expected)
    {
        Assert.True(Read(line));
        Assert.Equal(expected, Shown());
        Assert.Empty(_lines.Notes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{ }")]
    [InlineData("epoch 1, loss 0.3")]
    [InlineData("{'loss': 0.3}")]
    [InlineData("""{"loss": 0.3""")]
    [InlineData("""{"loss": 0.3} {"loss": 0.2}""")]
    [InlineData("""{"loss": 0.3}}""")]
    [InlineData("""{"loss": 0.3,}""")]
    [InlineData("""{"loss": nan}""")]
    [InlineData("""{"loss": -NaN}""")]
    [InlineData("""{"loss": NaNs}""")]
    [InlineData("""[{"loss": 0.3}]""")]
    [InlineData("""{"level": "info", "message": "begin"}""")]
    [InlineData("""{"loss": 0.3, "message": "begin"}""")]
    [InlineData("""{"loss": 0.3, "is_best": true}""")]
    [InlineData("""{"loss": 0.3, "losses": [1, 2]}""")]
    [InlineData("""{"message": 1, "message": "twice"}""")]
    [InlineData("""{"\ud800": 1}""")]
    public void Read_OtherLine_IsTextWithoutNotes(string line)
    {
        Assert.False(Read(line));
        Assert.Empty(_lines.Notes);
    }

    [Fact]
    public void Read_BytesThatAreNoText_IsText()
    {
        Assert.False(_lines.Read([(byte)'{', (byte)'"', 0xff, 0xfe, (byte)'"', (byte)':', (byte)'1', (byte)'}']));
        Assert.Empty(_lines.Notes);
    }

    [Theory]
    [InlineData("""{"step": 1, "note": "x", "loss": 1}""", "1 - loss=1", "note")]
    [InlineData("""{"step": 1, "a": {"b": [1]}, "loss": 1, "c": true}""", "1 - loss=1", "a")]
    public void Read_OtherValueBesideAStep_IsIgnoredWithANote(string line, string values, string name)
    {
        Assert.True(Read(line));
        Assert.Equal(values, Shown());
        Assert.Equal(
            [
                new ProgramNote(
                    NoteKind.Value, $"'{name}' of a line of metrics was ignored: its value is not a number."),
            ],
            _lines.Notes);
    }

    [Theory]
    [InlineData("""{"step": -1, "a": 1}""", "its step is not an integer from 0 to 9007199254740992")]
    [InlineData("""{"step": 1.5, "a": 1}""", "its step is not an integer from 0 to 9007199254740992")]
    [InlineData("""{"step": 9007199254740994, "a": 1}""", "its step is not an integer from 0 to 9007199254740992")]
    [InlineData("""{"step": NaN, "a": 1}""", "its step is not an integer from 0 to 9007199254740992")]
    [InlineData("""{"step": "1", "a": 1}""", "its step is not an integer from 0 to 9007199254740992")]
    [InlineData("""{"epoch": -1, "a": 1}""", "its epoch is not an integer from 0 to 2147483646")]
    [InlineData("""{"step": 1, "epoch": 2147483647}""", "its epoch is not an integer from 0 to 2147483646")]
    [InlineData("""{"a": 1, "b": 2, "a": 3}""", "it has the key 'a' twice")]
    [InlineData("""{"step": 1, "step": 2}""", "it has the key 'step' twice")]
    public void Read_LineWithAFault_IsTextWithANote(string line, string fault)
    {
        Assert.False(Read(line));
        Assert.Equal(
            [
                new ProgramNote(
                    NoteKind.Line, $"A line was not read as metrics, since {fault}; it is in the trial's log."),
            ],
            _lines.Notes);
    }

    [Fact]
    public void Read_NameThatCannotBe_IsIgnoredWithANote()
    {
        var longest = new string('x', 200);
        foreach (var name in new[] { "", longest + "x", new string('x', 2000), "a\\u0007b" })
        {
            Assert.True(Read($$"""{"{{name}}": 1, "{{longest}}": 2}"""));
            Assert.Equal($"- - {longest}=2", Shown());
            Assert.Equal(
                [
                    new ProgramNote(
                        NoteKind.Name,
                        "A metric was ignored: its name has to have 1 to 200 characters, none for control."),
                ],
                _lines.Notes);
        }
    }

    [Fact]
    public void Read_NaN_ThrowsNothing()
    {
        var thrown = 0;
        void Count(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs arguments) =>
            thrown += arguments.Exception is JsonException ? 1 : 0;
        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            Read("""{"step": 1, "loss": NaN, "other": -Infinity, "third": null}""");
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        Assert.Equal(0, thrown);
    }

    [Fact]
    public void Read_ManyNames_StillFindsTheOneGivenTwice()
    {
        for (var name = 0; name < 5000; name++)
            Assert.True(Read($$"""{"m{{name}}": 1, "n{{name}}": 2}"""));
        Assert.True(Read("""{"fresh": 1, "new": 2}"""));
        Assert.False(Read("""{"fresh": 1, "new": 2, "fresh": 1}"""));
    }

    private bool Read(string line) => _lines.Read(Encoding.UTF8.GetBytes(line));

    private string Shown() => string.Join(' ', new[]
    {
        _lines.Step?.ToString(CultureInfo.InvariantCulture) ?? "-",
        _lines.Epoch?.ToString(CultureInfo.InvariantCulture) ?? "-",
    }.Concat(_lines.Values.Select(value => FormattableString.Invariant($"{value.Metric}={value.Value}"))));
}
