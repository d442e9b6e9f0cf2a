using System.CommandLine;

namespace SweepRunner.Runner.Commands;

/// <summary>The command <c>sweep</c> and all below it.</summary>
internal static class CommandLine
{
    /// <summary>The tree of commands, writing to the context's streams.</summary>
    public static RootCommand Create(CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new RootCommand("Runs hyperparameter sweeps over image classifiers and remembers everything.");
    }

    /// <summary>Runs one command line to its end.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CommandContext context, CancellationToken cancellationToken = default)
    {
        var result = Create(context).Parse(arguments);
        if (result.Action is System.CommandLine.Invocation.ParseErrorAction)
        {
            foreach (var error in result.Errors)
                await context.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            await context.Error.WriteLineAsync("Run 'sweep --help' for the commands and their options.").ConfigureAwait(false);
            return ExitCodes.BadInput;
        }

        var configuration = new InvocationConfiguration { Output = context.Out, Error = context.Error };
        return await result.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
    }
}
