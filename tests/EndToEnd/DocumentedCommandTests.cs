using Spectre.Console;
using SweepRunner.Runner;
using SweepRunner.Runner.Commands;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>What the pages tell a reader to type is there to be typed.</summary>
public sealed class DocumentedCommandTests
{
    private const string Launcher = "./sweep ";

    [Fact]
    public void Pages_EveryCommandInThem_ParsesAndNamesAConfigThatIsThere()
    {
        var context = new CommandContext
        {
            Output = AnsiConsole.Console,
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            Time = TimeProvider.System,
        };
        var commands = Pages().SelectMany(Commands).ToList();

        Assert.NotEmpty(commands);
        Assert.All(commands, command =>
        {
            Assert.Empty(CommandLine.Create(context).Parse(command).Errors);
            Assert.All(
                command.Split(' ').Where(word => word.StartsWith("configs/", StringComparison.Ordinal)),
                config => Assert.True(File.Exists(Repository.File(config)), $"{command}: there is no {config}"));
        });
    }

    private static IEnumerable<string> Pages() => Directory.EnumerateFiles(Repository.Root, "*.md")
        .Concat(Directory.EnumerateFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories));

    // A command stands alone in a line of a code block, behind a prompt or not, or between backticks in a sentence.
    private static IEnumerable<string> Commands(string page)
    {
        var isCode = false;
        foreach (var line in File.ReadLines(page))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            var candidates = isCode ? [line.TrimStart('$', ' ')] : line.Split('`').Where((_, index) => index % 2 == 1);
            foreach (var command in candidates.Where(text => text.StartsWith(Launcher, StringComparison.Ordinal)))
                yield return command[Launcher.Length..].Split('#', '>', '|')[0].Trim();
        }
    }
}
