using System.Runtime.InteropServices;
using Spectre.Console;
using SweepRunner.Runner;
using SweepRunner.Runner.Commands;
using SweepRunner.Runner.Machine;

CurrentProcess.RequireStandardStreams();
var (output, error) = (new StandardWriter(Console.Out), new StandardWriter(Console.Error));
// Spectre.Console writes through these too.
Console.SetOut(output);
Console.SetError(error);

using var abandonment = new CancellationTokenSource();
var launcher = Environment.GetEnvironmentVariable(CommonOptions.LauncherVariable) is { Length: > 0 } name
    ? name
    : SweepCommands.DefaultLauncher;
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
    Launcher = launcher,
    Data = DataFolders.FromEnvironment() with { Launcher = SweepCommands.Quoted(launcher) },
    Abandoned = abandonment.Token,
    Time = TimeProvider.System,
};

// What the code of a plug-in prints does not belong to the results.
Console.SetOut(error);

// The first signal asks the command to stop cleanly. The second ends the process, as the system does by default.
using var interruption = new CancellationTokenSource();
var isAsked = false;
void Interrupt(PosixSignalContext signal)
{
    if (isAsked)
    {
        // The live display has hidden the cursor and does not end cleanly.
        context.Live?.Cursor.Show();
        abandonment.Cancel();
        return;
    }

    isAsked = true;
    Announce(signal);
}

// A lost terminal (shell and kernel signal it) and a batch system's warning may come several times and with SIGTERM.
void Announce(PosixSignalContext signal)
{
    signal.Cancel = true;
    interruption.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Announce);
// Batch systems warn with SIGUSR1, SIGUSR2 or SIGXCPU. .NET has no names for them: these are their numbers on Linux.
using var warned = PosixSignalRegistration.Create((PosixSignal)10, Announce);
using var warnedOtherwise = PosixSignalRegistration.Create((PosixSignal)12, Announce);
using var outOfTime = PosixSignalRegistration.Create((PosixSignal)24, Announce);

var exitCode = await CommandLine.RunAsync(args, context, interruption.Token);
// Without tearing down what a thread inside libtorch still uses.
if (CurrentProcess.IsTrainingLeft)
    LibC.Exit(exitCode);
return exitCode;
