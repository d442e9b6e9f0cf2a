using Microsoft.Extensions.Logging;

namespace SweepRunner.Runner;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Watching {Folder} for sweep files; their trials go to {Store}.")]
    public static partial void Watching(this ILogger logger, string folder, string store);

    [LoggerMessage(2, LogLevel.Information, "Running {File}.")]
    public static partial void Running(this ILogger logger, string? file);

    [LoggerMessage(3, LogLevel.Information, "{File}: {Place}. {ReportPath}")]
    public static partial void PutAway(this ILogger logger, string? file, string place, string reportPath);

    [LoggerMessage(4, LogLevel.Warning, "{Sentence}")]
    public static partial void LeftAlone(this ILogger logger, string sentence);

    [LoggerMessage(5, LogLevel.Error, "{Fault}")]
    public static partial void Faulted(this ILogger logger, string fault);
}

/// <summary>Logs each event as one line: a line break in the name of a file does not begin a new one.</summary>
internal sealed class LineLogger(TextWriter writer) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => writer.WriteLine(VisibleText.Line(formatter(state, exception)));
}
