using Polly;
using Polly.Retry;

namespace SweepRunner.Tracking.Storage;

/// <summary>The patience of a store.</summary>
internal static class Retries
{
    /// <summary>The first pause after a try that met a full disk: with 8 tries, doubling, about half a minute in
    /// all.</summary>
    public static TimeSpan FullDiskPause { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Adds tries to a pipeline, after pauses that double and vary.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="isTransient">Tells the faults that another try may not meet.</param>
    /// <param name="retries">How many tries after the first; 0 for none.</param>
    /// <param name="delay">The first pause.</param>
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
