using System.Runtime.InteropServices;
using Spectre.Console;
using SweepRunner.Runner;
using SweepRunner.Runner.Commands;
using SweepRunner.Runner.Machine;

StandardDescriptors.Require();
var (output, error) = (new StandardWriter(Console.Out), new StandardWriter(Console.Error));
// What draws on a terminal writes through these too.
Console.SetOut(output);
Console.SetError(error);

using var abandonment = new CancellationTokenSource();
var context = new CommandContext
{
    Output = AnsiConsole.Console,
    Out = new VisibleTextWriter(output),
    Error = new VisibleTextWriter(error),
    TakeOutputFault = output.TakeFault,
    Live = Console.IsErrorRedirected
        ? null
        : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
    In = Console.In,
    IsTerminal = !Console.IsOutputRedirected,
    CanAsk = !Console.IsInputRedirected,
    IsDebugging = Environment.GetEnvironmentVariable("SWEEP_DEBUG") == "1",
    Store = Environment.GetEnvironmentVariable(CommonOptions.StoreVariable) is { Length: > 0 } store ? store : null,
    Abandoned = abandonment.Token,
    Time = TimeProvider.System,
};

// The first signal asks the command to stop in good order; the second ends the process as the system does by default.
using var interruption = new CancellationTokenSource();
var isAsked = false;
void Interrupt(PosixSignalContext signal)
{
    if (isAsked)
    {
        // Progress hides the cursor while it draws, and is not asked to end.
        context.Live?.Cursor.Show();
        abandonment.Cancel();
        return;
    }

    isAsked = true;
    Announce(signal);
}

// A lost terminal, of which the shell and the kernel tell, and a batch system's warning may come several times, and
// beside SIGTERM.
void Announce(PosixSignalContext signal)
{
    signal.Cancel = true;
    interruption.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Announce);
// What batch systems send before the end .NET has no names for: SIGUSR1, SIGUSR2 and SIGXCPU by their numbers on Linux.
using var warned = PosixSignalRegistration.Create((PosixSignal)10, Announce);
using var warnedOtherwise = PosixSignalRegistration.Create((PosixSignal)12, Announce);
using var outOfTime = PosixSignalRegistration.Create((PosixSignal)24, Announce);

var exitCode = await CommandLine.RunAsync(args, context, interruption.Token);
if (ProcessEnds.IsTrainingLeft)
    ProcessEnds.ExitAtOnce(exitCode);
return exitCode;
