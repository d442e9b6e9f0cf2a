using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public abstract partial class TrackingStoreConformance
{
    [Fact]
    public void SaveCheckpoint_EveryField_ReadsBackWithItsPoints()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var local = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2));
        var written = new CheckpointRecord(long.MaxValue, int.MaxValue, "a' b.ckpt", "c0ffee", long.MaxValue, local);

        Store.SaveCheckpoint(Claimed("s"), written, [Point("train/loss", 0, 1)]);

        var read = Assert.Single(OpenAnother().Checkpoints(new TrialId("s", 0)));
        Assert.Equal(written, read);
        Assert.Equal(TimeSpan.Zero, read.TimeUtc.Offset);
        Assert.Equal([("train/loss", 0L, 1.0)], PointsOf("s", 0));
    }

    [Fact]
    public void Checkpoints_Several_ComeNewestFirst()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 2));
        var claim = Claimed("s");
        var other = Claimed("s", processId: 8);
        Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(10), []);
        Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(30), []);
        Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(20), []);
        Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(20) with { File = "later" }, []);
        Store.SaveCheckpoint(other, SampleSweeps.Checkpoint(40), []);

        Assert.Equal(
            ["checkpoint-30", "later", "checkpoint-20", "checkpoint-10"],
            Store.Checkpoints(new TrialId("s", 0)).Select(checkpoint => checkpoint.File));
        Assert.Empty(Store.Checkpoints(new TrialId("s", 2)));
    }

    [Theory]
    [InlineData(Outcome.Completed, 0)]
    [InlineData(Outcome.Diverged, 0)]
    [InlineData(Outcome.Failed, 1)]
    [InlineData(Outcome.Cancelled, 1)]
    public void Finish_WithACheckpoint_ForgetsItWhereTheTrialNeverGoesOn(Outcome outcome, int kept)
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(10), []);

        Store.Finish(claim, new TrialEnd { Outcome = outcome }, []);

        Assert.Equal(kept, Store.Checkpoints(new TrialId("s", 0)).Count);
    }

    [Fact]
    public void SaveCheckpoint_FileThereAlready_IsReplaced()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(10) with { File = "last" }, []);

        Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(20) with { File = "last" }, []);

        Assert.Equal([SampleSweeps.Checkpoint(20) with { File = "last" }], Store.Checkpoints(new TrialId("s", 0)));
    }

    [Fact]
    public void SaveCheckpoint_PointThereAlready_WritesNeither()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        Store.AddMetrics(claim, [Point("train/loss", 5, 1)]);

        Assert.Throws<ArgumentException>(() =>
            Store.SaveCheckpoint(
                claim, SampleSweeps.Checkpoint(7), [Point("train/loss", 6, 2), Point("train/loss", 5, 3)])
        );

        Assert.Empty(Store.Checkpoints(new TrialId("s", 0)));
        Assert.Equal([("train/loss", 5L, 1.0)], PointsOf("s", 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../other/checkpoint")]
    [InlineData("/tmp/checkpoint")]
    public void SaveCheckpoint_FileElsewhere_IsRefused(string file)
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");

        var exception = Assert.Throws<ArgumentException>(() =>
            Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(1) with { File = file }, [])
        );

        Assert.Equal(
            $"'{file}' is not the name of a file in the trial's artifacts. (Parameter 'checkpoint')",
            exception.Message);
    }

    [Fact]
    public void SaveCheckpoint_NegativeNumbers_AreRefused()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        var good = SampleSweeps.Checkpoint(1);

        Assert.All([good with { Steps = -1 }, good with { Epochs = -1 }, good with { Bytes = -1 }], bad => Assert.Equal(
            "A checkpoint's steps, epochs and bytes are 0 or more. (Parameter 'checkpoint')",
            Assert.Throws<ArgumentException>(() => Store.SaveCheckpoint(claim, bad, [])).Message));
        Assert.Empty(Store.Checkpoints(new TrialId("s", 0)));
    }

    [Fact]
    public void ForgetCheckpoints_SomeNamed_LeavesTheRest()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 2));
        var claim = Claimed("s");
        var other = Claimed("s", processId: 8);
        foreach (var steps in new[] { 10, 20, 30 })
        {
            Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(steps), []);
            Store.SaveCheckpoint(other, SampleSweeps.Checkpoint(steps), []);
        }

        Store.ForgetCheckpoints(claim, []);
        Store.ForgetCheckpoints(claim, ["checkpoint-10", "checkpoint-20", "no such file"]);

        Assert.Equal([SampleSweeps.Checkpoint(30)], Store.Checkpoints(new TrialId("s", 0)));
        Assert.Equal(3, Store.Checkpoints(new TrialId("s", 1)).Count);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(10, 10, 1)]
    [InlineData(15, 15, 1)]
    [InlineData(20, 20, 2)]
    [InlineData(99, 25, 2)]
    public void Rewind_ToSteps_RemovesWhatCameAfterInThisTrialAlone(long steps, int points, int checkpoints)
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 2));
        var old = Claimed("s", processId: 7);
        var other = Claimed("s", processId: 8);
        foreach (var claim in new[] { old, other })
        {
            Store.AddMetrics(
                claim,
                [
                    .. Enumerable
                        .Range(0, 25)
                        .SelectMany(step => new[] { Point("train/loss", step, step), Point("b", step, -step) }),
                ]);
            Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(10), []);
            Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(20), []);
        }

        Processes.Kill(7);
        var young = Store.ClaimNext("s", Processes.Start(9))!;

        Store.Rewind(young, steps);

        Assert.Equal(
            Enumerable.Range(0, points).Select(step => (long)step),
            Store.Metrics(new TrialId("s", 0), "train/loss").Select(point => point.Point.Step));
        Assert.Equal(
            Enumerable.Range(0, points).Select(step => (long)step),
            Store.Metrics(new TrialId("s", 0), "b").Select(point => point.Point.Step));
        Assert.Equal(checkpoints, Store.Checkpoints(new TrialId("s", 0)).Count);
        Assert.Equal(50, Store.Metrics(new TrialId("s", 1)).Count());
        Assert.Equal(2, Store.Checkpoints(new TrialId("s", 1)).Count);
        Store.AddMetrics(young, [.. Enumerable.Range(points, 5).Select(step => Point("train/loss", step, step))]);
    }

    [Fact]
    public void Rewind_BehindTheBeginning_IsRefused()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");

        Assert.Throws<ArgumentOutOfRangeException>(() => Store.Rewind(claim, -1));
    }
}
