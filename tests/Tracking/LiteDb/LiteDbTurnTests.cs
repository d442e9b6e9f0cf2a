using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.LiteDb;

/// <summary>Who comes when, where many want the file at once.</summary>
public sealed class LiteDbTurnTests : IDisposable
{
    private const int Readers = 16, Writers = 16, Writes = 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Renew_WhileManyReadWithoutAPause_ComesAfterAFewReads()
    {
        using var store = Open();
        store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = store.ClaimNext("s", new FakeProcesses().Start(7))!;
        using var stop = new CancellationTokenSource();
        var reads = 0;
        var readers = Enumerable.Range(0, Readers).Select(_ => new Thread(() =>
        {
            using var own = Open();
            while (!stop.IsCancellationRequested)
            {
                own.IsStopRequested("s");
                Interlocked.Increment(ref reads);
            }
        })).ToList();
        readers.ForEach(reader => reader.Start());
        Assert.True(
            SpinWait.SpinUntil(() => Volatile.Read(ref reads) > 100, TimeSpan.FromSeconds(60)), "Nothing is read.");

        var readsMeanwhile = new List<int>();
        var fault = Record.Exception(() =>
        {
            for (var write = 0; write < Writes; write++)
            {
                var before = Volatile.Read(ref reads);
                store.Renew(claim);
                readsMeanwhile.Add(Volatile.Read(ref reads) - before);
            }
        });
        stop.Cancel();
        readers.ForEach(reader => reader.Join());

        // Without a turn of its own it waited for 30 s and 100 000 reads, and gave up.
        Assert.Null(fault);
        // On a loaded machine the thread itself may wait for a core: most renewals tell, not the slowest.
        Assert.InRange(readsMeanwhile.Order().ElementAt(Writes * 3 / 4), 0, 1000);
    }

    [Fact]
    public async Task AddEvent_WhileManyWriteWithoutAPause_NoneWaitsForTenSeconds()
    {
        using (var store = Open())
            store.CreateSweep(SampleSweeps.Named("s"));
        var writers = Enumerable.Range(0, Writers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var own = Open(patience: TimeSpan.FromSeconds(10));
                for (var write = 0; write < Writes; write++)
                    own.AddEvent(new NewEvent("s", null, "note", ""));
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(120));

        using var read = Open();
        Assert.Equal(Writers * Writes, read.Events("s").Count);
    }

    private ITrackingStore Open(TimeSpan? patience = null) => LiteDbTrackingStore.Open(
        _folder.File("sweeps.db"),
        StoreAccess.Create,
        new LiteDbStoreOptions
        {
            Time = new ManualTime(),
            Processes = new FakeProcesses(),
            LockPatience = patience ?? TimeSpan.FromSeconds(30),
        });
}
