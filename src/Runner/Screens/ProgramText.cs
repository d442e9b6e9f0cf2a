namespace SweepRunner.Runner.Screens;

/// <summary>The command lines and folders of programs, read from stored configs of any version; null for
/// networks.</summary>
internal static class ProgramText
{
    /// <summary>The command of a sweep with its placeholders.</summary>
    public static string? CommandOf(SweepFacts sweep) =>
        JsonOutput.Parse(sweep.ConfigJson).At("trial", "command", "run") is { ValueKind: JsonValueKind.Array } run
            ? SweepCommands.Line(run.EnumerateArray().Select(word => $"{word}"))
            : null;

    /// <summary>The folder that the programs of a sweep run in.</summary>
    public static string? FolderOf(SweepFacts sweep) =>
        JsonOutput.Parse(sweep.ConfigJson).At("trial", "command", "workingDirectory")
            is { ValueKind: JsonValueKind.String } folder
            ? folder.GetString()
            : null;

    /// <summary>The arguments of a trial with its parameters and its seed.</summary>
    public static IReadOnlyList<string>? ArgumentsOf(NewTrial trial)
    {
        try
        {
            return TrialJson.Parse(trial.ConfigJson) is ProgramTrial program
                ? Placeholders.Fill(program, trial.Seed)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            // A damaged text is shown without its command.
            return null;
        }
    }
}
