using SweepRunner.Experiments.Training;
using SweepRunner.Runner.Progress;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Progress;

public sealed class ProgressStateTests
{
    private readonly ManualTime _time = new();
    private readonly ProgressState _tally;

    public ProgressStateTests()
    {
        _tally = new ProgressState(_time);
        _tally.Begin(Shown.Sweep, Shown.Trials);
    }

    [Fact]
    public void Label_Trial_NamesItsCellByTheValuesThatDiffer()
    {
        Assert.Equal("trial 0 (normal, norm 1.5, seed 7)", _tally.Label(0));
        Assert.Equal("trial 1 (normal, norm default, seed 7)", _tally.Label(1));
    }

    [Fact]
    public void Position_BeforeTheFirstStep_SaysSo()
    {
        _tally.TrialStarted(Shown.Trials[0], 0);

        Assert.Equal("starting", _tally.Running[0].Position());
    }

    [Theory]
    [InlineData(10, "epoch 1/2, step 60/240, loss 1.235, 600 images/s, 0:30 left")]
    [InlineData(100, "epoch 1/2, step 60/240, loss 1.235, 60 images/s, 5:00 left")]
    [InlineData(4000, "epoch 1/2, step 60/240, loss 1.235, 2 images/s, 3:20:00 left")]
    public void Position_AfterAStep_TellsRateAndTimeLeft(int seconds, string expected)
    {
        _tally.TrialStarted(Shown.Trials[0], 0);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _tally.Step(0, Shown.Step);

        Assert.Equal(expected, _tally.Running[0].Position());
    }

    [Fact]
    public void Position_AfterAnEpoch_TellsItsAccuracy()
    {
        _tally.TrialStarted(Shown.Trials[0], 0);
        _time.Advance(TimeSpan.FromSeconds(10));
        _tally.Metric(0, "val/loss", 9);
        _tally.Metric(0, "val/accuracy", 0.75);
        _tally.Step(0, Shown.Step with { Epoch = 1, Step = 200, Loss = double.NaN });

        Assert.Equal(
            "epoch 2/2, step 200/240, loss NaN, val/accuracy 0.7500, 600 images/s, 0:02 left",
            _tally.Running[0].Position());
    }

    [Theory]
    [InlineData("val/loss", "{}", ", val/loss 0.6250", ", val/loss 0.5000")]
    [InlineData("val/loss", """{"objective":{"at":"best"}}""", ", val/loss 0.6250", ", best val/loss 0.5000")]
    [InlineData("train/loss", "{}", "", ", train/loss 0.5000")]
    public void Position_OtherObjective_ShowsItAndNotAccuracy(
        string metric, string config, string running, string ended)
    {
        _tally.Begin(Shown.Named(metric, config), Shown.Trials);
        _tally.TrialStarted(Shown.Trials[0], 0);
        _time.Advance(TimeSpan.FromSeconds(10));
        _tally.Step(0, Shown.Step);
        _tally.Metric(0, "val/accuracy", 0.75);
        _tally.Metric(0, metric, 0.625);

        Assert.Equal(
            $"epoch 1/2, step 60/240, loss 1.235{running}, 600 images/s, 0:30 left",
            _tally.Running[0].Position());
        Assert.Equal($"completed (61.3 s){ended}", _tally.Ending(Shown.Completed, 0.5));
        Assert.Equal(ProgressState.Describe(Shown.Diverged), _tally.Ending(Shown.Diverged, 0.5));
    }

    [Fact]
    public void Position_Program_TellsNoTotals()
    {
        var trial = Shown.Trials[0] with
        {
            Definition = Shown.Trials[0].Definition with { ConfigJson = """{"command":{"run":["x"]}}""" },
        };
        _tally.Begin(Shown.Named("reward", """{"trial":{"command":{"run":["x"]}}}"""), [trial]);
        _tally.TrialStarted(trial, 0);
        _time.Advance(TimeSpan.FromSeconds(75));
        Assert.Equal("running for 1 m 15 s", _tally.Running[0].Position());

        _tally.Step(0, new StepProgress(0, 0, Step: 57, 0, double.NaN, 0));
        Assert.Equal("step 57", _tally.Running[0].Position());

        _tally.Metric(0, "reward", 4.5);
        _tally.Step(0, new StepProgress(2, 0, Step: 58, 0, Loss: 1.23456, 0));
        Assert.Equal("epoch 3, step 58, loss 1.235, reward 4.5000", _tally.Running[0].Position());
    }

