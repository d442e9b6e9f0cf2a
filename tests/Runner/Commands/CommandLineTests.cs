using Spectre.Console;
using SweepRunner.Runner.Commands;
using SweepRunner.Runner.Tests.Configuration;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Runner.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly CommandHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("help-list.txt", "list", "--help")]
    [InlineData("help-show.txt", "show", "--help")]
    [InlineData("help-status.txt", "status", "--help")]
    [InlineData("help-export.txt", "export", "--help")]
    [InlineData("help-report.txt", "report", "--help")]
    [InlineData("help-compare.txt", "compare", "--help")]
    [InlineData("help-copy.txt", "copy", "--help")]
    [InlineData("help-delete.txt", "delete", "--help")]
    [InlineData("help-root.txt", "--help")]
    [InlineData("help-root.txt", "help")]
    [InlineData("help-run.txt", "help", "run")]
    [InlineData("help-data.txt", "help", "data")]
    [InlineData("help-data-verify.txt", "help", "data", "verify")]
    [InlineData("help-data-generate-shapes.txt", "help", "data", "generate", "shapes")]
    public async Task Run_Help_WritesTheScreen(string golden, params string[] arguments)
    {
        var result = await _harness.RunAsync(arguments);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        GoldenFile.Matches(golden, result.Output);
    }

    [Fact]
    public async Task Run_HelpThroughALauncher_NamesIt()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var context = Context(TextWriter.Null) with { Out = output, Launcher = "./sweep" };

        Assert.Equal(ExitCodes.Done, await CommandLine.RunAsync(["help", "list"], context));
        Assert.StartsWith(
            "Description:\n  List the sweeps of the store, the oldest first. Example: ./sweep list --json\n\n"
                + "Usage:\n  ./sweep list [options]\n",
            output.ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown command 'rnu'. Did you mean 'run'?", "sweep", "rnu", "configs/quickstart.json", "--wrokers")]
    [InlineData("Unknown command 'rnu'. Did you mean 'run'?", "sweep", "rnu", "--help")]
    [InlineData("Unknown command 'xyz'.", "sweep", "xyz")]
    [InlineData("Unknown command 'lst'. Did you mean 'list'?", "sweep data", "data", "lst")]
    [InlineData("Unknown option '--wrokers'. Did you mean '--workers'?", "sweep run", "run", "--wrokers", "2", "a")]
    [InlineData("Unknown option '--st=x'. Did you mean '--set'?", "sweep run", "run", "a.json", "--st=x")]
    [InlineData("Unknown option '--stroe'. Did you mean '--store'?", "sweep show", "show", "a", "--stroe")]
    [InlineData("Unknown option '--jsn'. Did you mean '--json'?", "sweep show", "show", "--jsn")]
    [InlineData("Unknown option '-x'.", "sweep list", "list", "-x")]
    [InlineData("'b' is one argument too many for the command 'show'.", "sweep show", "show", "a", "b")]
    public async Task Run_UnknownWord_IsTheOneFaultAndHasItsNearestName(
        string message, string command, params string[] arguments)
    {
        var result = await _harness.RunAsync(arguments);

        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput, "", $"{message}\nRun '{command} --help' for the commands and their options.\n"),
            result);
    }

    [Fact]
    public async Task Run_FileInPlaceOfACommand_OffersToRunIt()
    {
        var file = Path.Join(SweepTexts.ConfigsFolder(), "quickstart.json");

        var result = await _harness.RunAsync([file]);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.StartsWith(
            $"Unknown command '{file}'. Did you mean 'run {file}'?\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_CommandThatIsNotThere_NamesTheNearest() => Assert.Equal(
        new CommandResult(ExitCodes.BadInput, "", "Unknown command 'verfy'. Did you mean 'verify'?\n"),
        await _harness.RunAsync(["help", "data", "verfy"]));

    [Fact]
    public void Commands_OfAStore_NameItUnlessTheyFindIt()
    {
        var context = Context(TextWriter.Null) with { Launcher = "./sweep", Store = _harness.StorePath };

        Assert.Equal(
            "./sweep resume a", context.Commands($"litedb:{_harness.StorePath}").Write("resume", "a"));
        Assert.Equal(
            $"./sweep resume a --store sqlite:{_harness.Folder.Path}/other.db",
            context.Commands($"sqlite:{_harness.Folder.Path}/other.db").Write("resume", "a"));
        Assert.Equal(
            "./sweep list",
            (context with { Store = null }).Commands($"litedb:{Path.GetFullPath("runs/sweeps.db")}").Write("list"));
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("plan")]
    [InlineData("run")]
    public async Task Run_SweepFileIsAFifo_IsRefusedAtOnce(string command)
    {
        var fifo = _harness.Folder.File("sweep.json");
        await Shell.RunAsync("mkfifo", fifo);

        var result = await _harness.RunAsync([command, fifo]);

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.StartsWith(
            "FOLDER/sweep.json: This is not a readable file: it is a FIFO.\n",
            result.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoCommand_WritesTheHelp()
    {
        var result = await _harness.RunAsync([]);

        Assert.Equal((ExitCodes.Done, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(
            "Description:\n  Run hyperparameter sweeps over networks or your own programs, and keep all results.\n",
            result.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Unknown command 'lsit'. Did you mean 'list'?\nRun 'sweep --help' for the commands and their options.\n",
        "lsit")]
    [InlineData(
        "show needs NAME, a sweep, its best cell as SWEEP/best, or one of its trials as SWEEP/NUMBER.\nRun "
            + "'sweep show --help' for the commands and their options.\n",
        "show")]
    [InlineData(
        "Unknown option '--jsn'. Did you mean '--json'?\nRun 'sweep list --help' for the commands and their options.\n",
        "list",
        "--jsn")]
    [InlineData(
        "Nothing to write: name at least one of --csv DIR, --tensorboard DIR, --json, --markdown.\nRun "
            + "'sweep export --help' for the commands and their options.\n",
        "export",
        "x")]
    [InlineData(
        "There is no store at 'FOLDER/sweeps.db'. Run a sweep first, or name another store with --store.\n", "list")]
    [InlineData(
        "There is no store at 'FOLDER/sweeps.db'. Run a sweep first, or name another store with --store.\n",
        "show",
        "x")]
    [InlineData(
        "There is no store at 'FOLDER/sweeps.db'. Run a sweep first, or name another store with --store.\n",
        "export",
        "x",
        "--csv",
        "y")]
    [InlineData(
        "There is no store at 'FOLDER/sweeps.db'. Run a sweep first, or name another store with --store.\n",
        "delete",
        "x")]
    public async Task Run_BadInput_SaysWhatAndEndsWithTwo(string message, params string[] arguments)
    {
        var result = await _harness.RunAsync(arguments);

        Assert.Equal(new CommandResult(ExitCodes.BadInput, "", message), result);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_harness.Folder.Path));
    }

    [Fact]
    public async Task Run_StoreIsNoDatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_harness.StorePath, new string('x', 5000));

        var result = await _harness.RunAsync(["list"]);

        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                "'FOLDER/sweeps.db' is not a store: the file is not a database. Move it away, or name "
                    + "another store with --store.\n"),
            result);
    }

    [Theory]
    [InlineData(
        false,
        "Unexpected fault: the pipe burst (InvalidOperationException)\nRun the command with SWEEP_DEBUG=1 "
            + "in the environment for the stack trace.\n")]
    [InlineData(true, "System.InvalidOperationException: the pipe burst\n   at ")]
    public async Task Run_UnforeseenFault_EndsWithOneAndShowsItsTraceOnlyWhenAsked(bool isDebugging, string beginning)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var context = Context(error) with { Out = new BurstWriter(), IsDebugging = isDebugging };
        _harness.Create().Dispose();

        var exitCode = await CommandLine.RunAsync(["list", "--json", "--store", _harness.StorePath], context);

        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.StartsWith(beginning, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(isDebugging, error.ToString().Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Interrupted_EndsWith130AndSaysNothing()
    {
        using var error = new StringWriter();
        using var interruption = new CancellationTokenSource();
        using (var store = _harness.Create())
            StorySweep.Write(store, _harness.Time);
        var context = Context(error) with { CanAsk = true, In = new InterruptingReader(interruption) };

        var exitCode = await CommandLine.RunAsync(
            ["delete", StorySweep.Name, "--store", _harness.StorePath], context, interruption.Token);

        Assert.Equal(ExitCodes.Interrupted, exitCode);
        Assert.Equal("Delete the sweep 'nan-story', its 8 trials and their artifacts? [y/N] ", error.ToString());
    }

    [Fact]
    public async Task Run_StoreOfTheEnvironment_IsTakenUnlessAnotherIsNamed()
    {
        using var error = new StringWriter { NewLine = "\n" };
        _harness.Create().Dispose();
        var nowhere = _harness.Folder.File("nowhere.db");

        Assert.Equal(
            ExitCodes.Done, await CommandLine.RunAsync(["list"], Context(error) with { Store = _harness.StorePath }));
        Assert.Equal(
            ExitCodes.Done,
            await CommandLine.RunAsync(["list", "--store", _harness.StorePath], Context(error) with { Store = nowhere })
        );
        Assert.Equal("", error.ToString());
        Assert.Equal(ExitCodes.BadInput, await CommandLine.RunAsync(["list"], Context(error) with { Store = nowhere }));
        Assert.Equal(
            $"There is no store at '{nowhere}'. Run a sweep first, or name another store with "
                + "--store.\nSWEEP_STORE names that store.\n",
            error.ToString());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("plan")]
    public async Task Run_StoreOfTheEnvironmentIsNoStore_IsRefused(string command)
    {
        using var error = new StringWriter { NewLine = "\n" };
        string[] arguments =
            command == "plan" ? [command, Path.Join(SweepTexts.ConfigsFolder(), "quickstart.json")] : [command];

        var exitCode = await CommandLine.RunAsync(arguments, Context(error) with { Store = "sqlite://x.db" });

        Assert.Equal(ExitCodes.BadInput, exitCode);
        Assert.StartsWith("Cannot open the store 'sqlite://x.db': ", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\nSWEEP_STORE names that store.\n", error.ToString(), StringComparison.Ordinal);
    }

    private CommandContext Context(TextWriter error) => new()
    {
        Output = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }),
        Out = TextWriter.Null,
        Error = error,
        Time = _harness.Time,
    };

    private sealed class BurstWriter : StringWriter
    {
        public override void Write(string? value) => throw new InvalidOperationException("the pipe burst");
    }

    /// <summary>Somebody who answers a question with Ctrl-C.</summary>
    private sealed class InterruptingReader(CancellationTokenSource interruption) : TextReader
    {
        public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
        {
            interruption.Cancel();
            return ValueTask.FromCanceled<string?>(cancellationToken);
        }
    }
}
