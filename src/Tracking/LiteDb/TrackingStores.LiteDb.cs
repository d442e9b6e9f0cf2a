using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.LiteDb;

namespace SweepRunner.Tracking;

/// <content>Stores of LiteDB, in a build that has it.</content>
public static partial class TrackingStores
{
    static partial void OpenLiteDb(string path, StoreAccess access, TimeProvider time, ref ITrackingStore? store) =>
        store = LiteDbTrackingStore.Open(path, access, new LiteDbStoreOptions { Time = time, Processes = new ProcessTable() });
}
