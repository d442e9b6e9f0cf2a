using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Stores;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

/// <summary>Reading a store where nothing can be written, of either kind: on a read-only disk, and as a user that may
/// only read.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class StoreReadingTests : IDisposable
{
    private const int Points = 1_000, Nobody = 65534;

    private readonly SmallDisk _disk = new(kilobytes: 4096);

    private string Path => _disk.File("sweeps.db");

    public void Dispose() => _disk.Dispose();

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public void Open_DiskIsReadOnly_ReadsAllAndRefusesToWrite(string scheme)
    {
        Fill(scheme).Dispose();
        _disk.SetReadOnly(true);

        AssertReads(scheme);
        using var store = Open(scheme, Path, StoreAccess.Existing);
        Assert.Equal(ReadOnlyFault, Assert.Throws<TrackingException>(() => store.RequestStop("s")).Message);
        Assert.Equal(
            ReadOnlyFault, Assert.Throws<TrackingException>(() => Open(scheme, Path, StoreAccess.Create)).Message);
    }

    [Theory]
    [InlineData("litedb", true)]
    [InlineData("litedb", false)]
    [InlineData("sqlite", true)]
    [InlineData("sqlite", false)]
    public void Open_AKilledWriterLeftItsLogOnADiskThatIsNowReadOnly_ReadsTheLog(string scheme, bool hasLocks)
    {
        using var folder = new TemporaryFolder();
        // Its writer is not disposed of before it is copied: so it leaves what a killed one does.
        using var writer = Fill(scheme, folder.File("sweeps.db"));
        foreach (var file in Directory.EnumerateFiles(folder.Path))
        {
            if (hasLocks
                || file.EndsWith(".db", StringComparison.Ordinal)
                || file.EndsWith("-wal", StringComparison.Ordinal))
                File.Copy(file, _disk.File(System.IO.Path.GetFileName(file)));
        }

        _disk.SetReadOnly(true);

        AssertReads(scheme);
    }

    [Fact]
    public void Open_LogOfLiteDbEndsWithinAPage_ReadsWhatIsBeforeAndCutsNothingOff()
    {
        using var writer = Fill("litedb");
        using (var log = File.Open(_disk.File("sweeps-log.db"), FileMode.Append))
            log.Write(new byte[100]);
        var length = new FileInfo(_disk.File("sweeps-log.db")).Length;
        using (var file = File.Open(Path, FileMode.Append))
            file.Write(new byte[100]);
        _disk.SetReadOnly(true);

        AssertReads("litedb");
        Assert.Equal(length, new FileInfo(_disk.File("sweeps-log.db")).Length);
        _disk.SetReadOnly(false);
    }

    [Theory]
    [InlineData("litedb", false)]
    [InlineData("litedb", true)]
    [InlineData("sqlite", false)]
    [InlineData("sqlite", true)]
    public void Open_StoreOfAnotherUser_ReadsAllAndLeavesNoFile(string scheme, bool isFolderWritable)
    {
        Fill(scheme).Dispose();
        const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(_disk.Path, isFolderWritable ? Readable | UnixFileMode.OtherWrite : Readable);
        foreach (var locked in Directory.EnumerateFiles(_disk.Path, "*.db-*"))
            File.Delete(locked);
        // What this loads of the program may be where only root may read.
        AssertReads(scheme);

        AsNobody(() =>
        {
            AssertReads(scheme);
            using var store = Open(scheme, Path, StoreAccess.Existing);
            Assert.Equal(ReadOnlyFault, Assert.Throws<TrackingException>(() => store.RequestStop("s")).Message);
        });

        Assert.Equal([Path], Directory.EnumerateFiles(_disk.Path));
    }

    [Theory]
    [InlineData("litedb")]
    [InlineData("sqlite")]
    public void Open_StoreThatOnlyItsOwnerMayRead_SaysSo(string scheme)
    {
        Fill(scheme).Dispose();
        AssertReads(scheme);
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        AsNobody(() => AssertRefused(scheme));
        File.SetUnixFileMode(_disk.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        AsNobody(() => AssertRefused(scheme));
    }

    [Fact]
    public void Metrics_OwnerWritesToAStoreThatIsReadWithoutLocks_AreNotTakenForWhole()
    {
        Fill("sqlite").Dispose();
        AssertReads("sqlite");

        AsNobody(() =>
        {
            using var store = Open("sqlite", Path, StoreAccess.Existing);
            var fault = Assert.Throws<TrackingException>(() =>
            {
                foreach (var _ in store.Metrics("s"))
                    Touch();
            });
            Assert.StartsWith($"The store '{Path}' changed while it was read", fault.Message, StringComparison.Ordinal);
        });
    }

    private void AssertRefused(string scheme) => Assert.Matches(
        $"^Cannot open the store '{Path}': the file, or one of those beside it, cannot be opened: permissions? ",
        Assert.Throws<TrackingException>(() => Open(scheme, Path, StoreAccess.Existing)).Message);

    private void Touch()
    {
        _ = SetUserOfFiles(0);
        File.SetLastWriteTimeUtc(Path, DateTime.UnixEpoch);
        _ = SetUserOfFiles(Nobody);
    }

    private string ReadOnlyFault =>
        $"Cannot write to the store '{Path}': the file or its folder is read-only. Change the permissions, or name "
            + "another store with --store.";

    private void AssertReads(string scheme)
    {
        var before = Directory.EnumerateFiles(_disk.Path).Order(StringComparer.Ordinal).ToList();
        using (var store = Open(scheme, Path, StoreAccess.Existing))
        {
            Assert.Equal(["s"], store.Sweeps().Select(sweep => sweep.Definition.Name));
            Assert.Equal(
                Enumerable.Range(0, Points).Select(step => (long)step),
                store.Metrics("s").Select(point => point.Point.Step));
        }

        Assert.Equal(before, Directory.EnumerateFiles(_disk.Path).Order(StringComparer.Ordinal));
    }

    private ITrackingStore Fill(string scheme, string? path = null)
    {
        var store = Open(scheme, path ?? Path, StoreAccess.Create);
        store.CreateSweep(SampleSweeps.Named("s", trials: 1));
        var claim = store.ClaimNext("s", new FakeProcesses().Start(7))!;
        store.AddMetrics(
            claim,
            [
                .. Enumerable
                    .Range(0, Points)
                    .Select(step => new MetricPoint("train/loss", step, 0, step, DateTimeOffset.UnixEpoch)),
            ]);
        return store;
    }

    private static ITrackingStore Open(string scheme, string path, StoreAccess access) =>
        TrackingStores.Open($"{scheme}:{path}", access, new ManualTime());

    // Linux takes the user whose permissions count from the thread, which ends with this.
    private static void AsNobody(Action action)
    {
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            _ = SetUserOfFiles(Nobody);
            fault = Record.Exception(action);
        });
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(60)), "It is still reading.");
        if (fault is not null)
            throw new InvalidOperationException(fault.Message, fault);
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetUserOfFiles(int user);
}
