using Spectre.Console;
using SweepRunner.Runner.Commands;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Tests.Commands;

/// <summary>Runs command lines against a store of its own, and keeps what they write.</summary>
internal sealed class CommandHarness : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public ManualTime Time { get; } = new();

    /// <summary>Reads the variables of the environment that a command sees.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public string StorePath => Folder.File("sweeps.db");

    public void Dispose() => Folder.Dispose();

    public ITrackingStore Create() => TrackingStores.Open(StorePath, StoreAccess.Create, Time);

    /// <summary>Runs a command on the harness's store; paths of its folder are written as <c>FOLDER</c>.</summary>
    public async Task<CommandResult> RunAsync(
        string[] arguments,
        bool isTerminal = false,
        string? answer = null,
        int width = 160,
        bool isOutputFull = false,
        CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var device = new FileStream(
            "/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var full = new StandardWriter(new StreamWriter(device) { AutoFlush = true });
        using var error = new StringWriter { NewLine = "\n" };
        var context = Context(isOutputFull ? full : output, error, width) with
        {
            TakeOutputFault = full.TakeFault,
            In = new StringReader(answer ?? ""),
            IsTerminal = isTerminal,
            CanAsk = answer is not null,
            Variable = Variable,
            Time = Time,
        };
        var running = CommandLine.RunAsync([.. arguments, "--store", StorePath], context, cancellationToken);
        var exitCode = await running.WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        return new CommandResult(exitCode, Clean(output.ToString()), Clean(error.ToString()));
    }

    /// <summary>What a command talks to: results and faults go to two texts, as they do to a program.</summary>
    public static CommandContext Context(TextWriter output, TextWriter error, int width = 160)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        return new CommandContext { Output = console, Out = output, Error = error, Time = TimeProvider.System };
    }

    private string Clean(string text) => text.Replace(Folder.Path, "FOLDER", StringComparison.Ordinal);
}

/// <summary>What a command ended with and wrote.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error);
