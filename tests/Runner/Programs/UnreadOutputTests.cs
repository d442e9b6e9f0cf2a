using System.IO.Pipes;
using SweepRunner.Runner.Programs;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Programs;

public sealed class UnreadOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly AnonymousPipeServerStream _program = new(PipeDirection.Out);
    private readonly AnonymousPipeClientStream _output;

    public UnreadOutputTests() => _output = new(PipeDirection.In, _program.ClientSafePipeHandle);

    private string File => _folder.File("unread.log");

    public void Dispose()
    {
        _output.Dispose();
        _program.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Watch_ReaderIsKilled_SavesWhatItHasNotRead()
    {
        using var unread = UnreadOutput.Watch(_output, File)!;
        AwaitLock();
        _program.Write("read\nunread\n"u8);
        _output.ReadExactly(new byte["read\n".Length]);

        unread.Abandon();
        _program.Write("late\n"u8);
        _program.Dispose();
        UnreadOutput.Await(File, TimeProvider.System);

        Assert.Equal("unread\nlate\n", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Dispose_ProgramStillWrites_EndsTheShell()
    {
        using (UnreadOutput.Watch(_output, File))
        {
            AwaitLock();
            _program.Write("read\n"u8);
        }

        UnreadOutput.Await(File, TimeProvider.System);
        _output.ReadExactly(new byte["read\n".Length]);

        Assert.Equal("", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Await_NoFile_Returns() => UnreadOutput.Await(_folder.File("none"), TimeProvider.System);

    // The shell has the pipe soon after it has the lock.
    private void AwaitLock()
    {
        Assert.True(SpinWait.SpinUntil(() => System.IO.File.Exists(File), TimeSpan.FromSeconds(10)));
        SpinWait.SpinUntil(() => false, TimeSpan.FromSeconds(0.5));
    }
}
