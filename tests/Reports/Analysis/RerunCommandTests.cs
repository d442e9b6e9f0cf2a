using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Formatting;

namespace SweepRunner.Reports.Tests.Analysis;

public sealed class RerunCommandTests
{
    private static readonly SweepCommands Commands = new("sweep", "sqlite:a.db");

    [Fact]
    public void ForCell_TwoSeeds_NamesPointSeedsAndANameOfItsOwn()
    {
        using var sweep = SampleReports.Create("replay");
        var data = sweep.Read();

        Assert.Equal(
            """--set name=replay-cell-4 --set 'trials=[{"init.name":"kaiming-normal","optimizer.lr":0.01}]' --set """
                + """'seeds=[0,1,2]'""",
            RerunCommand.ForCell(data.Sweeps[0], [.. data.Trials.Where(trial => trial.Cell == 4)]));
        Assert.Equal(
            """sweep run replay.config.json --set 'search={"name":"grid"}' --set 'space={}' --set threads=1 """
                + "--store sqlite:a.db",
            RerunCommand.Beginning(data.Sweeps[0], Commands));
    }

    [Fact]
    public void ForTrial_NoSpace_RunsTheBaseWithItsSeed()
    {
        using var sweep = SampleReports.Create("no-space");
        var data = sweep.Read();

        Assert.Equal(
            "--set name=no-space-trial-1 --set 'trials=[]' --set 'seeds=[1]'",
            RerunCommand.ForTrial(data.Sweeps[0], data.Trials[1]));
    }

    [Fact]
    public void ForConfig_NameWithQuote_IsOneWordOfTheShell()
    {
        using var sweep = new ReportedSweep();
        var record = sweep.Add("it's; rm -rf ~", [], []);

        Assert.Equal(
            """sweep show 'it'\''s; rm -rf ~' --config --store sqlite:a.db > """
                + """'it'\''s; rm -rf ~.config.json'""",
            RerunCommand.ForConfig(record, Commands));
    }
}
