using System.Text.Json.Nodes;
using SweepRunner.Experiments.Trials;

namespace SweepRunner.Experiments.Tests.Trials;

public sealed class PlaceholdersTests
{
    private static readonly JsonObject Parameters = JsonNode.Parse(
        """
        { "optimizer": { "name": "sgd", "lr": 1E-05, "nesterov": true }, "sizes": [64, 32.0], "text": "two words {}" }
        """)!.AsObject();

    [Theory]
    [InlineData("--lr={optimizer.lr}", "--lr=1e-5")]
    [InlineData("{optimizer.name}-{seed}", "sgd-7")]
    [InlineData("{optimizer.nesterov}", "true")]
    [InlineData("{sizes}", "[64,32]")]
    [InlineData("{optimizer}", """{"lr":1e-5,"name":"sgd","nesterov":true}""")]
    [InlineData("{text}", "two words {}")]
    [InlineData("{{seed}}", "{seed}")]
    [InlineData("""{{"lr": {optimizer.lr}}}""", """{"lr": 1e-5}""")]
    [InlineData("{{print $1}}", "{print $1}")]
    [InlineData("}", "}")]
    [InlineData("a}b}}c", "a}b}c")]
    [InlineData("", "")]
    public void Fill_Argument_HasTheValues(string argument, string expected) =>
        Assert.Equal([expected], Placeholders.Fill(Trial(argument), seed: 7));

    [Theory]
    [InlineData("{", "The brace at character 1 is not closed.")]
    [InlineData("ab{{{seed", "The brace at character 5 is not closed.")]
    [InlineData("{optimizer.momentum}", "{optimizer.momentum} is no parameter.")]
    [InlineData("{}", "{} is no parameter.")]
    [InlineData("{optimizer.lr.x}", "{optimizer.lr.x} is no parameter.")]
    [InlineData("{ seed }", "{ seed } is no parameter.")]
    public void Fill_NoSuchParameter_SaysSo(string argument, string expected) =>
        Assert.Equal(
            expected, Assert.Throws<FormatException>(() => Placeholders.Fill(Trial(argument), seed: 7)).Message);

    [Fact]
    public void In_Argument_ListsThePaths() =>
        Assert.Equal(["a.b", "seed", "a.b"], Placeholders.In("{a.b}{{x}}{seed}/{a.b}"));

    private static ProgramTrial Trial(string argument) => new()
    {
        Command = new CommandConfig { Run = [argument] },
        Parameters = Parameters,
    };
}
