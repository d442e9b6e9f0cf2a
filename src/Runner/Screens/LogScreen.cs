namespace SweepRunner.Runner.Screens;

/// <summary>Writes the log of an attempt, wherever it is.</summary>
internal static class LogScreen
{
    /// <param name="context">The command.</param>
    /// <param name="store">The store.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="number">The attempt, from 1; null for the newest.</param>
    /// <exception cref="CommandException">There is no such attempt, or its log is not there.</exception>
    public static void Write(CommandContext context, ITrackingStore store, TrialId trial, int? number)
    {
        var attempts = store.Attempts(trial);
        var attempt = attempts.LastOrDefault(each => number is null || each.Number == number)
            ?? throw new CommandException(
                number is null ? $"Trial {trial} has no attempt yet, and no log."
                : $"Trial {trial} has no attempt {number}; it has {NumberText.Count(attempts.Count, "attempt")}.");
        using var log = Open(store, trial, attempt)
            ?? throw new CommandException(
                $"The log of attempt {attempt.Number} at {trial} is not there. {Why(store, trial, attempt)}");
        using var reader = new StreamReader(log);
        while (reader.ReadLine() is { } line)
            ScreenText.WriteLine(context, VisibleText.Line(line));
    }

    private static Stream? Open(ITrackingStore store, TrialId trial, AttemptRecord attempt)
    {
        var files = store.FilesOf(trial.Sweep);
        if (files.AreInStore)
            return files.Open(trial, ArtifactNames.LogOf(attempt.Number));
        return File.Exists(attempt.LogPath) ? File.OpenRead(attempt.LogPath) : null;
    }

    private static string Why(ITrackingStore store, TrialId trial, AttemptRecord attempt) =>
        attempt.LogPath is null ? "The process had a terminal, to which its messages went."
        : !store.FilesOf(trial.Sweep).AreInStore ? $"Its file is '{attempt.LogPath}'."
        : attempt.Ending is null ? $"The attempt runs on {attempt.Owner.Machine}, and stores it when it ends."
        : $"A process that is killed leaves it on {attempt.Owner.Machine}, where the next worker stores it.";
}
