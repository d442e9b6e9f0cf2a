using System.Collections.Concurrent;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.LiteDb;

namespace SweepRunner.Tracking.Tests.LiteDb;

public sealed class FileLockTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50), Long = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("lock");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Try_AnotherHasIt_GivesUpAfterItsPatienceAndKeepsNobodyOutLater()
    {
        using (FileLock.TryExclusive(File, TimeSpan.Zero))
        {
            Assert.Null(FileLock.TryExclusive(File, TimeSpan.Zero));
            Assert.Null(FileLock.TryExclusive(File, Short));
            Assert.Null(FileLock.TryShared(File, Short));
        }

        // Who gave up still waits in the kernel's queue, and frees the lock when it is given it.
        using var next = FileLock.TryExclusive(File, Long);
        Assert.NotNull(next);
    }

    [Fact]
    public void TryShared_OthersReadToo_SharesItWithThemAlone()
    {
        using (FileLock.TryExclusive(File, TimeSpan.Zero))
        {
        }

        using var first = FileLock.TryShared(File, TimeSpan.Zero);
        using var second = FileLock.TryShared(File, TimeSpan.Zero);
        Assert.True(first is not null && second is not null);
        Assert.Null(FileLock.TryExclusive(File, Short));
    }

    [Fact]
    public async Task TryExclusive_FreedWhileItWaits_HasIt()
    {
        var first = FileLock.TryExclusive(File, TimeSpan.Zero)!;
        var waiting = Task.Run(() => FileLock.TryExclusive(File, Long));
        await Task.Delay(Short);
        Assert.False(waiting.IsCompleted);
        first.Dispose();

        using var second = await waiting.WaitAsync(Long);
        Assert.NotNull(second);
    }

    [Fact]
    public async Task TryExclusive_SeveralWait_HaveItInTheOrderInWhichTheyCame()
    {
        const int Count = 6;
        var first = FileLock.TryExclusive(File, TimeSpan.Zero)!;
        var inode = await InodeAsync();
        var order = new ConcurrentQueue<int>();
        var waiting = new List<Task>();
        for (var number = 0; number < Count; number++)
        {
            var mine = number;
            waiting.Add(Task.Run(() =>
            {
                using var turn = FileLock.TryExclusive(File, Long)!;
                order.Enqueue(mine);
            }));
            await Eventually.HoldsAsync(() => Waiters(inode) == mine + 1);
        }

        first.Dispose();
        await Task.WhenAll(waiting).WaitAsync(Long);

        Assert.Equal(Enumerable.Range(0, Count), order);
    }

    [Fact]
    public void Try_FileCannotBeOpened_SaysWhy()
    {
        Assert.Equal(
            $"No such file or directory: '{File}'",
            Assert.Throws<FileNotFoundException>(() => FileLock.TryShared(File, Short)).Message);
        Assert.Equal(
            $"Is a directory: '{_folder.Path}'",
            Assert.Throws<UnauthorizedAccessException>(() => FileLock.TryExclusive(_folder.Path, Short)).Message);
    }

    // A line of those that wait is "1: -> FLOCK ADVISORY WRITE pid major:minor:inode 0 EOF".
    private static int Waiters(string inode) =>
        System
            .IO.File.ReadLines("/proc/locks")
            .Count(line =>
                line.Contains("-> FLOCK", StringComparison.Ordinal)
                && line.Contains($":{inode} ", StringComparison.Ordinal)
            );

    private async Task<string> InodeAsync() => (await Shell.RunAsync("stat", "-c", "%i", File)).Trim();
}
