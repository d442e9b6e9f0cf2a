using SweepRunner.Runner.Tests.Trials;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Commands;

/// <summary>The standard output is on a disk that is full.</summary>
public sealed class OutputFaultTests : IDisposable
{
    private const string Lost =
        "The result could not be written to standard output. No space left on device : '/dev/full'. "
        + "What the command did is kept. Run it again with an output that can be written to see the result.\n";

    private readonly CommandHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData(false, "list")]
    [InlineData(true, "list")]
    [InlineData(false, "list", "--json")]
    [InlineData(false, "show", StorySweep.Name)]
    [InlineData(true, "show", $"{StorySweep.Name}/0", "--plot")]
    [InlineData(false, "status", "--once")]
    [InlineData(false, "export", StorySweep.Name, "--markdown")]
    [InlineData(false, "--help")]
    [InlineData(false, "--version")]
    public async Task RunAsync_ResultCannotBeWritten_EndsWithOneAndSaysSo(bool isTerminal, params string[] arguments)
    {
        using (var store = _harness.Create())
            StorySweep.Write(store, _harness.Time);

        var result = await _harness.RunAsync(arguments, isTerminal, isOutputFull: true);

        Assert.Equal(new CommandResult(ExitCodes.Failed, "", Lost), result);
    }

    [Fact]
    public async Task RunAsync_SweepThatIsDone_EndsWithItsOutcomeAndNamesWhereItsTableIs()
    {
        using (var store = _harness.Create())
        {
            TinySweep.Create(store);
            var claim = store.ClaimNext(TinySweep.Name, new LeaseOwner("here", "boot", 4711, 1))!;
            store.Finish(claim, new TrialEnd { Outcome = Outcome.Completed, ElapsedSeconds = 1 }, []);
        }

        var result = await _harness.RunAsync(["resume", TinySweep.Name, "--no-report"], isOutputFull: true);

        Assert.Equal(ExitCodes.Done, result.ExitCode);
        Assert.EndsWith(
            "\nThe result could not be written to standard output. No space left on device : '/dev/full'. "
                + "'sweep show tiny --store litedb:FOLDER/sweeps.db' has it.\n",
            result.Error,
            StringComparison.Ordinal);
    }
}
