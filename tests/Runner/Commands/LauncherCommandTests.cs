using SweepRunner.Configuration;
using SweepRunner.Experiments.Data.Images;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Tests.BadInput;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class LauncherCommandTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public async Task Run_OnAClusterWithAStoreOfOneMachine_RefusesBeforeAnythingIsWritten()
    {
        var file = _harness.Folder.File("probe.json");
        await File.WriteAllTextAsync(file, BadInputCase.Sound);

        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                "The nodes of a cluster cannot share FOLDER/sweeps.db: it is a file, and a shared folder may ignore "
                    + "its locks. Use a PostgreSQL store, --store postgres://HOST/DATABASE; 'sweep copy probe --from "
                    + "STORE --to STORE' moves a sweep there.\n"),
            await _harness.RunAsync(["run", file, "--launcher", "slurm"]));
        Assert.False(File.Exists(_harness.StorePath));
    }

    [Theory]
    [InlineData("--launcher takes local or slurm, not 'kubernetes'.", "--launcher", "kubernetes")]
    [InlineData("--launcher and --inline exclude each other: give one of them.", "--launcher", "local", "--inline")]
    public async Task Run_LauncherThatIsNotThere_IsRefused(string expected, params string[] options)
    {
        var result = await _harness.RunAsync(["run", "probe.json", .. options]);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Equal(expected, result.Error.Split('\n')[0]);
    }

    [Fact]
    public async Task Worker_OutsideOfATask_SaysSo()
    {
        using (var store = _harness.Create())
            StorySweep.Write(store, _harness.Time);

        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                "--launcher local is for a task that this launcher has started, and this process is none. Leave the "
                    + "option out to run one worker here.\n"),
            await _harness.RunAsync(["worker", StorySweep.Name, "--launcher", "local"]));
    }

    [Theory]
    [InlineData("local", "local")]
    [InlineData("slurm", "slurm", "launcher.name=slurm", "launcher.partition=gpu")]
    [InlineData("slurm", null, "launcher.name=slurm", "launcher.partition=gpu")]
    [InlineData("slurm", "slurm")]
    public async Task Load_LauncherOption_TakesThePlaceOfTheFilesUnlessItIsTheSame(
        string expected, string? option, params string[] overrides)
    {
        var file = _harness.Folder.File("probe.json");
        await File.WriteAllTextAsync(file, BadInputCase.Sound);

        var plan = SweepLoader.Load(file, overrides, ImageFolders.Default, launcher: option);

        Assert.Equal(expected, Catalogue.NameOf(plan.Config.Launcher));
        Assert.Equal(
            (expected == "slurm", expected == "slurm" && overrides.Length > 0),
            (plan.Definition.ConfigJson.Contains("\"name\":\"slurm\"", StringComparison.Ordinal),
                plan.Definition.ConfigJson.Contains("\"partition\":\"gpu\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Plan_OnACluster_CountsTheTasksAndTakesTheThreadsOfATask()
    {
        var file = _harness.Folder.File("probe.json");
        await File.WriteAllTextAsync(file, BadInputCase.Sound);

        var result = await _harness.RunAsync([
            "plan", file, "--set", "launcher.name=slurm", "--set", "launcher.cpus=4", "--set", "launcher.parallel=3",
        ]);
        Assert.Contains("\ndevice cpu, threads 4 a trial\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(" with 3 workers, ", result.Output, StringComparison.Ordinal);
    }
}
