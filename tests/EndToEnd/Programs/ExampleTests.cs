using System.Text.RegularExpressions;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests.Programs;

/// <summary>The programs that the guide shows and that ship run as trials. bench/programs.py runs those that need
/// Python packages.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Examples =>
        [.. Directory.EnumerateDirectories(Repository.File("examples")).Select(folder => Path.GetFileName(folder)!)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Guide_FirstProgram_RunsAsItIsWritten()
    {
        var guide = await File.ReadAllTextAsync(Repository.File("docs/programs.md"));
        await File.WriteAllTextAsync(_folder.File("train.py"), Block("python").Match(guide).Groups[1].Value);
        await File.WriteAllTextAsync(_folder.File("sweep.json"), Block("jsonc").Match(guide).Groups[1].Value);

        Assert.Equal([(Outcome.Completed, 9)], await OutcomesAsync("sweep.json", "first-program"));
    }

    [Fact]
    public async Task Guide_PyTorchProgram_IsTheExample() => Assert.Contains(
        $"```python\n{await File.ReadAllTextAsync(Repository.File("examples/pytorch/train.py"))}```",
        await File.ReadAllTextAsync(Repository.File("docs/programs.md")),
        StringComparison.Ordinal);

    [Theory, MemberData(nameof(Examples))]
    public async Task Validate_Example_HasNoFaults(string name)
    {
        var result = await SweepProcess.RunAsync(
            _folder.Path, "validate", Repository.File($"examples/{name}/sweep.json"));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Run_Bash_DivergesAtTheHighestRateAlone() => Assert.Equal(
        [(Outcome.Completed, 6), (Outcome.Diverged, 2)],
        await OutcomesAsync(Repository.File("examples/bash/sweep.json"), "bash"));

    [Fact]
    public async Task Run_TorchSharp_DivergesAtTheHighestRateAlone()
    {
        var outcomes = await OutcomesAsync(Repository.File("examples/torchsharp/sweep.json"), "torchsharp");

        Assert.Equal([(Outcome.Completed, 4), (Outcome.Diverged, 2)], outcomes);
    }

    [Theory]
    [InlineData("quickstart", 4, "trial.epochs=1", "trial.data.trainSamples=500")]
    [InlineData("grid", 12, "trial.epochs=1", "trial.data.trainSamples=500")]
    [InlineData("random", 12, "trial.epochs=1", "trial.data.trainSamples=500")]
    [InlineData("command", 12)]
    public async Task New_OfAKind_WritesASweepThatRuns(string kind, int trials, params string[] set)
    {
        var file = (await SweepProcess.RunAsync(_folder.Path, "new", "sweep", "mine", "--from", kind)).Output.TrimEnd();

        var outcomes = await OutcomesAsync(
            file, "mine", ["--inline", .. set.SelectMany(each => new[] { "--set", each })]);

        Assert.Equal(trials, outcomes.Sum(outcome => outcome.Count));
        Assert.All(outcomes, each => Assert.True(each.Outcome is Outcome.Completed or Outcome.Diverged));
        Assert.Contains(outcomes, each => each.Outcome == Outcome.Completed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_HelperProgram_HasThePointsOfEachStep(bool isPython)
    {
        var command = isPython ? HelperPrograms.Python : HelperPrograms.CSharp;
        await File.WriteAllTextAsync(_folder.File("sweep.json"), $$"""
            {
              "name": "helper",
              "trial": {
                "command": ["{{string.Join("\", \"", command)}}", "train"],
                "parameters": { "lr": 0.01 }
              },
              "seeds": 2,
              "objective": { "metric": "loss", "goal": "minimize" }
            }
            """);

        Assert.Equal([(Outcome.Completed, 2)], await OutcomesAsync("sweep.json", "helper"));

        using var store = Store();
        var points = store.Metrics(new TrialId("helper", 0), "loss").Select(point => point.Point).ToList();
        Assert.Equal(Enumerable.Range(0, 20).Select(step => (long)step), points.Select(point => point.Step));
        Assert.Equal(49, points[0].Value);
    }

    private async Task<(Outcome Outcome, int Count)[]> OutcomesAsync(string file, string sweep, params string[] options)
    {
        var run = await SweepProcess.RunAsync(_folder.Path, ["run", file, "--no-report", .. options]);
        Assert.True(run.ExitCode == 0, run.Error);
        using var store = Store();
        return
        [
            .. store.Trials(sweep).CountBy(trial => trial.Outcome).OrderBy(each => each.Key)
                .Select(each => (each.Key, each.Value)),
        ];
    }

    private ITrackingStore Store() =>
        TrackingStores.Open(_folder.File("runs/sweeps.db"), StoreAccess.Existing, TimeProvider.System);

    private static Regex Block(string language) =>
        new($"^```{language}\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline);
}
