using System.CommandLine.Parsing;

namespace SweepRunner.Runner.Commands;

/// <summary>Says which words of a command line are unknown, and which known ones may be meant.</summary>
internal static class UnknownWords
{
    /// <summary>A sentence for each unknown word; none if all are known. The words that follow an unknown command or
    /// option may belong to it, so they are not reported.</summary>
    public static IEnumerable<string> In(ParseResult result)
    {
        // A directive takes a whole command line as one word.
        if (result.Tokens is [{ Type: TokenType.Directive }, ..])
            return [];
        var (command, words) = (result.CommandResult.Command, result.UnmatchedTokens);
        var options = words.Concat(Arguments(result)).Where(word => word.StartsWith('-') && word.Length > 1).ToList();
        if (command is { Subcommands.Count: > 0, Arguments.Count: 0 }
            && words.FirstOrDefault(word => !options.Contains(word)) is { } name)
            return [Command(name, command)];
        return options.Count > 0
            ? options.Select(option => Option(option, result.CommandResult))
            : words.Select(word => $"'{word}' is one argument too many for the command '{command.Name}'.");
    }

    // The parser takes an unknown option for an argument. Behind "--" there are only arguments.
    private static IEnumerable<string> Arguments(ParseResult result) =>
        result.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? []
            : result.CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(argument => argument.Tokens)
                .Select(token => token.Value);

    public static string Command(string name, Command parent) => parent is RootCommand && File.Exists(name)
        ? $"Unknown command '{name}'. Did you mean 'run {name}'?"
        : $"Unknown command '{name}'.{Hint(name, parent.Subcommands.Select(command => command.Name))}";

    private static string Option(string option, CommandResult command) =>
        $"Unknown option '{option}'.{Hint(option.Split('=')[0], Options(command).SelectMany(Names))}";

    private static IEnumerable<Option> Options(CommandResult command) => command
        .Command.Options.Concat(
            command.Parent is CommandResult parent ? Options(parent).Where(option => option.Recursive) : [])
        .Where(option => !option.Hidden);

    private static IEnumerable<string> Names(Option option) => option.Aliases.Prepend(option.Name);

    private static string Hint(string given, IEnumerable<string> known) =>
        // Every option of one letter is near every other.
        given.Length > 2 && NearestName.Find(given, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
