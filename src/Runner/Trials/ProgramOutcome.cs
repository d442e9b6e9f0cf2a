using SweepRunner.Experiments.Programs;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Programs;

namespace SweepRunner.Runner.Trials;

/// <summary>Turns the end of a program into that of its trial.</summary>
internal static class ProgramOutcome
{
    private const int NamesShown = 10;

    // The C library's errors and those of setsid, which has replaced itself by the program if it comes to its end.
    private const string NotStarted = "setsid: failed to execute ";
    private const int CannotExecute = 126, NotFound = 127;

    /// <exception cref="ProgramFailedException">The program failed.</exception>
    public static TrialReport Of(ProgramEnd end, ProgramMetrics metrics, string objective, int? silenceSeconds)
    {
        if (metrics.Divergence is null && Failure(end, metrics, objective, silenceSeconds) is { } failure)
        {
            metrics.Fail();
            throw new ProgramFailedException(failure)
            {
                LastLines = end.LastLines,
                IsKilled = !end.IsSilent && ExitStatus.SignalOf(end.ExitCode) == LibC.KillAtOnce,
                Logged = Logged(metrics),
            };
        }

        var (epochs, steps) = Logged(metrics);
        return new TrialReport
        {
            Divergence = metrics.Divergence?.Kind,
            Snapshot = metrics.Divergence?.Snapshot,
            OutcomeStep = metrics.Divergence?.Step,
            Epochs = epochs,
            Steps = steps,
            LastFiniteLoss = metrics.LastFiniteLoss,
        };
    }

    private static (int Epochs, long Steps) Logged(ProgramMetrics metrics) =>
        (metrics.HighestEpoch + 1 ?? 0, metrics.HighestStep + 1 ?? 0);

    private static string? Failure(ProgramEnd end, ProgramMetrics metrics, string objective, int? silenceSeconds) =>
        end switch
        {
            { IsSilent: true } => $"no output for {silenceSeconds} s (silenceSeconds)",
            { ExitCode: 0 } => metrics.End(objective) ? null : WithoutObjective(objective, metrics.Names),
            { ExitCode: CannotExecute or NotFound, LastLines: [.., var last] } when last.StartsWith(NotStarted) =>
                $"the program could not be started: {last[NotStarted.Length..]}",
            _ when ExitStatus.SignalOf(end.ExitCode) is { } signal =>
                $"killed by {ExitStatus.Describe(null, signal)}",
            _ => ExitStatus.Describe(end.ExitCode, null),
        };

    private static string WithoutObjective(string objective, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
            return $"exit code 0 without the objective '{objective}'; it logged no metrics";
        var shown = names.Count > NamesShown
            ? $"{string.Join(", ", names.Take(NamesShown))} and {names.Count - NamesShown} more"
            : string.Join(", ", names);
        var near = NearestName.Find(objective, names) is { } name ? $"; did you mean '{name}'?" : "";
        return VisibleText.Line($"exit code 0 without the objective '{objective}'; it logged: {shown}{near}");
    }
}
