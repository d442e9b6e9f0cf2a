using Spectre.Console;
using SweepRunner.Experiments.Data.Images;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner;

/// <summary>The surroundings of a command: streams, clock and environment. Tests pass their own.</summary>
internal sealed record CommandContext
{
    /// <summary>The standard output for results with colours or a layout.</summary>
    public required IAnsiConsole Output { get; init; }

    /// <summary>The standard output for results in plain text or JSON.</summary>
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>The standard error as a terminal with live progress; null for progress in lines.</summary>
    public IAnsiConsole? Live { get; init; }

    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>True if a person reads the results at a terminal.</summary>
    public bool IsTerminal { get; init; }

    public bool CanAsk { get; init; }

    /// <summary>True if an unexpected fault is shown with its stack trace.</summary>
    public bool IsDebugging { get; init; }

    /// <summary>The store of the environment; null for none.</summary>
    public string? Store { get; init; }

    /// <summary>Reads a variable of the environment; null if it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>How the user calls <c>sweep</c>: its name, or a path such as <c>./sweep</c>.</summary>
    public string Launcher { get; init; } = SweepCommands.DefaultLauncher;

    public DataFolders Data { get; init; } = DataFolders.FromEnvironment();

    /// <summary>What reads image folders, and says what takes long on standard error.</summary>
    public ImageFolders Images(CancellationToken cancellationToken) =>
        new(Data) { Say = Error.WriteLine, Cancellation = cancellationToken, Time = Time };

    /// <summary>Called from any thread when a trial makes progress.</summary>
    public Action OnProgress { get; init; } = () => { };

    /// <summary>Cancelled just before the process ends at once, so that its child processes end too.</summary>
    public CancellationToken Abandoned { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Why a result could not be written to standard output since the last call; null if all was.</summary>
    public Func<string?> TakeOutputFault { get; init; } = () => null;

    /// <summary>The columns of the terminal; null if the output is no terminal.</summary>
    public int? Columns => IsTerminal ? Output.Profile.Width : null;

    /// <summary>Writes commands that use no store.</summary>
    public SweepCommands Commands() => new(Launcher, null);

    /// <summary>Writes commands on a store that work as pasted: they name the store unless a command finds it by
    /// itself.</summary>
    public SweepCommands Commands(string storeUrl) =>
        new(Launcher, TrackingStores.AreSame(storeUrl, Store ?? TrackingStores.DefaultUrl) ? null : storeUrl);

    /// <summary>Prepares a store's artifacts for writing, and writes the store's note on them to standard
    /// error.</summary>
    public void PrepareArtifacts(IArtifactStore store)
    {
        if (store.PrepareArtifacts() is { } note)
            Error.WriteLine(note);
    }
}
