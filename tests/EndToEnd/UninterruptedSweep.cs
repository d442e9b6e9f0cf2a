namespace SweepRunner.EndToEnd.Tests;

/// <summary>The small sweep run in one go: what an interrupted one must come to.</summary>
public class UninterruptedSweep : IAsyncLifetime
{
    private readonly string[] _overrides;

    public UninterruptedSweep()
        : this([])
    {
    }

    protected UninterruptedSweep(string[] overrides) => _overrides = overrides;


    /// <summary>What it wrote to standard output.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Its numbers, as exported.</summary>
    public string Numbers { get; private set; } = "";

    public async Task InitializeAsync()
    {
        using var sweep = new SmallSweep();
        var run = await sweep.RunAsync(SmallSweep.Run(_overrides));
        Assert.Equal((0, 3), (run.ExitCode, run.Lines.Count));
        (Output, Numbers) = (run.Output, await sweep.NumbersAsync());
        Assert.True(Numbers.Length > 20_000);
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>The same with six epochs, which leaves time for something to happen to a trial.</summary>
public sealed class SixEpochs() : UninterruptedSweep(["trial.epochs=6"]);
