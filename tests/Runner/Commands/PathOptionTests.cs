using System.CommandLine;
using System.CommandLine.Help;
using Spectre.Console;
using SweepRunner.Runner.Commands;
using SweepRunner.Runner.Tests.Configuration;

namespace SweepRunner.Runner.Tests.Commands;

/// <summary>Every option and argument of every command that takes a text, given what is no path that it can
/// use.</summary>
public sealed class PathOptionTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public static TheoryData<string> Commands => [.. Leaves().Select(leaf => leaf.Path)];

    public void Dispose() => _harness.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Run_UnfitPath_IsSaidInASentenceAndMakesNothingElsewhere(string command)
    {
        WriteStory();
        await File.WriteAllTextAsync(_harness.Folder.File("file"), "a letter");
        await File.WriteAllTextAsync(_harness.Folder.File("config.json"), SweepTexts.Full);
        Directory.CreateDirectory(_harness.Folder.File("folder"));
        var before = Directory.EnumerateFileSystemEntries(Environment.CurrentDirectory).ToList();
        string[] unfit =
        [
            "",
            " ",
            _harness.Folder.File(new string('n', 300)),
            _harness.Folder.File(string.Concat(Enumerable.Repeat(new string('p', 99) + "/", 50))),
            _harness.Folder.File("file/below"),
            _harness.Folder.File("file"),
            _harness.Folder.File("folder"),
            "/proc/nowhere/x",
            _harness.Folder.File("absent"),
        ];

        foreach (var (place, value) in Places(command).SelectMany(place => unfit.Select(value => (place, value))))
        {
            // A store that is not there would be made, and its sweep run.
            if (command is "run" or "serve" && (place, value) == (CommonOptions.Store.Name, unfit[^1]))
                continue;
            using var error = new StringWriter();
            var arguments = Arguments(command, place, value);

            var exitCode = await CommandLine
                .RunAsync(arguments, Context(error), Token(command))
                .WaitAsync(TimeSpan.FromSeconds(60));

            var said = $"{string.Join(' ', arguments)}\n{exitCode}: {error}";
            Assert.True(
                exitCode is ExitCodes.Done or ExitCodes.BadInput
                    || (exitCode == ExitCodes.Interrupted && command == "serve"),
                said);
            Assert.True(exitCode == ExitCodes.Done || error.ToString().Length > 0 || command == "serve", said);
            Assert.DoesNotContain("Unforeseen", said, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", said, StringComparison.Ordinal);
        }

        Assert.Equal(before, Directory.EnumerateFileSystemEntries(Environment.CurrentDirectory));
    }

    private static IEnumerable<(string Path, Command Command)> Leaves() =>
        Leaves(CommandLine.Create(Context(TextWriter.Null)), "");

    private static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path) =>
        command.Subcommands.Count == 0
            ? [(path.Trim(), command)]
            : command.Subcommands.SelectMany(below => Leaves(below, $"{path} {below.Name}"));

    private static Command Find(string path) => Leaves().Single(leaf => leaf.Path == path).Command;

    private static IEnumerable<string> Places(string path) =>
    [
        .. Find(path).Arguments.Select(argument => argument.Name),
        .. Find(path).Options.Append(CommonOptions.Store)
            .Where(option => option is not (HelpOption or VersionOption) && option.ValueType != typeof(bool))
            .Select(option => option.Name),
    ];

    // The value at its place; elsewhere what is fit, or refused only after the value is.
    private List<string> Arguments(string path, string place, string value)
    {
        var command = Find(path);
        var arguments = path.Split(' ').ToList();
        foreach (var argument in command.Arguments)
        {
            if (argument.Name == place)
                arguments.Add(value);
            else
                arguments.AddRange(Fit(argument, command));
        }

        if (place.StartsWith('-'))
            arguments.AddRange([place, value]);
        if (command.Options.SingleOrDefault(option => option.Required) is { } required && required.Name != place)
            arguments.AddRange([required.Name, _harness.Folder.File("folder")]);
        if (command.Name == "export" && !place.StartsWith('-'))
            arguments.Add("--json");
        // Where the folder can be used, with few images.
        if (command.Name == "shapes" && place == "DIR")
            arguments.AddRange(["--train", "1", "--validation", "1"]);
        if (path.StartsWith("new", StringComparison.Ordinal) && place != "--out")
            arguments.AddRange(["--out", _harness.Folder.File("folder")]);
        if (place != CommonOptions.Store.Name)
            arguments.AddRange([CommonOptions.Store.Name, _harness.StorePath]);
        return arguments;
    }

    private string[] Fit(Argument argument, Command command) => argument.Name switch
    {
        "CONFIG" => [_harness.Folder.File("config.json")],
        "DIR" when command.Name is "shapes" => [_harness.Folder.File("file")],
        _ when command.Name is "compare" => [StorySweep.Name, "nowhere"],
        _ when command.Name is "export" or "report" or "show" => [StorySweep.Name],
        _ => ["nowhere"],
    };

    private static CancellationToken Token(string command) => new(canceled: command == "serve");

    private void WriteStory()
    {
        using var store = _harness.Create();
        StorySweep.Write(store, _harness.Time);
    }

    private static CommandContext Context(TextWriter error) => new()
    {
        Output = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }),
        Out = TextWriter.Null,
        Error = error,
        Time = TimeProvider.System,
    };
}
