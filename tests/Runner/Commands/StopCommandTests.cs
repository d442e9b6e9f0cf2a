using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class StopCommandTests : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.2);
    private static readonly CommandResult IsDone = new(ExitCodes.Done, "nan-story is done: nothing runs.\n", "");

    private readonly CommandHarness _harness = new();
    private readonly ITrackingStore _store;

    public StopCommandTests()
    {
        _store = _harness.Create();
        StorySweep.Write(_store, _harness.Time);
    }

    public void Dispose()
    {
        _store.Dispose();
        _harness.Dispose();
    }

    [Fact]
    public async Task Stop_SweepThatIsDone_AsksNobody()
    {
        Finish(Claim());

        Assert.Equal(IsDone, await _harness.RunAsync(["stop", StorySweep.Name]));
        Assert.False(_store.IsStopRequested(StorySweep.Name));
    }

    [Fact]
    public async Task Stop_LastTrialEndsMeanwhile_TakesTheRequestBack()
    {
        var claim = Claim();
        var stopping = _harness.RunAsync(["stop", StorySweep.Name]);
        await Eventually.HoldsAsync(() => stopping.IsCompleted || _store.IsStopRequested(StorySweep.Name));
        Finish(claim);

        Assert.Equal(IsDone, await LookUntilDoneAsync(stopping));
        Assert.False(_store.IsStopRequested(StorySweep.Name));
    }

    [Fact]
    public async Task Stop_TrialsAreLeft_StaysAskedUntilSomebodyWantsThemRun()
    {
        var stopped = await LookUntilDoneAsync(_harness.RunAsync(["stop", StorySweep.Name]));
        const string Goes = "Stopped nan-story; 1 trial is left. "
            + "'sweep resume nan-story --store litedb:FOLDER/sweeps.db' continues it.\n";
        Assert.Equal(new CommandResult(ExitCodes.Done, Goes, ""), stopped);
        Assert.True(_store.IsStopRequested(StorySweep.Name));

        var retried = await _harness.RunAsync(["retry", StorySweep.Name, "--failed", "--queue-only"]);
        Assert.Equal(new CommandResult(ExitCodes.Done, "", "nan-story: 1 trial is in the queue again.\n"), retried);
        Assert.False(_store.IsStopRequested(StorySweep.Name));
    }

    private Claim Claim() => _store.ClaimNext(StorySweep.Name, LeaseOwners.Current())!;

    private void Finish(Claim claim) =>
        _store.Finish(claim, new TrialEnd { Outcome = Outcome.Completed, ElapsedSeconds = 1 }, []);

    private async Task<CommandResult> LookUntilDoneAsync(Task<CommandResult> stopping)
    {
        while (!stopping.IsCompleted)
        {
            await Eventually.HoldsAsync(() => stopping.IsCompleted || _harness.Time.TimersOf(Look) == 1);
            _harness.Time.Advance(Look);
        }

        return await stopping;
    }
}
