using Polly;
using Polly.Retry;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Tracking.Storage;

/// <summary>The options of every kind of store.</summary>
internal abstract record StoreOptions
{
    public required TimeProvider Time { get; init; }

    /// <summary>The host's processes: they tell whether the owner of a lease is dead.</summary>
    public required IProcessTable Processes { get; init; }

    /// <summary>Retries on a full disk: 8, with pauses that double from 0.1 s, take about half a minute.</summary>
    public int FullRetries { get; init; } = 8;
}

/// <summary>Retries with pauses.</summary>
internal static class Retries
{
    /// <summary>The first pause after a full disk: 8 retries with doubling pauses take about half a minute.</summary>
    public static TimeSpan FullDiskPause { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Adds retries, with pauses that double and vary, to a pipeline; none for 0.</summary>
    public static void AddTries<TException>(
        this ResiliencePipelineBuilder pipeline, Func<TException, bool> isTransient, int retries, TimeSpan delay)
        where TException : Exception
    {
        if (retries == 0)
            return;
        pipeline.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle(isTransient),
            MaxRetryAttempts = retries,
            Delay = delay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        });
    }
}
