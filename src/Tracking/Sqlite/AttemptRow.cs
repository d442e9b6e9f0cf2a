namespace SweepRunner.Tracking.Sqlite;

/// <summary>A row of <c>attempts</c>.</summary>
internal sealed class AttemptRow
{
    public const string Columns = """
        trials.number AS Trial, attempt AS Attempt, host AS Host, boot_id AS BootId, pid AS Pid, pid_start AS PidStart,
        attempts.started_ms AS StartedMs, attempts.ended_ms AS EndedMs, ending AS Ending, attempts.outcome AS Outcome, reason AS Reason,
        is_death_seen AS IsDeathSeen, steps_before AS StepsBefore, steps_after AS StepsAfter,
        exit_code AS ExitCode, signal AS Signal, log_path AS LogPath
        """;

    public int Trial { get; set; }
    public int Attempt { get; set; }
    public string Host { get; set; } = "";
    public string BootId { get; set; } = "";
    public int Pid { get; set; }
    public long PidStart { get; set; }
    public long StartedMs { get; set; }
    public long? EndedMs { get; set; }
    public string? Ending { get; set; }
    public string? Outcome { get; set; }
    public string? Reason { get; set; }
    public bool IsDeathSeen { get; set; }
    public long StepsBefore { get; set; }
    public long? StepsAfter { get; set; }
    public int? ExitCode { get; set; }
    public int? Signal { get; set; }
    public string? LogPath { get; set; }

    public AttemptRecord ToRecord() => new()
    {
        Trial = Trial,
        Number = Attempt,
        Owner = new LeaseOwner(Host, BootId, Pid, PidStart),
        StartedUtc = DateTimeOffset.FromUnixTimeMilliseconds(StartedMs),
        EndedUtc = EndedMs is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
        Ending = Ending is null ? null : OutcomeNames.ParseEnding(Ending),
        Outcome = Outcome is null ? null : OutcomeNames.Parse(Outcome),
        Reason = Reason,
        IsDeathSeen = IsDeathSeen,
        StepsBefore = StepsBefore,
        StepsAfter = StepsAfter,
        ExitCode = ExitCode,
        Signal = Signal,
        LogPath = LogPath,
    };
}
