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
    [InlineData("2 diverged, 1 failed", Outcome.Failed, Outcome.Diverged, Outcome.Diverged)]
    [InlineData("1 diverged, 2 did not finish yet", Outcome.Queued, Outcome.Diverged, Outcome.Running)]
    [InlineData("its only trial did not finish yet", Outcome.Running)]
    [InlineData("none of the 2 trials has finished yet", Outcome.Queued, Outcome.Running)]
    [InlineData("1 completed without a finite val/loss, 1 diverged", Outcome.Completed, Outcome.Diverged)]
    public void Reason_NoTrialWithAValue_SaysWhatBecameOfThem(string expected, params Outcome[] outcomes) =>
        Assert.Equal(expected, NoBest.Reason([.. outcomes.Select(outcome => Result(outcome, null))], "val/loss"));

    [Fact]
    public void Reason_AtChance_SaysThatTheyDidNotLearn()
    {
        var atChance = Result(Outcome.Completed, 0.1, Learning.DidNotLearn);

        Assert.Equal(
            "2 did not learn, 1 diverged", NoBest.Reason([atChance, Result(Outcome.Diverged, null), atChance], "x"));
        Assert.Equal("none of the 2 trials learned", NoBest.Reason([atChance, atChance], "x"));
        Assert.Equal("its only trial did not learn", NoBest.Reason([atChance], "x"));
    }

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
