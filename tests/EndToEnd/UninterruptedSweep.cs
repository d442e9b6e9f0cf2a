namespace SweepRunner.EndToEnd.Tests;

/// <summary>The small sweep run in one go: what an interrupted one must come to. All classes of tests share one
/// run.</summary>
public class UninterruptedSweep : IAsyncLifetime
{
    private static readonly Lazy<Task<(string Output, string Numbers)>> Whole = new(() => RunAsync(SmallSweep.Run()));

    private readonly Lazy<Task<(string Output, string Numbers)>> _run;

    public UninterruptedSweep()
        : this(Whole)
    {
    }

    /// <summary>Another run, which starts when the first class of tests asks for it.</summary>
    protected UninterruptedSweep(Lazy<Task<(string Output, string Numbers)>> run) => _run = run;

    /// <summary>What it wrote to standard output.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Its numbers, as exported.</summary>
    public string Numbers { get; private set; } = "";

    public async Task InitializeAsync() => (Output, Numbers) = await _run.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Runs the small sweep to its end, and reads it back.</summary>
    protected static async Task<(string Output, string Numbers)> RunAsync(string[] command)
    {
        using var sweep = new SmallSweep();
        var run = await sweep.RunAsync(command);
        Assert.True(run is { ExitCode: 0, Lines.Count: 3 }, $"It ended with {run.ExitCode}:\n{run.Error}");
        var numbers = await sweep.NumbersAsync();
        Assert.True(numbers.Length > 20_000);
        return (run.Output, numbers);
    }
}

/// <summary>The same with six epochs, which leaves time for something to happen to a trial.</summary>
public sealed class SixEpochs() : UninterruptedSweep(Long)
{
    private static readonly Lazy<Task<(string Output, string Numbers)>> Long = new(() =>
        RunAsync(SmallSweep.RunInline("trial.epochs=6"))
    );
}
