using System.Collections.Concurrent;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Sql.Postgres;
using SweepRunner.Tracking.Stores;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.Sql.Postgres;

/// <summary>Connections that break, and servers that restart or have none to spare: nothing is lost, and nothing is
/// there twice.</summary>
public sealed class PostgresConnectionTests
{
    private const int Batch = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(nameof(CuttingProxy.Moment.BeforeTheServerGotIt))]
    [InlineData(nameof(CuttingProxy.Moment.AfterTheServerGotIt))]
    public void Write_ConnectionCutAtCommit_IsMadeOnce(string moment)
    {
        var url = PostgresStores.Parsed(PostgresStores.NewUrl());
        using var proxy = new CuttingProxy(url.Host, url.Port) { CutsAt = Enum.Parse<CuttingProxy.Moment>(moment) };
        using var store = Open(url with { Port = proxy.Port });
        store.CreateSweep(SampleSweeps.Named("s", trials: 2));

        Claim? claim = null;
        Cut(() => claim = store.ClaimNext("s", LeaseOwners.Current()));
        Cut(() => store.AddMetrics(claim!, Points(0)));
        Cut(() => store.AddEvent(new NewEvent("s", 0, "note", "x")));
        Cut(() => Assert.True(store.Decide("s", 0, new NewDecision(DecisionKind.Begin, "x"))));
        Cut(() => store.Finish(claim!, SampleSweeps.Completed, Points(Batch)));

        Assert.Equal((1, 0), (claim!.Attempt, claim.Trial.Number));
        Assert.Single(store.Attempts("s"));
        Assert.Single(store.Events("s"));
        Assert.Single(store.Decisions("s"));
        Assert.Equal(Enumerable.Range(0, 2 * Batch), Steps(store, trial: 0));
        Assert.Equal(Outcome.Completed, store.FindTrial(new TrialId("s", 0))!.Outcome);

        void Cut(Action call)
        {
            proxy.CutsLeft = 1;
            call();
            Assert.Equal(0, proxy.CutsLeft);
        }
    }

    [Fact]
    public void Hold_ConnectionCutWhileItActs_ActsOnceAndChecksTheClaimAnew()
    {
        var url = PostgresStores.Parsed(PostgresStores.NewUrl());
        using var proxy = new CuttingProxy(url.Host, url.Port);
        using var store = Open(url with { Port = proxy.Port });
        using var later = Open(url, server => server + TrackingStores.LeaseDuration);
        store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = store.ClaimNext("s", LeaseOwners.Current())!;
        var acts = 0;

        store.Hold(claim, () =>
        {
            acts++;
            proxy.Cut();
        });
        Assert.Equal(1, acts);

        Claim? taken = null;
        Assert.Throws<LeaseLostException>(() => store.Hold(claim, () =>
        {
            acts++;
            proxy.Cut();
            Assert.True(SpinWait.SpinUntil(
                () => (taken = later.ClaimNext("s", LeaseOwners.Current())) is not null, Patience));
        }));
        Assert.Equal(2, acts);
        Assert.Equal(2, taken!.Attempt);
    }

    [Fact]
    public async Task Write_ServerCrashesAndHasFewConnections_LosesNothingAndDoublesNothing()
    {
        const int Writers = 8, Batches = 30, Crashes = 3;
        // Five are left for others than administrators.
        using var server = new PostgresServer("127.0.0.1", "max_connections=8");
        var url = PostgresStores.Parsed(server.UrlWithPassword);
        using var store = Open(url);
        store.CreateSweep(SampleSweeps.Named("s", Writers));
        var written = 0;

        var writing = Enumerable.Range(0, Writers).Select(_ => Task.Run(() =>
        {
            using var own = Open(url);
            var claim = own.ClaimNext("s", LeaseOwners.Current())!;
            for (var batch = 0; batch < Batches; batch++)
            {
                own.AddMetrics(claim, Points(batch * Batch));
                own.AddEvent(new NewEvent("s", claim.Trial.Number, "note", $"{batch}"));
                Interlocked.Increment(ref written);
            }

            own.Finish(claim, SampleSweeps.Completed, []);
        })).ToList();
        for (var crash = 1; crash <= Crashes; crash++)
        {
            Assert.True(SpinWait.SpinUntil(
                () => written >= Writers * Batches * crash / (Crashes + 1) || writing.Any(one => one.IsFaulted),
                Patience));
            await server.KillAsync();
            await server.StartAsync();
        }

        await Task.WhenAll(writing).WaitAsync(Patience);
        for (var trial = 0; trial < Writers; trial++)
        {
            Assert.Equal(Enumerable.Range(0, Batches * Batch), Steps(store, trial));
            Assert.Equal(
                Enumerable.Range(0, Batches).Select(batch => $"{batch}"),
                store.Events(new TrialId("s", trial)).Select(each => each.Event.Message));
        }

        Assert.Equal(Writers, store.Attempts("s").Count);
        Assert.Equal(Writers, store.OutcomeCounts("s")[Outcome.Completed]);
    }

    [Fact]
    public async Task Open_ServerIsAwayForAWhile_WaitsIfItIsPatientAndSaysSo()
    {
        using var server = new PostgresServer();
        var url = server.Url.Replace("@", $":{server.Password}@", StringComparison.Ordinal);
        TrackingStores.Open(url, StoreAccess.Create, TimeProvider.System).Dispose();
        await server.KillAsync();
        var said = new ConcurrentQueue<string>();

        var opening = Task.Run(() => TrackingStores.Open(
            url, StoreAccess.Existing, TimeProvider.System, isPatient: true, onWait: said.Enqueue));
        // Longer than an impatient process waits.
        await Task.Delay(TimeSpan.FromSeconds(5));
        Assert.False(opening.IsCompleted);
        await server.StartAsync();
        using var store = await opening.WaitAsync(Patience);

        Assert.Empty(store.Sweeps());
        Assert.Collection(
            said,
            first => Assert.EndsWith(
                "It is tried again for about five minutes; Ctrl+C twice ends the command at once.", first,
                StringComparison.Ordinal),
            second => Assert.Equal($"The store '{server.Url}' answers again.", second));
    }

    [Fact]
    public async Task Calls_ThroughAPoolOfTransactions_WorkFromManyAtOnce()
    {
        const int Workers = 12;
        var url = PostgresStores.Parsed(PostgresStores.NewUrl());
        var pooled = PostgresStores.ThroughPool(url);
        using var store = Open(pooled);
        store.CreateSweep(SampleSweeps.Named("s", Workers * 2));

        var working = Enumerable.Range(0, Workers).Select(_ => Task.Run(() =>
        {
            using var own = Open(pooled);
            while (own.ClaimNext("s", LeaseOwners.Current()) is { } claim)
            {
                own.Renew(claim);
                own.AddMetrics(claim, Points(0));
                own.Hold(claim, () => { });
                own.SaveCheckpoint(claim, SampleSweeps.Checkpoint(Batch), Points(Batch));
                Assert.Equal(Enumerable.Range(0, 2 * Batch), Steps(own, claim.Trial.Number));
                own.Finish(claim, SampleSweeps.Completed, []);
            }
        }));
        await Task.WhenAll(working).WaitAsync(Patience);

        Assert.Equal(Workers * 2, store.OutcomeCounts("s")[Outcome.Completed]);
        Assert.Equal(Workers * 2, store.Attempts("s").Count);
        // What a transaction set does not stay with the connection, which others use.
        using var direct = Open(url);
        Assert.Equal(Workers * 2, direct.Trials("s").Count);
    }

    [Fact]
    public void Store_BetweenCalls_HoldsNoConnection()
    {
        var url = PostgresStores.Parsed(PostgresStores.NewUrl());
        using var proxy = new CuttingProxy(url.Host, url.Port);
        using var store = Open(url with { Port = proxy.Port });
        store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        store.IsDone("s");

        Assert.True(SpinWait.SpinUntil(() => proxy.Open == 0, Patience), $"{proxy.Open} connections are open.");
    }

    [Fact]
    public void Hold_ProcessThatFellSilent_BlocksNobodyForLong()
    {
        var url = PostgresStores.Parsed(PostgresStores.NewUrl());
        using var silent = PostgresTrackingStore.Open(url, StoreAccess.Create, new PostgresStoreOptions
        {
            Processes = new ProcessTable(),
            HoldPatience = TimeSpan.FromSeconds(1),
        });
        using var later = Open(url, server => server + TrackingStores.LeaseDuration);
        silent.CreateSweep(SampleSweeps.Named("s", trials: 2));
        var claim = silent.ClaimNext("s", LeaseOwners.Current())!;
        Claim? taken = null;

        Assert.Throws<LeaseLostException>(() => silent.Hold(claim, () =>
        {
            // Others go on with what it does not hold, and get that too when the server has given it up.
            Assert.Equal(1, later.ClaimNext("s", LeaseOwners.Current())!.Trial.Number);
            Assert.True(later.Decide("s", 0, new NewDecision(DecisionKind.Begin, "x")));
            Assert.True(SpinWait.SpinUntil(
                () => (taken = later.ClaimNext("s", LeaseOwners.Current())) is not null, Patience));
        }));
        Assert.Equal((0, 2), (taken!.Trial.Number, taken.Attempt));
    }

    private static ITrackingStore Open(PostgresUrl url, Func<DateTimeOffset, DateTimeOffset>? clock = null) =>
        PostgresTrackingStore.Open(url, StoreAccess.Create, new PostgresStoreOptions
        {
            Processes = new ProcessTable(),
            Clock = clock ?? (server => server),
        });

    private static List<MetricPoint> Points(int first) =>
    [
        .. Enumerable.Range(first, Batch).Select(step =>
            new MetricPoint("train/loss", step, 0, 1, TimeProvider.System.GetUtcNow())),
    ];

    private static IEnumerable<int> Steps(ITrackingStore store, int trial) =>
        store.Metrics(new TrialId("s", trial)).Select(point => (int)point.Point.Step);
}
