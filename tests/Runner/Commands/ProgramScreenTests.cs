using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Commands;

/// <summary>What people read of trials that are programs.</summary>
public sealed class ProgramScreenTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public ProgramScreenTests()
    {
        using var store = _harness.Create();
        ProgramStory.Write(store, _harness.Time);
    }

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("program-list.txt", "list")]
    [InlineData("program-sweep.txt", "show", "cart-pole")]
    [InlineData("program-completed.txt", "show", "cart-pole/0")]
    [InlineData("program-failed.txt", "show", "cart-pole/2")]
    [InlineData("program-failed.json", "show", "cart-pole/2", "--json")]
    [InlineData("program-cell.txt", "show", "cart-pole", "--cell", "1")]
    [InlineData("program-plot.txt", "show", "cart-pole/0", "--plot")]
    [InlineData("program-status.txt", "status")]
    public async Task Read_Program_WritesTheScreen(string golden, params string[] arguments)
    {
        var result = await _harness.RunAsync(arguments);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        GoldenFile.Matches(golden, result.Output);
    }

    [Theory]
    [InlineData("cart-pole/0", "rewrad", "Did you mean 'reward'?")]
    [InlineData("cart-pole/0", "val/accuracy", "Trials log loss, reward.")]
    [InlineData("cart-pole/2", "colour", "None is logged yet.")]
    [InlineData("cart-pole", "colour", "Trials log loss, reward.")]
    public async Task Plot_UnknownMetric_NamesThoseThatTheProgramLogs(string name, string metric, string hint)
    {
        var result = await _harness.RunAsync(["show", name, "--plot", metric]);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.StartsWith(
            $"There is no metric '{metric}' to draw. {hint}\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plot_NothingIsLoggedYet_DrawsAnEmptyChartOfTheObjective()
    {
        var result = await _harness.RunAsync(["show", "cart-pole/2", "--plot"]);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        Assert.Contains("reward", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "  optimizer          sgd\n  optimizer.lr       0.1\n  model.depth        1\n")]
    [InlineData(
        "1",
        "  optimizer          {\"name\":\"sgd\",\"decay\":0}\n"
            + "  optimizer.lr       -\n  model.depth        -\n")]
    public async Task Show_TrialOfASpaceWithConditions_HasALineForEachParameter(string trial, string expected)
    {
        using (var store = _harness.Create())
        {
            ProgramStory.WriteQueued(
                store, "conditions", ["optimizer", "optimizer.lr", "model", "model.depth"],
                ["""{"name":"sgd"}""", "0.1", null, "1"],
                ["""{"name":"sgd","decay":0}""", null, null, null]);
        }

        var result = await _harness.RunAsync(["show", $"conditions/{trial}"]);

        Assert.Contains($"/home/me/study\n{expected}  outcome ", result.Output, StringComparison.Ordinal);
    }
}
