using System.Diagnostics;

namespace SweepRunner.Tests.Shared;

/// <summary>Waits for what another thread or process is about to do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(2);

    // A look may be a query or a walk through /proc, which takes its time from the process that is waited for.
    private const int PausesOfALook = 5;

    // Of the time waited so far.
    private const double LateAtMost = 0.01;

    /// <summary>Returns once the condition holds, and fails where it does not come to.</summary>
    public static async Task HoldsAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var begin = clock.Elapsed;
            if (condition())
                return;
            var look = clock.Elapsed - begin;
            TimeSpan[] pauses = [ShortestPause, PausesOfALook * look, LateAtMost * clock.Elapsed];
            await Task.Delay(pauses.Max(), limit.Token);
        }
    }

    /// <summary>The task, which fails where it does not end.</summary>
    public static Task InTimeAsync(this Task task) => task.WaitAsync(Limit);
}
