namespace SweepRunner.Tests.Shared;

/// <summary>Waits for what another thread or process is about to do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Returns once the condition holds, and fails where it does not come to.</summary>
    public static async Task HoldsAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(2), limit.Token);
    }

    /// <summary>The task, which fails where it does not end.</summary>
    public static Task InTimeAsync(this Task task) => task.WaitAsync(Limit);
}
