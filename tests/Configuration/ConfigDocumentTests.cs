using System.Text;

namespace SweepRunner.Configuration.Tests;

public sealed class ConfigDocumentTests
{
    [Fact]
    public void Parse_CommentsTrailingCommasAndMark_AreNoFaults()
    {
        var document = Parse("\uFEFF// first\n{ \"a\": [1, /* two */ 2,], } // last");

        Assert.Empty(document.Faults);
        Assert.Equal(new SourcePosition("file.json", 2, 8), document.Root!.Nearest("a").Position);
    }

    [Fact]
    public void Parse_WideCharacters_CountAsTheirUtf16Units()
    {
        var document = Parse("{ \"é😀\": { \"b\": 1 } }");

        Assert.Equal(new SourcePosition("file.json", 1, 17), document.Root!.Nearest("é😀.b").Position);
    }

    [Fact]
    public void Parse_TwoNonFiniteNumbers_KeepBothAndTheRest()
    {
        var document = Parse("[NaN,\n -Infinity, 3]");

        Assert.Empty(document.Faults);
        Assert.Equal(
            ["NaN", "-Infinity", "3"],
            ((ConfigList)document.Root!).Items.Select(item => ((ConfigNumber)item).Spelling));
        Assert.Equal(new SourcePosition("file.json", 2, 2), document.Root.Nearest("1").Position);
    }

    [Fact]
    public void Parse_TooDeep_IsAFaultAndNoCrash()
    {
        var document = Parse(new string('[', 100_000));

        Assert.Null(document.Root);
        Assert.Equal(
            "file.json(1,65): Broken JSON: The maximum configured depth of 64 has been exceeded. Cannot "
                + "read next JSON array.",
            Assert.Single(document.Faults).ToString());
    }

    [Fact]
    public void ParseValue_NoJson_IsText()
    {
        var position = SourcePosition.Whole("--set a=b c");

        Assert.Equal(new ConfigText(position, "b c"), ConfigDocument.ParseValue("b c", "a", position).Root);
        Assert.Equal(new ConfigNumber(position, "1e3"), ConfigDocument.ParseValue("1e3", "a", position).Root);
    }

    private static ConfigDocument Parse(string text) =>
        ConfigDocument.Parse(Encoding.UTF8.GetBytes(text), "file.json", "a file");
}
