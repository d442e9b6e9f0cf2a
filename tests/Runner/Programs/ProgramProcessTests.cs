using SweepRunner.Runner.Programs;

namespace SweepRunner.Runner.Tests.Programs;

public sealed class ProgramProcessTests
{
    // A killed process ends all its threads.
    [Fact]
    public void Start_ThreadThatStartsItEnds_KillsTheProgram()
    {
        ProgramProcess? program = null;
        var (start, end) = (new ManualResetEventSlim(), TimeSpan.FromSeconds(10));
        var thread = new Thread(() =>
        {
            program = ProgramProcess.Start(Sleeping);
            start.Wait();
        });
        thread.Start();
        Assert.True(SpinWait.SpinUntil(() => program is not null, end));

        Assert.False(program!.WaitForExit(TimeSpan.FromSeconds(0.5)));
        start.Set();

        Assert.True(program.WaitForExit(end));
        Assert.Equal(128 + 9, program.ExitCode);
        program.Dispose();
        start.Dispose();
    }

    private static ProgramStart Sleeping => new()
    {
        Arguments = ["sleep", "60"],
        WorkingDirectory = "/",
        Environment = new Dictionary<string, string?>(),
        Mark = new ProgramMark("a/1", "/parameters.json", 1),
        MetricsFile = "/dev/null",
        UnreadFile = "/dev/null",
    };
}
