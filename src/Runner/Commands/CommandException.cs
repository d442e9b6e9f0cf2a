namespace SweepRunner.Runner.Commands;

/// <summary>Bad input to a command: the message says what is wrong, where, and what to do. Ends the command with <see cref="ExitCodes.BadInput"/>.</summary>
internal sealed class CommandException(string message, Exception? innerException = null) : Exception(message, innerException);
