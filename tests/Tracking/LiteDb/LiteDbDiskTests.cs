using SweepRunner.Tracking.LiteDb;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking.Tests.LiteDb;

public sealed class LiteDbDiskTests : StoreDiskTests
{
    [Fact]
    public void AddMetrics_RoomForTheLogAndNotForTheFile_IsKeptInTheLogUntilThereIs()
    {
        using var store = Open(fullRetries: 0, foldLength: 0);
        var claim = Claimed(store);
        Disk.Fill();
        Disk.FreeSome(bytes: 256 * 1024);

        store.AddMetrics(claim, Points(0, 2_500));

        Assert.True(File.Exists(Disk.File("sweeps-log.db")), "The log was folded into a file that could not grow.");
        Assert.Equal(2_500, Open(fullRetries: 0).Metrics("s").Count());
        Disk.Free();
        store.AddMetrics(claim, Points(2_500, 2_501));
        Assert.False(File.Exists(Disk.File("sweeps-log.db")));
        Assert.Equal(2_501, Open(fullRetries: 0).Metrics("s").Count());
    }

    [Fact]
    public void AddMetrics_LogCannotBeRemovedOnceItIsFolded_IsWrittenOnce()
    {
        using var first = Open(fullRetries: 1);
        var claim = Claimed(first);
        Disk.Pin("sweeps-log.db");
        using var store = Open(fullRetries: 1, foldLength: 0);

        store.AddMetrics(claim, Points(0, 10));
        store.Dispose();
        Disk.Unpin("sweeps-log.db");

        Assert.Equal(10, first.Metrics("s").Count());
        store.AddMetrics(claim, Points(10, 20));
        Assert.False(File.Exists(Disk.File("sweeps-log.db")));
        Assert.Equal(20, first.Metrics("s").Count());
    }

    [Fact]
    public void Write_NoRoomForTheSealOfACommit_LeavesNothingOfItAndIsTriedAgainFromBefore()
    {
        const int Block = 4096;
        using (var store = Open(fullRetries: 0))
            Claimed(store);
        using var database = new LiteDbDatabase(Path, Options(fullRetries: 1, foldLength: 1 << 20));
        var (written, refused) = (0, 0);
        // Of so little room the log takes all, once what it takes is as much.
        for (var room = 1; room <= 16; room++)
        {
            try
            {
                database.Write(WriteScope.OfStore, session => Event(session, room));
                written++;
            }
            catch (TrackingException exception)
            {
                Assert.Equal(
                    $"The store '{Path}' cannot grow: the disk is full. Free some space, then try again.",
                    exception.Message);
                refused++;
            }

            Disk.Free();
            Assert.Equal(written, database.Read(session => session.All(LiteDbSchema.Events).Count()));
        }

        Assert.True(written > 0 && refused > 1, $"{written} were written, {refused} refused.");

        bool Event(LiteDbSession session, int room)
        {
            // A longer text than fits into the page that is there.
            session.Insert(
                LiteDbSchema.Events,
                new LiteDB.BsonDocument { ["_id"] = LiteDB.ObjectId.NewObjectId(), ["text"] = new string('x', 3000) });
            Disk.Empty("sweeps.db-lock");
            Disk.Fill();
            Disk.FreeSome(room * Block);
            return true;
        }
    }

    [Fact]
    public void AddMetrics_DiskIsFullAndItsThreadEnds_LeavesNoFinalizerThatThrows()
    {
        using var store = Open(fullRetries: 0);
        var claim = Claimed(store);
        Disk.Fill();
        Exception? fault = null;
        var thread = new Thread(() => fault = Record.Exception(() => store.AddMetrics(claim, Points(0, 5_000))));
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(60)), "It is still written.");
        Assert.IsType<TrackingException>(fault);

        // One that throws ends the process, and this test with all others. LiteDB's is reached from the thread as long
        // as there is one.
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Disk.Free();
    }

    [Fact]
    public void Open_DiskIsFull_SaysSoAndLeavesNothingOfAStore()
    {
        Disk.Fill();

        Assert.Equal(
            $"The store '{Path}' cannot grow: the disk is full. Free some space, then try again.",
            Assert.Throws<TrackingException>(() => Open(fullRetries: 0)).Message);
        Assert.Equal(
            ["ballast", "sweeps.db-gate", "sweeps.db-lock", "sweeps.db-writer"],
            Directory.EnumerateFiles(Disk.Path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_FileIsCutOffThatHadFourGigabytes_SaysSo()
    {
        const int LastPagePlace = 64;
        using (var store = Open(fullRetries: 0))
            Claimed(store);
        using (var file = File.OpenWrite(Path))
        {
            file.Position = LastPagePlace;
            file.Write(BitConverter.GetBytes((uint)((1L << 32) / LiteDbFiles.PageLength) - 1));
        }

        Assert.Equal(
            $"The store '{Path}' is damaged. Put a copy in its place, or name another store with --store.",
            Assert.Throws<TrackingException>(() => Open(fullRetries: 0, access: StoreAccess.Existing)).Message);
    }

    [Fact]
    public void Write_FileIsCutOffMeanwhile_SaysSo()
    {
        using var store = Open(fullRetries: 0, foldLength: 0);
        var claim = Claimed(store);
        store.AddMetrics(claim, Points(0, 5_000));
        Cut(new FileInfo(Path).Length / 2);

        Assert.Equal(
            $"The store '{Path}' is damaged. Put a copy in its place, or name another store with --store.",
            Assert.Throws<TrackingException>(() => store.AddMetrics(claim, Points(5_000, 5_001))).Message);
    }

    [Fact]
    public void Metrics_PagesAreGarbage_SaysSo()
    {
        using (var store = Open(fullRetries: 0))
            store.AddMetrics(Claimed(store), Points(0, 5_000));
        using (var file = File.OpenWrite(Path))
        {
            // Behind the collections and their indexes.
            file.Position = 20 * LiteDbFiles.PageLength;
            file.Write(Enumerable.Repeat((byte)0xAB, (int)(file.Length - file.Position)).ToArray());
        }

        using var damaged = Open(fullRetries: 0, access: StoreAccess.Existing);

        Assert.Equal(
            $"The store '{Path}' is damaged. Put a copy in its place, or name another store with --store.",
            Assert.Throws<TrackingException>(() => damaged.Metrics("s").Count()).Message);
    }

    [Fact]
    public void Open_FileIsCutOffToNothing_IsNotTakenForANewStore()
    {
        using (var store = Open(fullRetries: 0))
            Claimed(store);
        Cut(0);

        foreach (var access in Enum.GetValues<StoreAccess>())
        {
            Assert.Equal(
                $"The store '{Path}' is empty, and '{Path}-lock' shows that it was not always: the file "
                    + "was truncated. Restore a copy. To start a new store there, move both files away first.",
                Assert.Throws<TrackingException>(() => Open(fullRetries: 0, access: access)).Message);
        }

        Assert.Equal(0, new FileInfo(Path).Length);
    }

    protected override ITrackingStore Open(int fullRetries, StoreAccess access = StoreAccess.Create) =>
        Open(fullRetries, foldLength: 1 << 20, access);

    private ITrackingStore Open(int fullRetries, long foldLength, StoreAccess access = StoreAccess.Create) =>
        LiteDbTrackingStore.Open(Path, access, Options(fullRetries, foldLength));

    private LiteDbStoreOptions Options(int fullRetries, long foldLength) =>
        new() { Time = Time, Processes = Processes, FullRetries = fullRetries, FoldLength = foldLength };
}
