using System.Diagnostics;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

/// <summary>A worker that was stopped past its lease, against a store of one kind.</summary>
/// <param name="url">Makes the URL of a store that is not there yet; one in a file is at the given path.</param>
public abstract class StoppedWorkerTests(Func<string, string> url) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Write_ProcessStoppedPastItsLeaseAndWokenAfterATakeover_IsRefusedByEveryMethod()
    {
        var there = url(_folder.File("sweeps.db"));
        using var store = TrackingStores.Open(there, StoreAccess.Create, new LaterTime(TrackingStores.LeaseDuration));
        store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        using var worker = Process.Start(new ProcessStartInfo("dotnet", [typeof(OtherProcess).Assembly.Location, there])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            Assert.Equal("claimed", await worker.StandardOutput.ReadLineAsync().WaitAsync(Patience));
            await Shell.SignalAsync("STOP", worker.Id);
            var claim = store.ClaimNext("s", LeaseOwners.Current())!;
            await Shell.SignalAsync("CONT", worker.Id);
            await worker.StandardInput.WriteLineAsync("go on");
            var said = await worker.StandardOutput.ReadToEndAsync().WaitAsync(Patience);

            Assert.Equal(
                """
                Renew: LeaseLostException
                Hold: LeaseLostException
                AddMetrics: LeaseLostException
                SaveCheckpoint: LeaseLostException
                ForgetCheckpoints: LeaseLostException
                Rewind: LeaseLostException
                Finish: LeaseLostException
                Release: LeaseLostException

                """,
                said);
            Assert.Equal(2, claim.Attempt);
            Assert.Equal(
                [AttemptEnding.Lost, null], store.Attempts(new TrialId("s", 0)).Select(attempt => attempt.Ending));
            Assert.Equal([null, null], store.Attempts(new TrialId("s", 0)).Select(attempt => attempt.LogPath));
            Assert.Equal([0L], store.Metrics("s").Select(point => point.Point.Step));
            Assert.Equal([SampleSweeps.Checkpoint(1)], store.Checkpoints(new TrialId("s", 0)));
            store.Finish(claim, SampleSweeps.Completed, []);
        }
        finally
        {
            worker.Kill();
        }
    }

    /// <summary>The system's clock, ahead by so much: what is said here happens that long after what another process
    /// does meanwhile.</summary>
    private sealed class LaterTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
