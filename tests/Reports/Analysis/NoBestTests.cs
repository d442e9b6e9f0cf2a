using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Statistics;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Tests.Analysis;

public sealed class NoBestTests
{
    [Theory]
    [InlineData("it has no trials")]
    [InlineData("its only trial diverged", Outcome.Diverged)]
    [InlineData("all 3 trials diverged", Outcome.Diverged, Outcome.Diverged, Outcome.Diverged)]
    [InlineData("all 2 trials failed", Outcome.Failed, Outcome.Failed)]
    [InlineData("all 2 trials were cancelled", Outcome.Cancelled, Outcome.Cancelled)]
    [InlineData("no trial has completed: 2 diverged, 1 failed", Outcome.Failed, Outcome.Diverged, Outcome.Diverged)]
    [InlineData("no trial has completed: 1 diverged, 1 queued", Outcome.Queued, Outcome.Diverged)]
    [InlineData("no trial has completed: 1 running", Outcome.Running)]
    [InlineData("no completed trial has a finite val/loss", Outcome.Completed, Outcome.Diverged)]
    public void Reason_NoTrialWithAValue_SaysWhatBecameOfThem(string expected, params Outcome[] outcomes) =>
        Assert.Equal(expected, NoBest.Reason([.. outcomes.Select(outcome => Result(outcome, null))], "val/loss"));

    [Fact]
    public void Reason_AllAtChance_SaysThatNoneLearned() => Assert.Equal(
        "no completed trial learned",
        NoBest.Reason([Result(Outcome.Completed, 0.1, Learning.DidNotLearn), Result(Outcome.Diverged, null)], "x"));

    private static TrialResult Result(Outcome outcome, double? objective, Learning learning = Learning.Unknown) => new(
        new TrialRecord
        {
            Id = new TrialId("a", 0),
            Outcome = outcome,
            Attempts = 1,
            Definition = new NewTrial { Cell = 0, Seed = 0, Identity = "", ConfigJson = "{}", SpaceValues = [] },
        },
        objective, learning);
}
