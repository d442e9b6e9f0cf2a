using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Reflection;
using SweepRunner.Reports.Reading;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Commands;

/// <summary>The command <c>sweep</c> with its subcommands.</summary>
internal static class CommandLine
{
    /// <summary>Creates the tree of commands without opening a store or loading libtorch.</summary>
    public static RootCommand Create(CommandContext context)
    {
        var root = new RootCommand(
            "Run hyperparameter sweeps over networks or your own programs, and keep all results.")
        {
            CommonOptions.Store,
            RunCommand.Create(context),
            ResumeCommand.Create(context),
            StopCommand.Create(context),
            RetryCommand.Create(context),
            StatusCommand.Create(context),
            ListCommand.Create(context),
            ShowCommand.Create(context),
            ReportCommand.Create(context),
            ReportCommand.CreateCompare(context),
            ExportCommand.Create(context),
            CopyCommand.Create(context),
            DeleteCommand.Create(context),
            DataCommand.Create(context),
            EnqueueCommand.Create(context),
            NarrowCommand.Create(context),
            ReplayCommand.Create(context),
            NewCommand.Create(context),
            ValidateCommand.Create(context),
            PlanCommand.Create(context),
            SchemaCommand.Create(context),
            ServeCommand.Create(context),
            WorkerCommand.Create(context),
            InstallCommand.Create(context),
            HelpCommand.Create(context),
        };
        var option = root.Options.OfType<HelpOption>().Single();
        var help = new HelpText((HelpAction)option.Action!, context);
        option.Action = help;
        root.SetAction(help.Invoke);
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction(context);
        return root;
    }

    /// <summary>Runs one command line. Never throws: a fault becomes a message on standard error and an exit
    /// code.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, CommandContext context, CancellationToken cancellationToken = default)
    {
        var exitCode = await InvokeAsync(arguments, context, cancellationToken);
        // The exit code of a run tells of its trials. Other commands exist for their output.
        if (context.TakeOutputFault() is not { } fault)
            return exitCode;
        context.Error.WriteLine($"The result could not be written to standard output. {fault}. "
            + "What the command did is kept. Run it again with an output that can be written to see the result.");
        return exitCode == ExitCodes.Done ? ExitCodes.Failed : exitCode;
    }

    private static async Task<int> InvokeAsync(
        IReadOnlyList<string> arguments, CommandContext context, CancellationToken cancellationToken)
    {
        var result = Create(context).Parse(arguments);
        try
        {
            var unknown = UnknownWords.In(result).ToList();
            if (unknown.Count > 0 || result.Action is ParseErrorAction)
                return Refuse(result, unknown, context);
            return await result.InvokeAsync(Invocation(context), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception thrown)
        {
            var exception = OfBadInput(thrown);
            Report(exception, context);
            if (exception is TrackingException && result.IsStoreOfEnvironment(context))
                context.Error.WriteLine($"{CommonOptions.StoreVariable} names that store.");
            return IsBadInput(exception) ? ExitCodes.BadInput : ExitCodes.Failed;
        }
    }

    // The exceptions that stand for bad input: the message alone tells the user enough.
    private static bool IsBadInput(Exception exception) =>
        exception is CommandException or TrackingException or DataException or ReportException;

    // A missing current folder or too few file descriptors are no faults of the program.
    private static Exception OfBadInput(Exception thrown) =>
        !IsBadInput(thrown) && FileFaults.OfProcess(thrown) is { } reason
            ? new CommandException($"Nothing can be opened: {reason}.", thrown)
            : thrown;

    private static InvocationConfiguration Invocation(CommandContext context) => new()
    {
        Output = context.Out,
        Error = context.Error,
        EnableDefaultExceptionHandler = false,
        // Program handles signals: a running trial needs more time for its checkpoint than the library's two seconds.
        ProcessTerminationTimeout = null,
    };

    private static int Refuse(ParseResult result, List<string> unknown, CommandContext context)
    {
        foreach (var message in unknown.Count > 0 ? unknown : result.Errors.Select(ParseFault.Describe))
            context.Error.WriteLine(message);
        var help = context.Commands().Write([.. PathOf(result.CommandResult), "--help"]);
        context.Error.WriteLine($"Run '{help}' for the commands and their options.");
        return ExitCodes.BadInput;
    }

    public static IEnumerable<string> PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? [.. PathOf(parent), command.Command.Name] : [];

    private static void Report(Exception exception, CommandContext context)
    {
        if (context.IsDebugging)
            context.Error.WriteLine(exception.ToString());
        else if (IsBadInput(exception))
            context.Error.WriteLine(exception.Message);
        else
            context.Error.WriteLine($"""
                Unexpected fault: {exception.Message} ({exception.GetType().Name})
                Run the command with SWEEP_DEBUG=1 in the environment for the stack trace.
                """);
    }
}

internal sealed class VersionAction(CommandContext context) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!;
        context.Out.WriteLine(version.InformationalVersion);
        return ExitCodes.Done;
    }
}
