using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Formatting;

namespace SweepRunner.Reports.Tests.Analysis;

public sealed class RerunCommandTests
{
    private static readonly SweepCommands Commands = new("sweep", "sqlite:a.db");

    [Fact]
    public void ForCell_Cell_WritesItAsAFileAndRunsThat() => Assert.Equal(
        """
        sweep show replay --cell 4 --config --store sqlite:a.db > replay-cell-4.json
        sweep run replay-cell-4.json --store sqlite:a.db
        """,
        RerunCommand.ForCell("replay", 4, Commands));

    [Fact]
    public void ForTrial_SecondSeed_RunsItAlone()
    {
        using var sweep = SampleReports.Create("no-space");

        Assert.Equal(
            """
            sweep show no-space --cell 0 --config --store sqlite:a.db > no-space-trial-1.json
            sweep run no-space-trial-1.json --set name=no-space-trial-1 --set 'seeds=[1]' --store sqlite:a.db
            """,
            RerunCommand.ForTrial(sweep.Read().Trials[1].Record, Commands));
    }

    [Fact]
    public void ForCell_NameWithQuote_IsOneWordOfTheShell() => Assert.StartsWith(
        """sweep show 'it'\''s; rm -rf ~' --cell 1 --config --store sqlite:a.db > 'it'\''s; rm -rf ~-cell-1.json'""",
        RerunCommand.ForCell("it's; rm -rf ~", 1, Commands), StringComparison.Ordinal);

    [Fact]
    public void NameOf_LongName_KeepsTheNumber() =>
        Assert.Equal($"{new string('x', 92)}-trial-7", RerunCommand.NameOf(new string('x', 100), "trial", 7));
}
