using Polly;
using Polly.Retry;

namespace SweepRunner.Tracking.Storage;

internal abstract record StoreOptions
{
    /// <summary>The host's processes: they tell whether the owner of a lease is dead.</summary>
    public required IProcessTable Processes { get; init; }

    /// <summary>Retries on a full disk: 8, with pauses that double from 0.1 s, take about half a minute.</summary>
    public int FullRetries { get; init; } = 8;
}

internal abstract record FileStoreOptions : StoreOptions
{
    /// <summary>The clock of leases, events and outcomes.</summary>
    public required TimeProvider Time { get; init; }
}

internal static class Retries
{
    public static TimeSpan FullDiskPause { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Adds retries, with pauses that double up to the longest and vary, to a pipeline; none for 0.</summary>
    public static void AddTries<TException>(
        this ResiliencePipelineBuilder pipeline, Func<TException, bool> isTransient, int retries, TimeSpan delay,
        TimeSpan? longest = null, Action<int, Exception>? onRetry = null)
        where TException : Exception
    {
        if (retries == 0)
            return;
        pipeline.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle(isTransient),
            MaxRetryAttempts = retries,
            Delay = delay,
            MaxDelay = longest,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            OnRetry = retry =>
            {
                onRetry?.Invoke(retry.AttemptNumber, retry.Outcome.Exception!);
                return default;
            },
        });
    }
}
