namespace SweepRunner.EndToEnd.Tests;

/// <summary>Tests with a sweep of their own and the results of two sweeps that nothing interrupted.</summary>
public abstract class SweepFaultTests(UninterruptedSweep whole, SixEpochs sixEpochs)
    : IClassFixture<UninterruptedSweep>,
        IClassFixture<SixEpochs>,
        IDisposable
{
    private protected SmallSweep Sweep { get; } = new();

    private protected UninterruptedSweep Whole => whole;

    private protected SixEpochs SixEpochs => sixEpochs;

    public void Dispose()
    {
        Sweep.Dispose();
        GC.SuppressFinalize(this);
    }
}
