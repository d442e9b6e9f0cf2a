using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Tests.Configuration;

public sealed class ShippedSweepsTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(SweepSchema.Text);

    public static TheoryData<string, int, int> Sizes => new()
    {
        // name, cells, trials
        { "alexnet", 1, 1 },
        { "alexnet-half", 1, 1 },
        { "alexnet-lr", 6, 18 },
        { "alexnet-lr-full", 6, 18 },
        { "alexnet-slim", 1, 1 },
        { "densenet", 1, 1 },
        { "googlenet", 1, 1 },
        { "lenet", 1, 3 },
        { "lenet-search", 0, 0 },
        { "nin", 1, 1 },
        { "quickstart", 2, 4 },
        { "resnet18", 1, 1 },
        { "vgg11-narrow", 1, 1 },
    };

    [Theory, MemberData(nameof(Sizes))]
    public void Plan_ShippedSweep_HasItsTrials(string name, int cells, int trials)
    {
        var file = Path.Join(SweepTexts.ConfigsFolder(), name + ".json");
        var plan = SweepTexts.Plan(SweepTexts.ShippedText(file));

        Assert.Equal((name, cells, trials), (plan.Config.Name, plan.Cells, plan.Trials.Count));
    }

    [Fact]
    public void Sizes_OfTheTest_CoverEveryShippedSweep() =>
        Assert.Equal(
        SweepTexts.ShippedFiles.Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
        Sizes.Select(each => (string)each[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void Schema_Committed_IsTheGenerated()
    {
        var committed = File.ReadAllText(Path.Join(SweepTexts.ConfigsFolder(), "sweep.schema.json"));

        Assert.True(
            committed == SweepSchema.Text,
            "configs/sweep.schema.json is stale; rewrite it with: ./sweep schema > configs/sweep.schema.json");
    }

    [Fact]
    public void Schema_OfShippedSweeps_AcceptsAll() =>
        Assert.All(
            SweepTexts.ShippedFiles.Select(File.ReadAllText).Append(SweepTexts.Full),
            text => Assert.True(IsValid(text)));

    [Theory]
    [InlineData("'epochs': 3", "'epochs': 0")]
    [InlineData("'epochs': 3", "'epochs': 3.5")]
    [InlineData("'epochs': 3", "'epoch': 3")]
    [InlineData("'lr': 0.1", "'lr': 0")]
    [InlineData("'momentum': 0.9", "'beta1': 0.9")]
    [InlineData("'name': 'full'", "'name': 'Full'")]
    [InlineData("'init': { 'name': 'normal'", "'init': { 'name': 'gauss'")]
    [InlineData("'init': { 'name': 'normal', 'std': 0.1 }", "'init': { 'std': 0.1 }")]
    [InlineData("'clip.norm': {", "'clip.nrom': {")]
    [InlineData("[{ 'name': 'adam', 'lr': 0.001 }", "[{ 'name': 'adam' }")]
    [InlineData("[{ 'name': 'adam', 'lr': 0.001 }", "[{ 'name': 'adam', 'lr': [0.001, 0] }")]
    [InlineData("[{ 'name': 'adam', 'lr': 0.001 }", "[{ 'name': 'adam', 'lr': [] }")]
    [InlineData("[{ 'name': 'adam', 'lr': 0.001 }", "[{ 'name': 'adam', 'lr': [1, 1] }")]
    [InlineData("[{ 'name': 'adam', 'lr': 0.001 }", "[{ 'name': 'adam', 'lr': { 'uniform': [1] } }")]
    [InlineData("[{ 'name': 'adam', 'lr': 0.001 }", "[{ 'name': ['adam', 'sgd'], 'lr': 0.001 }")]
    [InlineData("[{ 'name': 'adam', 'lr': 0.001 }", "[{ 'name': 'adam', 'lr': 0.001, 'momentum': [0.1, 0.9] }")]
    [InlineData("'clip.norm': {", "'clip': [{}], 'clip.nrm': {")]
    [InlineData("'int': [1, 4]", "'int': [1]")]
    [InlineData("'seeds': 2", "'seeds': []")]
    [InlineData("'search': { 'name': 'random', 'trials': 6, 'seed': 3 }", "'search': { 'trials': 6 }")]
    [InlineData("'metric': 'val/loss', 'goal'", "'metric': 'val/los', 'goal'")]
    public void Schema_OfASpoiltSweep_Refuses(string found, string replacement)
    {
        var (old, spoilt) = (found.Replace('\'', '"'), replacement.Replace('\'', '"'));
        Assert.Contains(old, SweepTexts.Full, StringComparison.Ordinal);

        Assert.False(IsValid(SweepTexts.Full.Replace(old, spoilt, StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(ConditionalSpaceTests.Files), MemberType = typeof(ConditionalSpaceTests))]
    public void Schema_Conditions_AreAccepted(string text) => Assert.True(IsValid(text));

    [Fact]
    public void Schema_EveryKey_IsDescribed()
    {
        var root = JsonNode.Parse(SweepSchema.Text)!;
        var keys = root["properties"]!.AsObject().Concat(
            root["properties"]!["trial"]!["anyOf"]!.AsArray().SelectMany(each => each!["properties"]!.AsObject()));

        Assert.All(keys, key => Assert.NotNull(key.Value!["description"]));
    }

    private static bool IsValid(string text)
    {
        var options = new JsonDocumentOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
        };
        using var document = JsonDocument.Parse(text, options);
        return Schema.Evaluate(document.RootElement).IsValid;
    }
}
