using System.ComponentModel.DataAnnotations;
using System.Text;

namespace SweepRunner.Configuration.Tests;

/// <summary>A value in place of an object that has it as one key.</summary>
public sealed class ConfigShorthandTests
{
    private static readonly ObjectShape Shape = ShapeReader.Read<Drawing>();

    [Theory]
    [InlineData("""{ "frame": "thin" }""", """{"frame":{"style":"thin"}}""")]
    [InlineData("""{ "frame": { "style": "thin", "width": 2 } }""", """{"frame":{"style":"thin","width":2}}""")]
    [InlineData("""{ "points": [1, 2] }""", """{"points":{"at":[1,2]}}""")]
    [InlineData(
        """{ "paper": { "name": "lined", "edge": "thin" } }""",
        """{"paper":{"edge":{"style":"thin"},"name":"lined"}}""")]
    public void Expand_ValueOfTheShortKey_IsTheObject(string text, string expected)
    {
        var root = Read(text);
        Assert.Empty(ConfigChecker.Check(root, Shape));
        Assert.Equal(expected, CanonicalJson.Write(ConfigJson.ToJson(root, Shape)));
    }

    [Theory]
    [InlineData(
        """{ "frame": "thn" }""", "frame.style", "\"thn\" is not known; allowed: thin, thick; did you mean 'thin'?")]
    [InlineData("""{ "frame": 3 }""", "frame", "3 is a number; allowed: thin, thick or an object.")]
    [InlineData("""{ "frame": ["thin"] }""", "frame", "This is a list; allowed: thin, thick or an object.")]
    [InlineData(
        """{ "paper": { "name": "lind", "edge": "thin" } }""",
        "paper.name",
        "\"lind\" is not known; allowed: lined; did you mean 'lined'?")]
    [InlineData("""{ "points": "1, 2" }""", "points", "\"1, 2\" is a string; allowed: a list or an object.")]
    public void Check_AnotherValue_IsRefusedAtItsPlace(string text, string path, string message)
    {
        var fault = Assert.Single(ConfigChecker.Check(Read(text), Shape));
        Assert.Equal((path, message), (fault.Path, fault.Message));
    }

    [Fact]
    public void Schema_OfTheObject_AllowsTheValueToo() =>
        Assert.Equal(
            """
            [{"enum":["thin","thick"],"type":"string"},
            {"additionalProperties":false,"properties":{"style":{"enum":["thin","thick"],"type":"string"},
            "width":{"default":1,"maximum":2147483647,"minimum":-2147483648,"type":"integer"}},"type":"object"}]
            """.Replace("\n", "", StringComparison.Ordinal),
            CanonicalJson.Write(SchemaWriter.Write(Shape)["properties"]!["frame"]!["anyOf"]));

    private static ConfigNode Read(string text)
    {
        var document = ConfigDocument.Parse(Encoding.UTF8.GetBytes(text), "drawing.json", "a drawing");
        return ConfigShorthand.Expand(document.Root!, Shape);
    }

    internal sealed record Drawing
    {
        public Frame? Frame { get; init; }

        public Points? Points { get; init; }

        public Paper? Paper { get; init; }
    }

    internal abstract record Paper;

    [Case("lined", 1)]
    internal sealed record LinedPaper : Paper
    {
        public Frame? Edge { get; init; }
    }

    [ValueIsShortFor("style")]
    internal sealed record Frame
    {
        [AllowedValues("thin", "thick")]
        public string? Style { get; init; }

        public int Width { get; init; } = 1;
    }

    [ValueIsShortFor("at")]
    internal sealed record Points
    {
        public IReadOnlyList<int> At { get; init; } = [];
    }
}
