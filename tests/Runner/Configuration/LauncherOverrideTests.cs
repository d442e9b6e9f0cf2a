using System.Text;
using SweepRunner.Configuration;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Launchers.Local;
using SweepRunner.Runner.Launchers.Slurm;

namespace SweepRunner.Runner.Tests.Configuration;

public sealed class LauncherOverrideTests
{
    [Theory]
    [InlineData("")]
    [InlineData("""{ "name": "local" }""")]
    public void Read_AnotherLauncher_TakesItsPlaceBeforeTheOverrides(string launcher)
    {
        var definition = Read(launcher, "slurm", "launcher.partition=gpu");

        Assert.Equal("gpu", Assert.IsType<SlurmLauncher>(definition.Config.Launcher).Partition);
        Assert.Equal(["""launcher={"name":"slurm"}""", "launcher.partition=gpu"], definition.Overrides);
    }

    [Fact]
    public void Read_TheLauncherOfTheFile_KeepsItsKeys()
    {
        var definition = Read("""{ "name": "slurm", "partition": "cpu", "parallel": 3 }""", "slurm");

        Assert.Equal(("cpu", 3), definition.Config.Launcher is SlurmLauncher slurm
            ? (slurm.Partition, slurm.Parallel)
            : default);
        Assert.Empty(definition.Overrides);
    }

    [Fact]
    public void Read_LocalForALauncherWithKeys_LeavesThemOut() => Assert.IsType<LocalLauncher>(
        Read("""{ "name": "slurm", "partition": "cpu" }""", "local").Config.Launcher);

    [Fact]
    public void Read_OverridesNameAnotherLauncher_IsAFault() => Assert.Equal(
        "probe.json: launcher: --set names the launcher slurm, and the options of the command local; leave one of them "
            + "out.",
        Assert.Throws<FaultsException>(() => Read("", "local", "launcher.name=slurm")).Message);

    private static SweepDefinition Read(string launcher, string named, params string[] overrides)
    {
        var key = launcher.Length > 0 ? $"\"launcher\": {launcher}," : "";
        var text = $$"""
            {
              "name": "a",
              {{key}}
              "trial": {
                "data": { "name": "mnist" },
                "model": { "name": "lenet" },
                "optimizer": { "name": "sgd", "lr": 0.1 },
                "epochs": 1
              }
            }
            """;
        return SweepReader.Read(Encoding.UTF8.GetBytes(text), "probe.json", overrides, launcher: named);
    }
}
