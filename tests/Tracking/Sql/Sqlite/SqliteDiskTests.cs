using SweepRunner.Tracking.Sql.Sqlite;

namespace SweepRunner.Tracking.Tests.Sql.Sqlite;

public sealed class SqliteDiskTests : StoreDiskTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_FileIsCutOffToNothing_IsNotTakenForANewStore(bool isArtifactLeft)
    {
        using (var store = Open(fullRetries: 0))
        {
            Claimed(store);
            if (isArtifactLeft)
                store.TrialArtifacts(new TrialId("s", 0));
            else
                File.Copy(Path + "-wal", Disk.File("wal"));
        }

        Cut(0);
        if (!isArtifactLeft)
            File.Move(Disk.File("wal"), Path + "-wal");

        var leftover = isArtifactLeft ? Disk.File("sweeps.db.artifacts/store-id") : Path + "-wal";
        foreach (var access in Enum.GetValues<StoreAccess>())
        {
            Assert.Equal(
                $"The store '{Path}' is empty, and '{leftover}' shows that it was not always: the file "
                    + "was truncated. Restore a copy. To start a new store there, move both files away first.",
                Assert.Throws<TrackingException>(() => Open(fullRetries: 0, access)).Message);
        }

        Assert.True(File.Exists(leftover));
        Assert.Equal(0, new FileInfo(Path).Length);
    }

    protected override ITrackingStore Open(int fullRetries, StoreAccess access = StoreAccess.Create) =>
        SqliteTrackingStore.Open(
            Path,
            access,
            new SqliteStoreOptions
            {
                Time = Time,
                Processes = Processes,
                FullRetries = fullRetries,
            });
}
