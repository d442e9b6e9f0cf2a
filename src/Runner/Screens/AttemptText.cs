using SweepRunner.Reports.Formatting;
using SweepRunner.Runner.Machine;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Screens;

/// <summary>Who worked on a trial, and how that ended.</summary>
internal static class AttemptText
{
    /// <summary>One line an attempt.</summary>
    public static TextTable Table(IReadOnlyList<AttemptRecord> attempts)
    {
        var table = new TextTable(
            "attempt",
            new("began (UTC)", 2),
            new("took", 1),
            new("process", 3),
            new("ended", IsText: true),
            "steps",
            "log");
        foreach (var attempt in attempts)
        {
            table.Add(
                NumberText.Of(attempt.Number),
                NumberText.Of(attempt.StartedUtc),
                attempt.EndedUtc is { } ended ? NumberText.OfSeconds((ended - attempt.StartedUtc).TotalSeconds) : "-",
                NumberText.Of(attempt.Owner.ProcessId),
                Ending(attempt),
                NumberText.Of(attempt.StepsAfter),
                attempt.LogPath is not { } log ? "-" : File.Exists(log) ? log : $"{log} (not there)");
        }

        return table;
    }

    /// <summary>An attempt as JSON.</summary>
    public static object Shape(AttemptRecord attempt) => new
    {
        attempt.Number,
        attempt.Owner.Host,
        attempt.Owner.ProcessId,
        StartedUtc = attempt.StartedUtc.UtcDateTime,
        EndedUtc = attempt.EndedUtc?.UtcDateTime,
        attempt.Ending,
        attempt.Outcome,
        attempt.Reason,
        attempt.IsDeathSeen,
        attempt.ExitCode,
        attempt.Signal,
        attempt.StepsBefore,
        attempt.StepsAfter,
        attempt.LogPath,
    };

    private static string Ending(AttemptRecord attempt) =>
        attempt.Ending switch
        {
            null => "runs",
            AttemptEnding.Finished => attempt.Outcome!.Value.Name() + (attempt.Reason is { } kind ? $": {kind}" : ""),
            AttemptEnding.Released => "given back" + (attempt.Reason is { } reason ? $": {reason}" : ""),
            AttemptEnding.Died when attempt.IsDeathSeen => "died: "
                + ProcessEnds.Describe(attempt.ExitCode, attempt.Signal),
            AttemptEnding.Died => "died together with its supervisor",
            _ => "lost its lease"
                + (
                    (attempt.ExitCode ?? attempt.Signal) is null
                        ? ""
                        : $"; {ProcessEnds.Describe(attempt.ExitCode, attempt.Signal)}"),
        };
}
