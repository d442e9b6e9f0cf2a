using System.Diagnostics;

namespace SweepRunner.Tests.Shared;

/// <summary>Waits for what another thread or process is about to do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(2);

    // A wait this long is for a process: a look may be a query or a walk through /proc, and takes its time from that
    // process.
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns once the condition holds, and fails where it does not come to.</summary>
    public static async Task HoldsAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        var clock = Stopwatch.StartNew();
        while (!condition())
            await Task.Delay(clock.Elapsed < LongWait ? ShortPause : LongPause, limit.Token);
    }

    /// <summary>The task, which fails where it does not end.</summary>
    public static Task InTimeAsync(this Task task) => task.WaitAsync(Limit);
}
