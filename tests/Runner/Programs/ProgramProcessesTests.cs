using System.Text;
using SweepRunner.Runner.Programs;

namespace SweepRunner.Runner.Tests.Programs;

public sealed class ProgramProcessesTests
{
    private static readonly ProgramMark Mark = new("a/1", "/store/a/1/parameters.json", 2);

    [Theory]
    [InlineData("SWEEP_TRIAL=a/1|SWEEP_PARAMETERS=/store/a/1/parameters.json|SWEEP_ATTEMPT=2|", true)]
    [InlineData("A=B|SWEEP_ATTEMPT=2|SWEEP_PARAMETERS=/store/a/1/parameters.json|SWEEP_TRIAL=a/1|Z=1|", true)]
    [InlineData("SWEEP_TRIAL=a/1|SWEEP_PARAMETERS=/store/a/1/parameters.json|SWEEP_ATTEMPT=21|", false)]
    [InlineData("SWEEP_TRIAL=a/10|SWEEP_PARAMETERS=/store/a/1/parameters.json|SWEEP_ATTEMPT=2|", false)]
    [InlineData("SWEEP_TRIAL=a/1|SWEEP_PARAMETERS=/other/a/1/parameters.json|SWEEP_ATTEMPT=2|", false)]
    [InlineData("X_SWEEP_TRIAL=a/1|SWEEP_PARAMETERS=/store/a/1/parameters.json|SWEEP_ATTEMPT=2|", false)]
    [InlineData("X_SWEEP_TRIAL=a/1|SWEEP_TRIAL=a/1|SWEEP_PARAMETERS=/store/a/1/parameters.json|SWEEP_ATTEMPT=2|", true)]
    [InlineData("", false)]
    public void IsIn_Environment_NeedsEveryVariable(string environment, bool expected) =>
        Assert.Equal(expected, Mark.IsIn(Encoding.UTF8.GetBytes(environment.Replace('|', '\0'))));

    [Fact]
    public void IsIn_AnyAttempt_DoesNotAskForIt() => Assert.True(
        (Mark with { Attempt = null }).IsIn("SWEEP_TRIAL=a/1\0SWEEP_PARAMETERS=/store/a/1/parameters.json\0"u8));

    [Theory]
    [InlineData("7 (a) S 5 7 6 0 -1", 5, 6, true)]
    [InlineData("7 (a (b) c) R 5 7 6 0 -1", 5, 6, true)]
    [InlineData("7 (a) Z 5 7 6 0 -1", 5, 6, false)]
    public void Parse_LineOfStat_FindsParentAndSession(string line, int parent, int session, bool isAlive) =>
        Assert.Equal(new ProcessStatus(7, parent, session, isAlive), ProcessStatus.Parse(7, line));
}
