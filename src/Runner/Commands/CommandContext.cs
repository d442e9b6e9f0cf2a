using Spectre.Console;

namespace SweepRunner.Runner.Commands;

/// <summary>What a command talks to: handed in, so that a test can read it.</summary>
internal sealed record CommandContext
{
    /// <summary>Where results go that have colours or a layout: the standard output.</summary>
    public required IAnsiConsole Output { get; init; }

    /// <summary>Where results go that are plain text, JSON among them: the standard output.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where faults, logs and progress go: the standard error.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
