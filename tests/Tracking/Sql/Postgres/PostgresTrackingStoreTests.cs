using SweepRunner.Tracking.Sql.Postgres;

namespace SweepRunner.Tracking.Tests.Sql.Postgres;

public sealed class PostgresTrackingStoreTests : TrackingStoreConformance
{
    private readonly PostgresUrl _url = PostgresStores.Parsed(PostgresStores.NewUrl());

    protected override ITrackingStore Open() => PostgresTrackingStore.Open(
        _url,
        StoreAccess.Create,
        new PostgresStoreOptions { Time = Time, Processes = Processes, Clock = _ => Time.GetUtcNow() });
}
