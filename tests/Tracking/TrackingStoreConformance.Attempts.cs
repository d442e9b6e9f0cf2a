using SweepRunner.Tracking.Stores;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public abstract partial class TrackingStoreConformance
{
    [Fact]
    public void Attempts_Running_NamesItsOwnerAndHasNoEnd()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Store.ClaimNext("s", Processes.Start(7), keepsLog: true)!;

        Assert.Equal(Path.Join(Store.SweepArtifacts("s"), "0", "attempt-1.log"), claim.LogPath);
        Assert.Equal(
            [
                new AttemptRecord
                {
                    Trial = 0,
                    Number = 1,
                    Owner = Processes.Start(7),
                    StartedUtc = Time.GetUtcNow(),
                    StepsBefore = 0,
                    LogPath = claim.LogPath,
                },
            ],
            OpenAnother().Attempts(new TrialId("s", 0)));
    }

    [Fact]
    public void Attempts_EveryEnding_IsTold()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var started = Time.GetUtcNow();
        Store.Release(Claimed("s"), "CUDA out of memory");
        Claimed("s", processId: 8);
        Processes.Kill(8);
        Claimed("s", processId: 9);
        Time.Advance(TrackingStores.LeaseDuration);
        var seen = Claimed("s", processId: 10);
        Store.RecordDeath(new TrialId("s", 0), seen.Attempt, new WorkerDeath(null, 9, Time.GetUtcNow().AddSeconds(1)));
        Store.Finish(Claimed("s", processId: 11), new TrialEnd { Outcome = Outcome.Failed, Kind = "disk full" }, []);

        var attempts = Store.Attempts(new TrialId("s", 0));

        Assert.Equal([1, 2, 3, 4, 5], attempts.Select(attempt => attempt.Number));
        Assert.Equal([7, 8, 9, 10, 11], attempts.Select(attempt => attempt.Owner.ProcessId));
        Assert.Equal(
            [
                AttemptEnding.Released,
                AttemptEnding.Died,
                AttemptEnding.Lost,
                AttemptEnding.Died,
                AttemptEnding.Finished,
            ],
            attempts.Select(attempt => attempt.Ending!.Value));
        Assert.Equal(["CUDA out of memory", null, null, null, "disk full"], attempts.Select(attempt => attempt.Reason));
        Assert.Equal([null, null, null, null, Outcome.Failed], attempts.Select(attempt => attempt.Outcome));
        Assert.Equal([false, false, false, true, false], attempts.Select(attempt => attempt.IsDeathSeen));
        Assert.Equal(
            [0, 0, 15, 16, 15], attempts.Select(attempt => (int)(attempt.EndedUtc!.Value - started).TotalSeconds));
        Assert.Equal((null, 9, null), (attempts[3].ExitCode, attempts[3].Signal, attempts[3].LogPath));
    }

    [Fact]
    public void Attempts_StepsRecorded_AreCountedBeforeAndAfterEach()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var first = Claimed("s");
        Store.AddMetrics(
            first, [Point("train/loss", 0, 1), Point("train/loss", 2, 1), Point("b", 6, 1), Point("c", 3, 1)]);
        Store.Release(first);
        var second = Claimed("s");
        Store.Rewind(second, 2);
        Store.Release(second);
        var third = Claimed("s");
        Store.SaveCheckpoint(third, SampleSweeps.Checkpoint(9), []);
        Store.Release(third);
        Store.Finish(Claimed("s"), SampleSweeps.Completed with { Steps = 12 }, []);

        // The second begins with what the first had recorded, which its rewinding does not unmake.
        Assert.Equal(
            [(0L, 7L), (7L, 1L), (7L, 9L), (9L, 12L)],
            Store.Attempts(new TrialId("s", 0)).Select(attempt => (attempt.StepsBefore, attempt.StepsAfter!.Value)));
        Assert.Equal(
            [true, false, true, true], Store.Attempts(new TrialId("s", 0)).Select(attempt => attempt.HasProgress));
    }

    [Fact]
    public void RecordDeath_TrialStillHeld_FreesItAtOnceAndTheDeadWritesNothing()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 2));
        var dead = Claimed("s");

        OpenAnother().RecordDeath(new TrialId("s", 0), dead.Attempt, new WorkerDeath(134, null, Time.GetUtcNow()));

        Assert.Equal(Outcome.Queued, Store.FindTrial(new TrialId("s", 0))!.Outcome);
        Assert.Throws<LeaseLostException>(() => Store.Renew(dead));
        var young = Claimed("s", processId: 8);
        Assert.Equal((0, 2), (young.Trial.Number, young.Attempt));
        Assert.Equal(134, Store.Attempts(new TrialId("s", 0))[0].ExitCode);
    }

    [Fact]
    public void RecordDeath_TrialTakenOverMeanwhile_LeavesItToItsHolder()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        Claimed("s", processId: 7);
        Processes.Kill(7);
        var young = Claimed("s", processId: 8);

        Store.RecordDeath(new TrialId("s", 0), 1, new WorkerDeath(null, 11, Time.GetUtcNow().AddSeconds(1)));

        Store.Renew(young);
        var attempt = Store.Attempts(new TrialId("s", 0))[0];
        Assert.Equal((AttemptEnding.Died, true, 11), (attempt.Ending, attempt.IsDeathSeen, attempt.Signal));
        Assert.Equal(Time.GetUtcNow(), attempt.EndedUtc);
        Assert.Null(Store.Attempts(new TrialId("s", 0))[1].Ending);
    }

    [Fact]
    public void RecordDeath_LeaseLostBefore_KeepsTheCodeButIsNoDeathOfTheTrials()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        Claimed("s", processId: 7);
        Time.Advance(TrackingStores.LeaseDuration);
        Claimed("s", processId: 8);

        Store.RecordDeath(new TrialId("s", 0), 1, new WorkerDeath(null, 9, Time.GetUtcNow()));

        var attempt = Store.Attempts(new TrialId("s", 0))[0];
        Assert.Equal((AttemptEnding.Lost, false, 9), (attempt.Ending, attempt.IsDeathSeen, attempt.Signal));
        Assert.Equal(0, Store.DeathsWithoutProgress(new TrialId("s", 0)));
    }

    [Fact]
    public void Attempts_NoTrialNamed_AreThoseOfTheSweepByTrialTheOldestFirst()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 3));
        Store.CreateSweep(SampleSweeps.Named("other"));
        Claimed("other");
        Store.Release(Claimed("s"), "a fault");
        foreach (var _ in new[] { 1, 2, 0 })
            Store.Finish(Claimed("s"), SampleSweeps.Completed, []);

        Assert.Equal(
            [(0, 1), (0, 2), (1, 1), (2, 1)], Store.Attempts("s").Select(attempt => (attempt.Trial, attempt.Number)));
        Assert.Equal(Store.Attempts(new TrialId("s", 0)), Store.Attempts("s").Take(2));
        Assert.Empty(Store.Attempts("none"));
    }

    [Fact]
    public void RecordDeath_AttemptEndedByItsHolder_ChangesNothing()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 2));
        Store.Finish(Claimed("s"), SampleSweeps.Completed, []);
        Store.Release(Claimed("s"));
        var before = Store.Attempts(new TrialId("s", 0)).Concat(Store.Attempts(new TrialId("s", 1))).ToList();

        foreach (var trial in new[] { 0, 1, 2 })
            Store.RecordDeath(new TrialId("s", trial), 1, new WorkerDeath(1, null, Time.GetUtcNow()));
        Store.RecordDeath(new TrialId("s", 1), 2, new WorkerDeath(1, null, Time.GetUtcNow()));
        Store.RecordDeath(new TrialId("none", 0), 1, new WorkerDeath(1, null, Time.GetUtcNow()));

        Assert.Equal(before, Store.Attempts(new TrialId("s", 0)).Concat(Store.Attempts(new TrialId("s", 1))));
        Assert.Equal([Outcome.Completed, Outcome.Queued], Store.Trials("s").Select(trial => trial.Outcome));
    }

    [Fact]
    public void LastAttemptOf_Process_IsItsNewestInThatSweep()
    {
        Store.CreateSweep(SampleSweeps.Named("s"));
        Store.CreateSweep(SampleSweeps.Named("t"));
        Store.Finish(Claimed("s", processId: 7), SampleSweeps.Completed, []);
        Claimed("s", processId: 7);
        Claimed("s", processId: 8);
        Claimed("t", processId: 7);

        Assert.Equal((1, 1), Place(Store.LastAttemptOf("s", Processes.Start(7))));
        Assert.Equal((2, 1), Place(Store.LastAttemptOf("s", Processes.Start(8))));
        Assert.Equal((0, 1), Place(Store.LastAttemptOf("t", Processes.Start(7))));
        Assert.Null(Store.LastAttemptOf("t", Processes.Start(8)));
        Assert.Null(Store.LastAttemptOf("s", Processes.Start(7, start: 2000)));
        Assert.Null(Store.LastAttemptOf("s", Processes.Start(7) with { Host = "elsewhere" }));
        Assert.Null(Store.LastAttemptOf("s", Processes.Start(7) with { BootId = "boot-0" }));

        static (int, int)? Place(AttemptRecord? attempt) => attempt is null ? null : (attempt.Trial, attempt.Number);
    }

    /// <summary>One letter an attempt, the oldest first: what becomes of it.</summary>
    [Theory]
    [InlineData("", 0)]
    [InlineData("s", 1)]
    [InlineData("sss", 3)]
    [InlineData("ssr", 2)] // a running one is passed over
    [InlineData("susfs", 3)] // so is a death that nobody saw, and one given back
    [InlineData("ssS", 0)] // a death with progress ends the row
    [InlineData("ssSs", 1)]
    [InlineData("ssUs", 1)] // so does any other attempt with progress
    [InlineData("ssFs", 1)]
    [InlineData("ss!s", 1)] // and an end, from which the trial was queued anew
    public void DeathsWithoutProgress_Attempts_CountsThoseSeenInARow(string attempts, int expected)
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var process = 7;
        long step = 0;
        foreach (var kind in attempts)
        {
            var claim = Claimed("s", ++process);
            if (char.IsUpper(kind))
                Store.AddMetrics(claim, [Point("train/loss", step++, 1)]);
            EndAttempt(claim, kind, process);
        }

        Assert.Equal(expected, Store.DeathsWithoutProgress(new TrialId("s", 0)));
    }

    [Fact]
    public void DeathsWithoutProgress_DiesAroundTheSameStepEachTime_CountsThoseThatRepeatOldSteps()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        foreach (var (reached, process) in new[] { (20, 7), (12, 8), (17, 9), (15, 10) })
        {
            var claim = Claimed("s", process);
            Store.Rewind(claim, 10);
            Store.AddMetrics(
                claim, [.. Enumerable.Range(10, reached - 10).Select(step => Point("train/loss", step, 1))]);
            EndAttempt(claim, 's', process);
        }

        Assert.Equal(3, Store.DeathsWithoutProgress(new TrialId("s", 0)));
    }

    [Fact]
    public void Faults_Attempts_CountThoseGivenBackForOneSinceTheTrialWasQueuedAnew()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        Store.Release(Claimed("s"), "out of memory");
        Store.Finish(Claimed("s"), new TrialEnd { Outcome = Outcome.Failed }, []);
        Store.Requeue("s", _ => true, fromStart: false);
        Assert.Equal(0, AttemptRecord.Faults(Store.Attempts(new TrialId("s", 0))));

        Store.Release(Claimed("s"), "out of memory");
        Store.Release(Claimed("s"));
        Claimed("s");

        Assert.Equal(1, AttemptRecord.Faults(Store.Attempts(new TrialId("s", 0))));
    }

    private void EndAttempt(Claim claim, char kind, int process)
    {
        switch (char.ToLowerInvariant(kind))
        {
            case 's':
                Store.RecordDeath(new TrialId("s", 0), claim.Attempt, new WorkerDeath(null, 9, Time.GetUtcNow()));
                break;
            case 'u':
                Processes.Kill(process);
                break;
            case 'f':
                Store.Release(claim);
                break;
            case '!':
                Store.Finish(claim, new TrialEnd { Outcome = Outcome.Failed }, []);
                Store.Requeue("s", _ => true, fromStart: false);
                break;
        }
    }
}
