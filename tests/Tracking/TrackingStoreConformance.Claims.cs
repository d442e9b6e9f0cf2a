using System.Collections.Concurrent;
using SweepRunner.Tracking.Stores;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public abstract partial class TrackingStoreConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void ClaimNext_SeveralQueued_TakesThemInPlanOrder()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 3));

        var claims = Enumerable.Range(0, 4).Select(_ => Store.ClaimNext("s", Processes.Start(7))).ToList();

        Assert.Equal([0, 1, 2, null], claims.Select(claim => claim?.Trial.Number));
    }

    [Fact]
    public void ClaimNext_Taken_IsRunningUnderItsFirstAttempt()
    {
        Store.CreateSweep(SampleSweeps.Named("s"));

        var claim = Claimed("s");

        Assert.Equal(1, claim.Attempt);
        Assert.Equal(Outcome.Running, claim.Trial.Outcome);
        Assert.Equal(Time.GetUtcNow(), claim.Trial.StartedUtc);
        Assert.Equivalent(claim.Trial, OpenAnother().FindTrial(new TrialId("s", 0)), strict: true);
    }

    [Fact]
    public void ClaimNext_NoSuchSweep_IsNull() => Assert.Null(Store.ClaimNext("none", Processes.Start(7)));

    [Fact]
    public void ClaimNext_OtherSweepsQueue_IsLeftAlone()
    {
        Store.CreateSweep(SampleSweeps.Named("a", trials: 1));
        Store.CreateSweep(SampleSweeps.Named("b", trials: 1));

        Assert.Equal("b", Claimed("b").Trial.Sweep);
        Assert.Equal(Outcome.Queued, Store.FindTrial(new TrialId("a", 0))!.Outcome);
    }

    [Fact]
    public async Task ClaimNext_InstancesInParallel_TakeDisjointTrials()
    {
        const int Trials = 120, Instances = 6;
        Store.CreateSweep(SampleSweeps.Named("s", Trials));
        var taken = new ConcurrentBag<int>();
        var owners = Enumerable.Range(1, Instances).Select(id => Processes.Start(id)).ToList();
        var stores = owners.Select(_ => OpenAnother()).ToList();

        var workers = owners.Zip(stores).Select(pair => Task.Run(() =>
        {
            while (pair.Second.ClaimNext("s", pair.First) is { } claim)
            {
                taken.Add(claim.Trial.Number);
                pair.Second.Finish(claim, SampleSweeps.Completed, [Point("val/loss", 0, claim.Trial.Number)]);
            }
        }));
        await Task.WhenAll(workers).WaitAsync(Patience);

        Assert.Equal(Enumerable.Range(0, Trials), taken.Order());
        Assert.Equal(
            Enumerable.Range(0, Trials).Select(number => (double)number),
            Store.Metrics("s").Select(point => point.Point.Value));
        Assert.All(Store.Trials("s"), trial => Assert.Equal(1, trial.Attempts));
    }

    [Fact]
    public void ClaimNext_LeaseHolds_IsNotTakenOver()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        Claimed("s");

        Time.Advance(TrackingStores.LeaseDuration - TimeSpan.FromMilliseconds(1));

        Assert.Null(Store.ClaimNext("s", Processes.Start(8)));
    }

    [Fact]
    public void ClaimNext_LeaseRanOut_TakesOverAsANewAttempt()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 2));
        var old = Claimed("s");
        Store.AddMetrics(old, [Point("train/loss", 0, 1)]);

        Time.Advance(TrackingStores.LeaseDuration);
        var young = Store.ClaimNext("s", Processes.Start(8))!;

        Assert.Equal(0, young.Trial.Number);
        Assert.Equal(2, young.Attempt);
        Assert.Equal(2, young.Trial.Attempts);
        Assert.Equal([("train/loss", 0L, 1.0)], PointsOf("s", 0));
    }

    [Fact]
    public void Renew_BeforeTheEnd_PutsTheEndOff()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        Time.Advance(TimeSpan.FromSeconds(14));

        Store.Renew(claim);
        Time.Advance(TimeSpan.FromSeconds(14));

        Assert.Null(Store.ClaimNext("s", Processes.Start(8)));
    }

    [Fact]
    public void Renew_AfterTheEndButNotTakenOver_StillHolds()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        Time.Advance(TimeSpan.FromMinutes(5));

        Store.Renew(claim);

        Assert.Null(Store.ClaimNext("s", Processes.Start(8)));
    }

    [Fact]
    public void ClaimNext_OwnerDeadOnThisHost_TakesOverAtOnce()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        Claimed("s", processId: 7);

        Processes.Kill(7);

        Assert.Equal(2, Store.ClaimNext("s", Processes.Start(8))?.Attempt);
    }

    [Fact]
    public void ClaimNext_OwnersIdReusedByAnotherProcess_TakesOverAtOnce()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        Claimed("s", processId: 7);

        Processes.Start(7, start: 2000);

        Assert.Equal(2, Store.ClaimNext("s", Processes.Start(8))?.Attempt);
    }

    [Fact]
    public void ClaimNext_HostBootedAnew_TakesOverAtOnce()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        Claimed("s", processId: 7);

        Processes.Current = Processes.Current with { BootId = "boot-2" };

        Assert.Equal(2, Store.ClaimNext("s", Processes.Current)?.Attempt);
    }

    [Fact]
    public void ClaimNext_OwnerOnAnotherHost_WaitsForTheLeaseToRunOut()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        Store.ClaimNext("s", new LeaseOwner("elsewhere", "boot-9", 7, 1));

        Assert.Null(Store.ClaimNext("s", Processes.Start(8)));
        Time.Advance(TrackingStores.LeaseDuration);
        Assert.Equal(2, Store.ClaimNext("s", Processes.Start(8))?.Attempt);
    }

    [Fact]
    public void Write_OldAttempt_IsRefusedByEveryMethodAndChangesNothing()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var old = Claimed("s");
        Time.Advance(TrackingStores.LeaseDuration);
        var young = Store.ClaimNext("s", Processes.Start(8))!;
        Store.SaveCheckpoint(young, SampleSweeps.Checkpoint(steps: 1), [Point("train/loss", 0, 1)]);
        var attempts = Store.Attempts(new TrialId("s", 0));

        Action[] writes =
        [
            () => Store.Renew(old),
            () => Store.AddMetrics(old, [Point("train/loss", 1, 1)]),
            () => Store.AddMetrics(old, []),
            () => Store.Hold(old, () => Assert.Fail("An old holder acts.")),
            () => Store.Finish(old, SampleSweeps.Completed, []),
            () => Store.Release(old),
            () => Store.SaveCheckpoint(old, SampleSweeps.Checkpoint(steps: 2), [Point("train/loss", 1, 1)]),
            () => Store.ForgetCheckpoints(old, [SampleSweeps.Checkpoint(steps: 1).File]),
            () => Store.Rewind(old, 0),
        ];

        Assert.All(writes, write => Assert.Equal(
            "Attempt 1 at trial s/0 no longer holds its lease: it can write nothing more.",
            Assert.Throws<LeaseLostException>(write).Message));
        Assert.Equal([("train/loss", 0L, 1.0)], PointsOf("s", 0));
        Assert.Equal([SampleSweeps.Checkpoint(steps: 1)], Store.Checkpoints(new TrialId("s", 0)));
        Assert.Equal(attempts, Store.Attempts(new TrialId("s", 0)));
        Assert.Equivalent(young.Trial, Store.FindTrial(new TrialId("s", 0)), strict: true);
    }

    [Fact]
    public async Task Hold_WhileItActs_NoOtherTakesTheTrial()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        Time.Advance(TrackingStores.LeaseDuration);
        var (other, owner) = (OpenAnother(), Processes.Start(8));
        Task<Claim?>? taking = null;

        Store.Hold(claim, () =>
        {
            taking = Task.Run(() => other.ClaimNext("s", owner));
            // It waits, or finds no other trial.
            var isNone = !taking.Wait(TimeSpan.FromMilliseconds(200)) || taking.GetAwaiter().GetResult() is null;
            Assert.True(isNone, "The trial was taken while it was held.");
        });

        Assert.Equal(2, (await taking!.WaitAsync(Patience) ?? other.ClaimNext("s", owner))?.Attempt);
    }

    [Fact]
    public void Hold_ActionThrows_ThrowsItAndTheClaimHolds()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        var fault = new IOException("no space");

        Assert.Same(fault, Assert.Throws<IOException>(() => Store.Hold(claim, () => throw fault)));
        Store.Renew(claim);
    }

    [Fact]
    public void RunningTrials_LeasesOfEveryKind_CountsThoseThatHold()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 4));
        Assert.Equal(0, Store.RunningTrials("s"));
        Claimed("s", processId: 7);
        Store.Finish(Claimed("s", processId: 8), SampleSweeps.Completed, []);
        Claimed("s", processId: 9);
        Assert.Equal(2, Store.RunningTrials("s"));

        Processes.Kill(9);
        Assert.Equal(1, Store.RunningTrials("s"));
        Time.Advance(TrackingStores.LeaseDuration);
        Assert.Equal(0, Store.RunningTrials("s"));
        Assert.Equal(0, Store.RunningTrials("none"));
    }

    [Fact]
    public void ClaimNext_GivenBackForAFault_ComesAfterTheOthers()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 3));
        Store.Release(Claimed("s"), "out of memory");
        Store.Release(Claimed("s"));

        Assert.Equal([1, 2, 0], Enumerable.Range(0, 3).Select(_ => Claimed("s").Trial.Number));
    }

    [Fact]
    public void ClaimNext_ClockSetBack_DeadOwnersAreFreeAndLivingOnesHold()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 2));
        var living = Claimed("s", processId: 7);
        Claimed("s", processId: 8);
        Time.AdjustTime(Time.GetUtcNow() - TimeSpan.FromHours(3));

        Processes.Kill(8);
        Assert.Equal((1, 2), (Claimed("s", processId: 9).Trial.Number, Store.FindTrial(new TrialId("s", 1))!.Attempts));
        Store.AddMetrics(living, [Point("train/loss", 0, 1)]);
        Store.Renew(living);
        Assert.Null(Store.ClaimNext("s", Processes.Start(10)));
        Time.Advance(TrackingStores.LeaseDuration);
        Assert.Equal(2, Store.ClaimNext("s", Processes.Start(10))?.Attempt);
    }

    [Fact]
    public void Finish_EveryField_ReadsBackAndFreesTheLease()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        var end = new TrialEnd
        {
            Outcome = Outcome.Diverged,
            Kind = "nan",
            Step = 1,
            Epochs = 3,
            Steps = long.MaxValue,
            LastFiniteLoss = -0.1,
            ElapsedSeconds = 0.30000000000000004,
            Error = Nasty,
            DivergenceJson = """{"losses":[1]}""",
        };
        Time.Advance(TimeSpan.FromSeconds(3));

        Store.Finish(claim, end, [Point("train/loss", 1, double.NaN)]);

        var trial = OpenAnother().FindTrial(new TrialId("s", 0))!;
        Assert.Equal(end, trial.End);
        Assert.Equal(Outcome.Diverged, trial.Outcome);
        Assert.Equal(Time.GetUtcNow(), trial.EndedUtc);
        Assert.Equal(claim.Trial.StartedUtc, trial.StartedUtc);
        Assert.Equal([("train/loss", 1L, double.NaN)], PointsOf("s", 0));
        Assert.Null(Store.ClaimNext("s", Processes.Start(8)));
        Assert.Throws<LeaseLostException>(() => Store.Renew(claim));
    }

    [Theory]
    [InlineData(Outcome.Completed)]
    [InlineData(Outcome.Pruned)]
    [InlineData(Outcome.Failed)]
    [InlineData(Outcome.Cancelled)]
    public void Finish_SparseEnd_KeepsItsNulls(Outcome outcome)
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var end = new TrialEnd { Outcome = outcome };

        Store.Finish(Claimed("s"), end, []);

        Assert.Equal(end, Store.FindTrial(new TrialId("s", 0))!.End);
    }

    [Fact]
    public void Finish_UnfitEnd_IsRefusedAndTheClaimHolds()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");

        var notFinal = Assert.Throws<ArgumentException>(() =>
            Store.Finish(claim, new TrialEnd { Outcome = Outcome.Running }, [])
        );
        Assert.Throws<ArgumentException>(() =>
            Store.Finish(claim, SampleSweeps.Completed with { LastFiniteLoss = double.NaN }, [])
        );
        Assert.Throws<ArgumentException>(() =>
            Store.Finish(claim, SampleSweeps.Completed with { ElapsedSeconds = double.PositiveInfinity }, [])
        );

        Assert.Equal("A trial does not end as running. (Parameter 'end')", notFinal.Message);
        Store.Renew(claim);
    }

    [Fact]
    public void Finish_PointThereAlready_WritesNeitherEndNorPoints()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        Store.AddMetrics(claim, [Point("train/loss", 5, 1)]);

        Assert.Throws<ArgumentException>(() =>
            Store.Finish(claim, SampleSweeps.Completed, [Point("train/loss", 6, 2), Point("train/loss", 5, 3)])
        );

        Assert.Equal(Outcome.Running, Store.FindTrial(new TrialId("s", 0))!.Outcome);
        Assert.Equal([("train/loss", 5L, 1.0)], PointsOf("s", 0));
    }

    [Fact]
    public void Release_WithMetricsAndCheckpoint_QueuesTheTrialWithThem()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Claimed("s");
        Store.SaveCheckpoint(claim, SampleSweeps.Checkpoint(steps: 1), [Point("train/loss", 0, 1)]);

        Store.Release(claim);

        var trial = Store.FindTrial(new TrialId("s", 0))!;
        Assert.Equal(Outcome.Queued, trial.Outcome);
        Assert.Equal(1, trial.Attempts);
        Assert.Null(trial.StartedUtc);
        Assert.Equal([("train/loss", 0L, 1.0)], PointsOf("s", 0));
        Assert.Equal([SampleSweeps.Checkpoint(steps: 1)], Store.Checkpoints(new TrialId("s", 0)));
        Assert.Throws<LeaseLostException>(() => Store.AddMetrics(claim, [Point("train/loss", 0, 1)]));
        Assert.Equal(2, Store.ClaimNext("s", Processes.Start(8))?.Attempt);
    }
}
