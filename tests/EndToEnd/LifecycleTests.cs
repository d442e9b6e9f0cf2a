using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>A sweep is made to grow, tried again and helped with from the command line.</summary>
public sealed class LifecycleTests : IDisposable
{
    private readonly SmallSweep _sweep = new();

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public async Task Run_ExtendWithAGrownSpace_KeepsWhatIsDoneAndRunsWhatIsNew()
    {
        Assert.Equal(
            0,
            (await _sweep.RunAsync(SmallSweep.RunInline([.. SmallSweep.TwoSteps, "space.optimizer.lr=[0.5]"]))).ExitCode
        );
        using var store = TrackingStores.Open(_sweep.StoreFile, StoreAccess.Existing, TimeProvider.System);
        var before = store.FindTrial(new TrialId(SmallSweep.Name, 0))!;

        var refused = await _sweep.RunAsync([
            .. SmallSweep.Run([.. SmallSweep.TwoSteps, "trial.epochs=2"]),
            "--extend",
        ]);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith(
            "The sweep 'quickstart' cannot be extended: trial 0 would disappear.",
            refused.Error,
            StringComparison.Ordinal);
        Assert.Contains("\n  trial.epochs: 1 before, 2 now\n", refused.Error, StringComparison.Ordinal);
        var changed = await _sweep.RunAsync([
            .. SmallSweep.Run([.. SmallSweep.TwoSteps, "log.everySteps=2"]),
            "--extend",
        ]);
        Assert.Equal(
            """
            The sweep 'quickstart' can grow in its space, not change in what all its trials share:
              log: absent before, {"everySteps":2} now
            Undo that, or give the new sweep another name.

            """,
            changed.Error);

        var grown = await _sweep.RunAsync([.. SmallSweep.RunInline(SmallSweep.TwoSteps), "--extend"]);
        Assert.Equal(0, grown.ExitCode);
        Assert.Equal("Sweep 'quickstart' resumes: 2 trials, 1 completed, 1 to go.", grown.Lines[0]);
        Assert.Equal(["0.5", "0.1"], store.Trials(SmallSweep.Name).Select(trial => trial.Definition.SpaceValues[0]));
        Assert.Equivalent(before.End, store.FindTrial(new TrialId(SmallSweep.Name, 0))!.End, strict: true);
        Assert.Equal([1, 1], store.Trials(SmallSweep.Name).Select(trial => trial.Attempts));
        Assert.Equal("extended", Assert.Single(store.Events(SmallSweep.Name)).Event.Kind);
    }

    [Fact]
    public async Task Run_ExtendedWhileItRuns_BothCommandsEndWithTheSameTable()
    {
        using var first = _sweep.Start([
            .. SmallSweep.Run("trial.epochs=6", "space.optimizer.lr=[0.5]"),
            "--workers",
            "1",
        ]);
        using var store = TrackingStores.Open(_sweep.StoreFile, StoreAccess.Create, TimeProvider.System);
        await Eventually.HoldsAsync(() => store.RunningTrials(SmallSweep.Name) == 1);
        using var second = _sweep.Start([
            .. SmallSweep.Run("trial.epochs=6", "space.optimizer.lr=[0.5, 0.1, 0.2]"),
            "--extend",
            "--workers",
            "1",
        ]);

        var (one, two) = (await first.EndAsync(), await second.EndAsync());
        Assert.Equal((0, 0), (one.ExitCode, two.ExitCode));
        Assert.Equal(one.Output, two.Output);
        Assert.Contains("0.2 ", one.Output, StringComparison.Ordinal);
        Assert.All(
            store.Trials(SmallSweep.Name),
            trial => Assert.Equal((Outcome.Completed, 1), (trial.Outcome, trial.Attempts)));
    }

    [Fact]
    public async Task Retry_BadInput_SaysWhatIsAllowed()
    {
        Assert.Equal(0, (await _sweep.RunAsync(SmallSweep.RunInline(SmallSweep.TwoSteps))).ExitCode);

        Assert.Equal(
            new SweepResult(
                2,
                "",
                "Trial quickstart/0 is completed: only one that failed, diverged or was cancelled can be "
                    + "retried.\n"),
            await _sweep.RunAsync("retry", "quickstart/0"));
        Assert.StartsWith(
            "Name what to retry: --failed, --diverged or both, or one trial as SWEEP/NUMBER.\n",
            (await _sweep.RunAsync("retry", "quickstart")).Error,
            StringComparison.Ordinal);
        Assert.Equal(
            new SweepResult(0, "", "quickstart: 0 trials are in the queue again.\n"),
            await _sweep.RunAsync("retry", "--failed"));
        Assert.StartsWith(
            "--workers takes a whole number from 1 to 1024, not '0'.\n",
            (await _sweep.RunAsync("resume", "--workers", "0")).Error,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "--workers and --inline exclude each other: give one of them.\n",
            (await _sweep.RunAsync("resume", "--workers", "2", "--inline")).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_Diverged_StartsItAnew()
    {
        string[] diverging = [.. SmallSweep.TwoSteps, "space={}", "trial.optimizer.lr=1e38", "trial.epochs=3"];
        Assert.Equal(0, (await _sweep.RunAsync(SmallSweep.RunInline(diverging))).ExitCode);
        using var store = TrackingStores.Open(_sweep.StoreFile, StoreAccess.Existing, TimeProvider.System);
        var before = store.FindTrial(new TrialId(SmallSweep.Name, 0))!;
        Assert.Equal(Outcome.Diverged, before.Outcome);

        Assert.Equal(0, (await _sweep.RunAsync("retry", "quickstart/0")).ExitCode);

        var after = store.FindTrial(new TrialId(SmallSweep.Name, 0))!;
        Assert.Equal((Outcome.Diverged, before.End!.Step, 2), (after.Outcome, after.End!.Step, after.Attempts));
    }

    [Fact]
    public async Task Worker_ByHand_HelpsWithTheQueue()
    {
        using (var process = _sweep.Start(SmallSweep.RunInline("trial.epochs=1000")))
        {
            await process.SaysAsync("Sweep 'quickstart'");
            await process.SignalAsync("INT");
            Assert.Equal(130, (await process.EndAsync()).ExitCode);
        }

        using var worker = _sweep.Start("worker", SmallSweep.Name);
        using var store = TrackingStores.Open(_sweep.StoreFile, StoreAccess.Existing, TimeProvider.System);
        await Eventually.HoldsAsync(() => store.RunningTrials(SmallSweep.Name) == 1);
        await worker.SignalAsync("TERM");
        var ended = await worker.EndAsync();

        Assert.Equal((130, ""), (ended.ExitCode, ended.Output));
        Assert.StartsWith("Sweep 'quickstart'", ended.Lines[0], StringComparison.Ordinal);
    }
}
