using Dapper;
using Npgsql;
using SweepRunner.Tracking.Sql.Postgres;
using SweepRunner.Tracking.Stores;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.Sql.Postgres;

/// <summary>The suite runs through PgBouncer in transaction mode: what works there also works without it, and the
/// server does not start a process for each call.</summary>
public sealed class PostgresTrackingStoreTests : TrackingStoreConformance
{
    private readonly PostgresUrl _url = PostgresStores.ThroughPool(PostgresStores.Parsed(PostgresStores.NewUrl()));

    protected override ITrackingStore Open() => PostgresTrackingStore.Open(
        _url,
        StoreAccess.Create,
        new PostgresStoreOptions { Processes = Processes, Clock = _ => Time.GetUtcNow() });

    [Fact]
    public void Texts_ThatPostgresRefuses_AreStoredWithAReplacement()
    {
        Store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = Store.ClaimNext("s", Processes.Start(7))!;
        Store.AddMetrics(claim, [new MetricPoint("a\0b\uD800", 0, 0, 1, Time.GetUtcNow())]);
        Store.AddEvent(new NewEvent("s", 0, "note", "x\0y\uDFFFz 🜚"));
        Store.Finish(claim, SampleSweeps.Completed with { Outcome = Outcome.Failed, Error = "\0" }, []);

        Assert.Equal("a\uFFFDb\uFFFD", Assert.Single(Store.Metrics("s")).Point.Metric);
        Assert.Equal("x\uFFFDy\uFFFDz 🜚", Assert.Single(Store.Events("s")).Event.Message);
        Assert.Equal("\uFFFD", Store.FindTrial(new TrialId("s", 0))!.End!.Error);
        Assert.Equal(["a\uFFFDb\uFFFD"], Store.Metrics("s", "a\0b\uD800").Select(point => point.Point.Metric));
    }

    [Fact]
    public void Claim_ClockOfTheHostDiffers_IsDatedByThatOfTheServer()
    {
        // The server's clock as another of its clients reads it.
        DateTimeOffset ServerTime()
        {
            using var connection = new NpgsqlConnection(_url.ToBuilder().ConnectionString);
            return connection.ExecuteScalar<DateTime>("SELECT date_trunc('milliseconds', clock_timestamp())");
        }

        using var store = PostgresTrackingStore.Open(
            _url, StoreAccess.Create, new PostgresStoreOptions { Processes = Processes });
        store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var before = ServerTime();
        var claim = store.ClaimNext("s", new LeaseOwner("elsewhere", "boot", 1, 1))!;

        Assert.InRange(claim.Trial.StartedUtc!.Value, before, ServerTime());
        Assert.Equal(1, store.RunningTrials("s"));
        // A store whose clock is ahead of the server's by a lease takes the trial.
        using var ahead = PostgresTrackingStore.Open(_url, StoreAccess.Create, new PostgresStoreOptions
        {
            Processes = Processes,
            Clock = server => server + TrackingStores.LeaseDuration,
        });
        Assert.Equal(2, ahead.ClaimNext("s", Processes.Start(7))!.Attempt);
    }
}
