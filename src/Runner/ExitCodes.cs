namespace SweepRunner.Runner;

internal static class ExitCodes
{
    /// <summary>Done. Diverged trials are results and count as done.</summary>
    public const int Done = 0;

    /// <summary>A trial or the host failed.</summary>
    public const int Failed = 1;

    /// <summary>Bad input: the command line, a config, a data file or a store.</summary>
    public const int BadInput = 2;

    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;
}

/// <summary>Bad input to a command: the message says what is wrong, where, and what to do.</summary>
internal class CommandException(string message, Exception? innerException = null)
    : Exception(message, innerException);