    [Theory]
    [InlineData("loss")]
    [InlineData("train/loss")]
    public void Position_ObjectiveOfAProgramIsItsLoss_TellsItOnce(string metric)
    {
        var trial = Shown.Trials[0] with
        {
            Definition = Shown.Trials[0].Definition with { ConfigJson = """{"command":{"run":["x"]}}""" },
        };
        _tally.Begin(Shown.Named(metric, """{"trial":{"command":{"run":["x"]}}}"""), [trial]);
        _tally.TrialStarted(trial, 0);

        _tally.Metric(0, metric, 4.5);
        _tally.Step(0, new StepProgress(0, 0, Step: 58, 0, Loss: 4.5, 0));

        Assert.Equal("step 58, loss 4.5", _tally.Running[0].Position());
    }

    [Fact]
    public void TrialStarted_AfterAnother_ForgetsItsNumbers()
    {
        _tally.TrialStarted(Shown.Trials[0], 0);
        _tally.Metric(0, "val/accuracy", 0.75);
        _tally.Step(0, Shown.Step);
        _tally.TrialEnded(0, Shown.Completed);
        Assert.Empty(_tally.Running);
        _tally.TrialStarted(Shown.Trials[1], 0);

        Assert.Equal("starting", _tally.Running[1].Position());
        Assert.Null(_tally.Running[1].Objective);
    }

    [Fact]
    public void Outcomes_OfTrialsThatEnded_AreCountedInTheOrderOfTheirWords()
    {
        Assert.Equal("3 to go", _tally.Outcomes());
        foreach (var (trial, end) in Shown.Trials.Zip([Shown.Diverged, Shown.Completed]))
        {
            _tally.TrialStarted(trial, 0);
            _tally.TrialEnded(trial.Number, end);
        }

        Assert.Equal("1 completed, 1 diverged, 1 to go", _tally.Outcomes());
    }

    [Fact]
    public void Outcomes_AfterATrialLeft_LeaveItToGo()
    {
        _tally.TrialStarted(Shown.Trials[0], 0);
        _tally.TrialLeft(0);

        Assert.Equal("3 to go", _tally.Outcomes());
        Assert.Empty(_tally.Running);
    }

    [Fact]
    public void Outcomes_ATrialThatEndedRunsAgain_CountItOnce()
    {
        for (var time = 0; time < 2; time++)
        {
            _tally.TrialStarted(Shown.Trials[0], 0);
            _tally.TrialEnded(0, time == 0 ? Shown.Failed : Shown.Completed);
        }

        Assert.Equal("1 completed, 2 to go", _tally.Outcomes());
    }

    [Fact]
    public void TrialStarted_OneThatTheSweepHasGrownBy_IsCounted()
    {
        _tally.TrialStarted(Shown.Trials[2] with { Id = new TrialId("nan-story", 3) }, 0);

        Assert.Equal(("4 to go", "trial 3 ([x], norm default, seed 7)"), (_tally.Outcomes(), _tally.Running[3].Label));
    }

    [Fact]
    public void Position_ATrialThatWentOn_TellsTheRateOfWhatWasDoneHere()
    {
        _tally.TrialStarted(Shown.Trials[0], 40);
        _time.Advance(TimeSpan.FromSeconds(10));
        _tally.Step(0, Shown.Step with { Step = 40, Images = 4000 });
        Assert.Equal("starting", _tally.Running[0].Position());
        _tally.Step(0, Shown.Step);

        Assert.Equal("epoch 1/2, step 60/240, loss 1.235, 200 images/s, 1:30 left", _tally.Running[0].Position());
    }

    [Fact]
    public void Begin_SweepThatGoesOn_CountsWhatHasEnded()
    {
        var tally = new ProgressState(_time);
        tally.Begin(Shown.Sweep, Shown.Begun);

        Assert.Equal(("1 failed, 2 to go", 1, 3), (tally.Outcomes(), tally.Ended, tally.Trials));
    }

    public static TheoryData<string, TrialEnd> Ends => new()
    {
        { "completed (61.3 s)", Shown.Completed },
        { "completed: patience at step 99 (61.3 s)", Shown.Completed with { Kind = "patience", Step = 99 } },
        { "diverged: nan at step 1, last finite loss 1.08e+10 (0.5 s)", Shown.Diverged },
        { "diverged: inf at step 0 (0.5 s)", Shown.Diverged with { Kind = "inf", Step = 0, LastFiniteLoss = null } },
        { "failed: out of [memory] (3.0 s)", Shown.Failed },
    };

    [Theory, MemberData(nameof(Ends))]
    public void Describe_AnEnd_SaysWhatBecameOfTheTrial(string expected, TrialEnd end) =>
        Assert.Equal(expected, ProgressState.Describe(end));
}
