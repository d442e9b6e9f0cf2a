using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Sql.Sqlite;

namespace SweepRunner.Tracking.Tests.Sql.Sqlite;

public sealed class SqliteTrackingStoreTests : TrackingStoreConformance
{
    private readonly TemporaryFolder _folder = new();

    protected override ITrackingStore Open() =>
        SqliteTrackingStore.Open(
            _folder.File("runs/sweeps.db"),
            StoreAccess.Create,
            new SqliteStoreOptions { Time = Time, Processes = Processes });

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }
}
