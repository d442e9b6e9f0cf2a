using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace SweepRunner.Runner.Commands;

/// <summary><c>help [COMMAND]</c>: the same screen as <c>COMMAND --help</c>.</summary>
internal static class HelpCommand
{
    public static Command Create(CommandContext context)
    {
        var words = new Argument<string[]>("COMMAND")
        {
            Description = "The command, such as run or data list. Default: all commands.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        words.CompletionSources.Add(completion => Root(completion)
            .Subcommands.Where(command => !command.Hidden)
            .Select(command => new CompletionItem(command.Name)));
        var command = new Command("help", "Show the help of a command. Example: sweep help run") { words };
        command.SetAction(result =>
        {
            var root = (Command)result.RootCommandResult.Command;
            var path = new List<string>();
            foreach (var word in result.GetValue(words) ?? [])
            {
                root = root.Subcommands.FirstOrDefault(each => each.Name == word)
                    ?? throw new CommandException(UnknownWords.Command(word, root));
                path.Add(word);
            }

            return result.RootCommandResult.Command.Parse([.. path, "--help"]).Invoke(result.InvocationConfiguration);
        });
        return command;
    }

    private static Command Root(CompletionContext completion) =>
        completion.ParseResult.RootCommandResult.Command;
}

/// <summary>Writes the library's help with the launcher's name, and shows every argument that may be left out as
/// <c>[NAME]</c>.</summary>
internal sealed partial class HelpText(HelpAction inner, CommandContext context) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var settings = parseResult.InvocationConfiguration;
        var output = settings.Output;
        using var text = new StringWriter { NewLine = "\n" };
        settings.Output = text;
        var exitCode = inner.Invoke(parseResult);
        settings.Output = output;
        output.Write(Rewrite(text.ToString(), parseResult.CommandResult.Command));
        return exitCode;
    }

    private string Rewrite(string help, Command command)
    {
        var launcher = context.Launcher.Replace("$", "$$");
        help = help.Replace($"Usage:\n  {RootCommand.ExecutableName} ", $"Usage:\n  {context.Launcher} ");
        help = Example().Replace(help, $"$1{launcher} ");
        help = OptionalInUsage().Replace(help, "[$1]");
        // "  <NAME>" lists an argument of the command, and "  status <NAME>" a subcommand.
        return Row().Replace(help, row =>
        {
            var listed = row.Groups["command"].Value.TrimEnd();
            var owner = listed.Length == 0 ? command : command.Subcommands.FirstOrDefault(each => each.Name == listed);
            return owner?.Arguments.All(argument => argument.Arity.MinimumNumberOfValues == 0) == true
                ? $"  {row.Groups["command"]}[{row.Groups["label"]}]"
                : row.Value;
        });
    }

    [GeneratedRegex(@"(Example:\s+)sweep ")]
    private static partial Regex Example();

    [GeneratedRegex(@"\[<([^<>\n]+)>(?:\.\.\.)?\]")]
    private static partial Regex OptionalInUsage();

    [GeneratedRegex("^  (?<command>[a-z]+ )?<(?<label>[^<>\n]+)>", RegexOptions.Multiline)]
    private static partial Regex Row();
}
