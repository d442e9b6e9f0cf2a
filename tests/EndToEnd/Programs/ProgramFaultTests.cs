using SweepRunner.Tests.Shared;

namespace SweepRunner.EndToEnd.Tests.Programs;

/// <summary>What the terminal says of programs that fail.</summary>
public sealed class ProgramFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_ProgramHasAMistake_TellsItOnceForAllTrials()
    {
        await File.WriteAllTextAsync(_folder.File("sweep.json"), """
            {
              "name": "mistake",
              "trial": {
                "command": [
                  "bash",
                  "-c",
                  "[[ {x} == 3 ]] && exit 4; echo Traceback >&2; echo No module a.b. >&2; exit 1"
                ],
                "parameters": { "x": 0 }
              },
              "space": { "x": [1, 2, 3] },
              "objective": { "metric": "loss" }
            }
            """);

        var run = await SweepProcess.RunAsync(_folder.Path, "run", "sweep.json", "--inline", "--no-report");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            """
            2 trials failed: exit code 1. 'sweep show mistake/0' has the whole error of one.
              No module a.b.
            Trial mistake/2 failed: exit code 4. 'sweep show mistake/2' has the whole error.
              Its standard error was empty.
            'sweep retry mistake --failed' runs what failed again.
            """,
            string.Join('\n', run.Error.TrimEnd().Split('\n').Skip(4)));
    }
}
