using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.LiteDb;

namespace SweepRunner.Tracking.Tests.LiteDb;

public sealed class LiteDbTrackingStoreTests : TrackingStoreConformance
{
    private readonly TemporaryFolder _folder = new();

    protected override ITrackingStore Open() =>
        LiteDbTrackingStore.Open(
            _folder.File("runs/sweeps.db"),
            StoreAccess.Create,
            new LiteDbStoreOptions { Time = Time, Processes = Processes });

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }
}
