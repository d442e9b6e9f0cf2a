using Spectre.Console;
using SweepRunner.Runner.Commands;

var context = new CommandContext
{
    Output = AnsiConsole.Console,
    Out = Console.Out,
    Error = Console.Error,
    Time = TimeProvider.System,
};
return await CommandLine.RunAsync(args, context).ConfigureAwait(false);
