using System.Runtime.InteropServices;
using Spectre.Console;
using SweepRunner.Runner.Commands;
using SweepRunner.Runner.Running;

using var abandonment = new CancellationTokenSource();
var context = new CommandContext
{
    Output = AnsiConsole.Console,
    Out = new VisibleTextWriter(Console.Out),
    Error = new VisibleTextWriter(Console.Error),
    Live = Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
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
void Interrupt(PosixSignalContext signal)
{
    if (interruption.IsCancellationRequested)
    {
        // Progress hides the cursor while it draws, and is not asked to end.
        context.Live?.Cursor.Show();
        abandonment.Cancel();
        return;
    }

    signal.Cancel = true;
    interruption.Cancel();
}

using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

var exitCode = await CommandLine.RunAsync(args, context, interruption.Token).ConfigureAwait(false);
if (ProcessEnds.IsTrainingLeft)
    ProcessEnds.ExitAtOnce(exitCode);
return exitCode;
