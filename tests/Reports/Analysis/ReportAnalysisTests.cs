using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Pictures;
using SweepRunner.Reports.Reading;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests.Analysis;

public sealed class ReportAnalysisTests
{
    [Fact]
    public void New_SeveralSweeps_RanksTheirCellsTogether()
    {
        using var sweep = new ReportedSweep();
        sweep.Add(
            "a",
            ["optimizer.lr"],
            [SampleReports.Completed(0, 0, 0.5, "0.1"), SampleReports.Completed(1, 0, 0.7, "0.2")]);
        sweep.Add(
            "b",
            ["init.name"],
            [SampleReports.Completed(0, 0, 0.6, "\"kaiming\"") with { ConfigJson = """{"optimizer":{"lr":0.1}}""" }]);

        var analysis = sweep.Analyse();

        Assert.Equal(
            ["cell 1 of a", "cell 0 of b", "cell 0 of a"],
            analysis.Cells.Select(cell => analysis.Labels.Number(cell.Cell)));
        Assert.Equal(
            ["sweep", "optimizer.lr", "init.name"], analysis.Data.Parameters.Select(parameter => parameter.Path));
        // What b does not vary it has from its base.
        Assert.Equal(
            ["0.1", "0.2", "0.1"],
            analysis.Data.Trials.Select(trial =>
                analysis.Data.Parameters[1].Levels[analysis.Data.Parameters[1].LevelOfTrial[trial.Number]]
            ));
        Assert.Equal(
            ["-", "-", "kaiming"],
            analysis.Data.Trials.Select(trial =>
                analysis.Data.Parameters[2].Levels[analysis.Data.Parameters[2].LevelOfTrial[trial.Number]]
            ));
    }

    [Fact]
    public void Read_SweepsOfOtherObjectives_IsRefusedWithBothGoals()
    {
        using var sweep = new ReportedSweep();
        sweep.Add("a", [], []);
        sweep.Add("b", [], [], isMaximized: false);

        var refusal = Assert.Throws<ReportException>(() => sweep.Read());

        Assert.Equal(
            "'a' and 'b' cannot be compared: 'a' maximizes val/accuracy, 'b' minimizes val/loss. Compare sweeps with "
                + "the same objective.",
            refusal.Message);
    }

    [Fact]
    public void DivergenceImportance_InitDecidesAll_IsWhollyItsOwn()
    {
        using var sweep = new ReportedSweep();
        sweep.Add("s", ["init.name", "optimizer.lr"], [.. Enumerable.Range(0, 16).Select(number => number % 2 == 0
            ? SampleReports.Diverged(number, 0, "\"normal\"", $"0.{(number / 2) + 1}")
            : SampleReports.Completed(number, 0, 0.5, "\"kaiming\"", $"0.{(number / 2) + 1}"))]);

        var importance = sweep.Analyse().DivergenceImportance!;

        Assert.Equal(1, importance.Parameters[0].Mean, 6);
        Assert.Equal(0, importance.Parameters[1].Mean, 6);
    }

    [Fact]
    public void Objective_OfRunningOrNotFinite_IsNotRanked()
    {
        using var sweep = new ReportedSweep();
        sweep.Add("s", ["optimizer.lr"],
            [
                SampleReports.Completed(0, 0, double.NaN, "0.1"),
                SampleReports.Completed(1, 0, double.PositiveInfinity, "0.2"),
                SampleReports.Completed(2, 0, 0.1, "0.3"),
                new PlannedTrial(3, 0, "0.4") { Outcome = Outcome.Running, Objective = 0.9 },
            ]);

        var analysis = sweep.Analyse();

        Assert.Equal([false, false, true, false], analysis.Data.Trials.Select(trial => trial.IsRanked));
        Assert.Equal(2, analysis.Best!.Cell);
        Assert.Equal(0.1, analysis.Best.Sample.Mean);
    }

    [Fact]
    public void Savings_DivergedBesideCompletedOfTheSameWork_AreTheirMedianLessWhatWasSpent()
    {
        const string work = """{"model":{"name":"lenet"},"data":{"name":"mnist"},"epochs":2}""";
        using var sweep = new ReportedSweep();
        sweep.Add(
            "s",
            ["optimizer.lr"],
            [
                .. new[] { 10.0, 30, 20 }.Select(
                    (seconds, seed) =>
                        SampleReports.Completed(0, seed, 0.5, "0.1") with
                        {
                            Seconds = seconds,
                            ConfigJson = work,
                        }),
                SampleReports.Diverged(1, 0, "0.2") with
                {
                    Seconds = 3,
                    ConfigJson = work,
                },
                SampleReports.Diverged(2, 0, "0.3") with
                {
                    Seconds = 3,
                    ConfigJson = """{"model":{"name":"vgg"}}""",
                },
            ]);

        Assert.Equal(new DivergenceSavings(17, 1, 2), DivergenceSavings.Estimate(sweep.Read()));
    }

    [Fact]
    public void Lanes_ProcessesOneAfterTheOther_ShareALane()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        AttemptRecord Attempt(int process, int from, int? to) => new()
        {
            Trial = 0,
            Number = 1,
            Owner = new LeaseOwner("host", "boot", process, 0),
            StepsBefore = 0,
            StartedUtc = start.AddSeconds(from),
            EndedUtc = to is { } end ? start.AddSeconds(end) : null,
        };
        using var sweep = SampleReports.Create("one-trial");
        var trial = sweep.Read().Trials[0];

        // Process 1 works from 0 to 10 and again to 20; 2 beside it; 3 takes over where 2 died.
        var lanes = new WorkerLanes(
            [
                (trial, Attempt(1, 0, 10)),
                (trial, Attempt(2, 5, 12)),
                (trial, Attempt(1, 10, 20)),
                (trial, Attempt(3, 13, null)),
            ],
            start.AddSeconds(30));

        Assert.Equal(2, lanes.Count);
        Assert.Equal(
            [(1, 0), (1, 0), (2, 1), (3, 1)],
            lanes
                .Bars.OrderBy(bar => bar.Attempt.Owner.ProcessId)
                .Select(bar => (bar.Attempt.Owner.ProcessId, bar.Lane)));
        Assert.Equal(start.AddSeconds(30), lanes.Bars.Max(bar => bar.To));
    }
}
