using System.CommandLine.Parsing;

namespace SweepRunner.Runner.Commands;

/// <summary>What a command line lacks or has twice, in plain words.</summary>
internal static class ParseFault
{
    public static string Describe(ParseError error) => error.SymbolResult switch
    {
        CommandResult { Command.Subcommands: { Count: > 0 } parts } command =>
            $"{Path(command)} needs one of {string.Join(", ", parts.Select(part => part.Name))}.",
        ArgumentResult { Tokens.Count: 0, Parent: CommandResult command, Argument: var argument } =>
            $"{Path(command)} needs {argument.Name}, {AsPart(argument.Description!)}",
        OptionResult { IdentifierTokenCount: 0, Parent: CommandResult command, Option: var option } =>
            $"{Path(command)} needs {option.Name} {option.HelpName}, {AsPart(option.Description!)}",
        ArgumentResult { Parent: OptionResult option } => OfOption(option) ?? error.Message,
        OptionResult option => OfOption(option) ?? error.Message,
        _ => error.Message,
    };

    // The validators of the options speak of a single value.
    private static string? OfOption(OptionResult result) => result.Tokens.Count switch
    {
        0 when result.Option.Arity.MinimumNumberOfValues > 0 =>
            $"{result.Option.Name} needs a value: {result.Option.Name} {result.Option.HelpName}.",
        > 1 and var count when result.Option.Arity.MaximumNumberOfValues == 1 =>
            $"{result.Option.Name} takes one value, not {count}.",
        _ => null,
    };

    private static string Path(CommandResult command) => string.Join(' ', CommandLine.PathOf(command));

    private static string AsPart(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
