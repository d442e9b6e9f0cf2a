using System.ComponentModel;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking.Tests;

public sealed class FileFaultsTests : IDisposable
{
    private const string TooManyAreOpen = "too many files are open; raise the limit that 'ulimit -n' shows to 256 "
        + "or more";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reason_NameIsTooLong_SaysHowLongItMayBe() =>
        AssertReason("a name in it is longer than 255 bytes, or the path than "
            + "4095", _folder.File(new string('n', 300)));

    [Fact]
    public void Reason_PathLeadsThroughAFile_NamesTheFile()
    {
        File.WriteAllText(_folder.File("letter"), "");

        AssertReason($"'{_folder.File("letter")}' is a file, not a folder", _folder.File("letter/below/it"));
        AssertReason($"'{_folder.File("letter")}' is a file, not a folder", _folder.File("letter"));
    }

    [Fact]
    public void Reason_FolderOfTheKernel_SaysThatNoneCanBeMade() =>
        AssertReason("it does not exist and cannot be created", "/proc/nowhere");

    [Fact]
    public void Reason_DiskIsReadOnly_SaysSo()
    {
        using var disk = new SmallDisk(kilobytes: 64);
        disk.SetReadOnly(true);

        AssertReason("the disk is read-only", disk.File("x"));
    }

    [Fact]
    public void Reason_NotKnown_IsWhatTheSystemSays() =>
        Assert.Equal("The pipe burst", FileFaults.Reason(new IOException("The pipe burst."), _folder.Path));

    [Fact]
    public void OfProcess_FilesAreOpenToTheLimit_SaysHowToRaiseIt()
    {
        const int TooManyFiles = 24;
        Exception[] thrown =
        [
            new IOException("Too many open files", TooManyFiles),
            new Win32Exception(TooManyFiles),
            new FileNotFoundException("Could not load file", "System.Linq, Version=10.0.0.0, Culture=neutral"),
            new TypeInitializationException("T", new IOException("Too many open files", TooManyFiles)),
        ];

        Assert.All(thrown, each => Assert.Equal(TooManyAreOpen, FileFaults.OfProcess(each)));
        Assert.Null(FileFaults.OfProcess(new FileNotFoundException("There is no such file.", "x.json")));
    }

    private static void AssertReason(string reason, string path)
    {
        var exception = Assert.ThrowsAny<Exception>(() => Directory.CreateDirectory(path));
        Assert.Equal(reason, FileFaults.Reason(exception, path));
    }
}
