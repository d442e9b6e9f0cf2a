using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Programs;

/// <summary>A running program with all the processes that it starts. It leads a session of its own: Ctrl-C at the
/// terminal does not reach it, and it cannot open the terminal. Its standard input is empty. The kernel kills it when
/// the thread that starts it ends, as when this process is killed.</summary>
internal sealed class ProgramProcess : IDisposable
{
    // From util-linux; each replaces itself by what follows, which so keeps the process id.
    private const string SetSid = "setsid", SetPrivileges = "setpriv";

    // PR_SET_PDEATHSIG in prctl(2), which a process can only set for itself.
    private static readonly string[] DiesWithItsParent = [SetPrivileges, "--pdeathsig", "KILL"];

    private readonly Process _process;
    private readonly ProgramProcesses _processes;

    private ProgramProcess(Process process, ProgramMark mark) =>
        (_process, _processes) = (process, new ProgramProcesses(mark, process.Id));

    public int Id => _process.Id;

    public PipeStream Output => (PipeStream)_process.StandardOutput.BaseStream;

    public Stream Error => _process.StandardError.BaseStream;

    /// <summary>The exit code, or 128 plus the number of the signal that ended it. Only after its end.</summary>
    public int ExitCode => _process.ExitCode;

    /// <exception cref="ProgramFailedException">The program cannot be started.</exception>
    public static ProgramProcess Start(ProgramStart program)
    {
        var workingDirectory = program.WorkingDirectory;
        if (!Directory.Exists(workingDirectory))
            throw new ProgramFailedException($"the working directory '{workingDirectory}' does not exist");
        if (ProgramFile.FaultOf(program.Arguments[0], workingDirectory) is { } fault)
            throw new ProgramFailedException(fault.TrimEnd('.'));
        // Systems without setpriv leave the program of a killed worker to the next attempt.
        string[] command =
        [
            .. ProgramFile.FaultOf(SetPrivileges, workingDirectory) is null ? DiesWithItsParent : [],
            SetSid, "--", .. program.Arguments,
        ];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in program.Environment)
            start.Environment[name] = value;
        LibC.HandleBrokenPipes();
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return new ProgramProcess(process, program.Mark);
        }
        catch (Win32Exception exception)
        {
            throw new ProgramFailedException($"the program could not be started by {command[0]}: {exception.Message}");
        }
    }

    /// <summary>True if it has ended within the time.</summary>
    public bool WaitForExit(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>Asks the program and its children to end, and kills those that are left after
    /// <paramref name="grace"/>.</summary>
    public void Stop(TimeSpan grace, TimeProvider time) => _processes.Stop(grace, time);

    public void Dispose() => _process.Dispose();
}

/// <summary>A program failed. The message is the reason in a few words.</summary>
internal sealed class ProgramFailedException(string reason) : Exception(reason)
{
    /// <summary>The last lines of its standard error.</summary>
    public IReadOnlyList<string> LastLines { get; init; } = [];

    /// <summary>True if the system killed it with the signal that cannot be handled.</summary>
    public bool IsKilled { get; init; }

    /// <summary>The epochs and steps that it has logged.</summary>
    public (int Epochs, long Steps) Logged { get; init; }

    /// <summary>True if the same trial may succeed later: the machine had no memory or no space for it.</summary>
    public bool IsTransient => IsKilled || LastLines.Any(TransientFaults.IsTold);

    /// <summary>The reason with the last lines.</summary>
    public string Report => string.Join('\n', LastLines.Count > 0
        ? [Message, "The last lines of its standard error:", .. LastLines]
        : (IEnumerable<string>)[Message, "Its standard error was empty."]);
}
