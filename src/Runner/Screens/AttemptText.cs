using SweepRunner.Reports.Formatting;
using SweepRunner.Runner.Machine;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Screens;

/// <summary>The attempts at a trial: their processes and how they ended.</summary>
internal static class AttemptText
{
    /// <summary>One row for each attempt.</summary>
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

    public static object ToJson(AttemptRecord attempt) => new
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

    private static string Ending(AttemptRecord attempt)
    {
        var reason = attempt.Reason is { } text ? $": {text}" : "";
        var exit = ExitStatus.Describe(attempt.ExitCode, attempt.Signal);
        return attempt.Ending switch
        {
            null => "runs",
            AttemptEnding.Finished => attempt.Outcome!.Value.Name() + reason,
            AttemptEnding.Released => "given back" + reason,
            AttemptEnding.Died => attempt.IsDeathSeen ? $"died: {exit}" : "died together with its supervisor",
            _ => (attempt.ExitCode ?? attempt.Signal) is null ? "lost its lease" : $"lost its lease; {exit}",
        };
    }
}
