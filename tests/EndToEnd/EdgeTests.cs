using System.Diagnostics;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>The situations of <c>bench/edges.sh</c> that need a real terminal and a real reader; the others have tests
/// in the process.</summary>
public sealed class EdgeTests
{
    [Fact]
    public async Task Edges_TerminalsAndReaders_Hold()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        using var edges = Process.Start(
            new ProcessStartInfo(Repository.File("bench/edges.sh"), ["numbers_stay_whole", "reader_that_goes_away"])
            {
                RedirectStandardError = true,
            })!;
        var said = await edges.StandardError.ReadToEndAsync(timeout.Token);
        await edges.WaitForExitAsync(timeout.Token);

        Assert.True(edges.ExitCode == 0, said);
        Assert.Equal(2, said.Split('\n').Count(line => line.StartsWith("held: ", StringComparison.Ordinal)));
    }
}
