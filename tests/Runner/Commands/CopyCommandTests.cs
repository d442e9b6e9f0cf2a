using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class CopyCommandTests : IDisposable
{
    private readonly CommandHarness _harness = new();
    private readonly ITrackingStore _store;

    public CopyCommandTests()
    {
        _store = _harness.Create();
        StorySweep.Write(_store, _harness.Time);
    }

    private string Other => $"sqlite:{_harness.Folder.File("other.db")}";

    public void Dispose()
    {
        _store.Dispose();
        _harness.Dispose();
    }

    [Fact]
    public async Task Copy_ToAnotherStore_SaysWhatWasCopiedAndHowItGoesOn()
    {
        var (trials, points) = (_store.Trials(StorySweep.Name).Count, _store.Metrics(StorySweep.Name).Count());
        var copied = $"Copied nan-story from litedb:FOLDER/sweeps.db to sqlite:FOLDER/other.db: {trials} trials, "
            + $"{points} points, 0 files of 0 bytes.";
        const string Next = "'sweep resume nan-story --store sqlite:FOLDER/other.db' continues it there.\n";

        var first = await _harness.RunAsync(["copy", StorySweep.Name, "--to", Other]);
        var second = await _harness.RunAsync(["copy", StorySweep.Name, "--to", Other]);

        Assert.Equal((ExitCodes.Done, $"{copied}\n{Next}"), (first.ExitCode, first.Output));
        Assert.Equal(
            (ExitCodes.Done, $"{copied} It replaced an earlier copy.\n{Next}"), (second.ExitCode, second.Output));
        Assert.Equal(first.Error, second.Error);
    }

    [Fact]
    public async Task Copy_TrialRuns_SaysHowToStopIt()
    {
        _store.ClaimNext(StorySweep.Name, LeaseOwners.Current());

        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                "1 trial of 'nan-story' runs in litedb:FOLDER/sweeps.db. Stop the sweep with 'sweep stop nan-story "
                    + "--store litedb:FOLDER/sweeps.db', then copy it.\n"),
            await _harness.RunAsync(["copy", StorySweep.Name, "--to", Other]));
        Assert.False(File.Exists(_harness.Folder.File("other.db")));
    }

    [Fact]
    public async Task Copy_OneStoreAlone_IsRefused()
    {
        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                "copy needs two stores: name the other one with --from or --to.\n"
                    + "Run 'sweep copy --help' for the commands and their options.\n"),
            await _harness.RunAsync(["copy", StorySweep.Name]));
        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                "--from and --to are one store: FOLDER/sweeps.db. Name another with --from or --to.\n"),
            await _harness.RunAsync(["copy", StorySweep.Name, "--to", $"litedb:{_harness.StorePath}"]));
    }
}
