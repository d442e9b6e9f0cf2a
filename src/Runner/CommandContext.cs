using Spectre.Console;
using SweepRunner.Experiments.Data;
using SweepRunner.Tracking;

namespace SweepRunner.Runner;

/// <summary>What a command talks to: handed in, so that a test can read it.</summary>
internal sealed record CommandContext
{
    /// <summary>Where results go that have colours or a layout: the standard output.</summary>
    public required IAnsiConsole Output { get; init; }

    /// <summary>Where results go that are plain text, JSON among them: the standard output.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where faults, logs and progress go: the standard error.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The standard error as a terminal that progress is drawn on; null where it is none, and progress goes
    /// out in lines.</summary>
    public IAnsiConsole? Live { get; init; }

    /// <summary>Where answers to questions come from: the standard input.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>True when results are read by a person at a terminal, not by a program.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>True when there is someone to answer a question.</summary>
    public bool CanAsk { get; init; }

    /// <summary>True when an unforeseen fault is to be shown with its stack trace.</summary>
    public bool IsDebugging { get; init; }

    /// <summary>The URL of the store that the environment names; null where it names none.</summary>
    public string? Store { get; init; }

    /// <summary>Where data sets are looked for.</summary>
    public DataFolders Data { get; init; } = DataFolders.FromEnvironment();

    /// <summary>Called whenever a trial gets on, from any thread.</summary>
    public Action OnProgress { get; init; } = () => { };

    /// <summary>Cancelled when the process is about to end at once: what it started is to end with it.</summary>
    public CancellationToken Abandoned { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Why a result could not be written to the standard output since the last call; null where all
    /// was.</summary>
    public Func<string?> TakeOutputFault { get; init; } = () => null;

    /// <summary>Prepares the artifacts of a store for writing, and writes its note on them to standard error.</summary>
    /// <exception cref="TrackingException">They belong to another store, or are not writable.</exception>
    public void PrepareArtifacts(ITrackingStore store)
    {
        if (store.PrepareArtifacts() is { } note)
            Error.WriteLine(note);
    }
}
