using System.Text.Json;

namespace SweepRunner.Tracking.Sql;

/// <summary>A row of <c>sweeps</c>. Dapper matches <c>config_text</c> with <c>ConfigText</c>.</summary>
internal sealed record SweepRow : SweepFacts
{
    public string OverridesJson { get; set; } = "";
    public string SpacePathsJson { get; set; } = "";
    public long CreatedMs { get; set; }
    public int TrialCount { get; set; }

    public SweepRecord ToRecord() => new()
    {
        Definition = this with
        {
            Overrides = JsonSerializer.Deserialize<string[]>(OverridesJson)!,
            SpacePaths = JsonSerializer.Deserialize<string[]>(SpacePathsJson)!,
        },
        CreatedUtc = DateTimeOffset.FromUnixTimeMilliseconds(CreatedMs),
        TrialCount = TrialCount,
    };
}

/// <summary>A row of <c>trials</c>, its lease included.</summary>
internal sealed class TrialRow
{
    public long Id { get; set; }
    public int Number { get; set; }
    public int Cell { get; set; }
    public long Seed { get; set; }
    public string Identity { get; set; } = "";
    public string ConfigJson { get; set; } = "";
    public string SpaceValuesJson { get; set; } = "";
    public string Outcome { get; set; } = "";
    public string? OutcomeKind { get; set; }
    public long? OutcomeStep { get; set; }
    public int Epochs { get; set; }
    public long Steps { get; set; }
    public double? LastFiniteLoss { get; set; }
    public double ElapsedSeconds { get; set; }
    public string? Error { get; set; }
    public string? DivergenceJson { get; set; }
    public int Attempts { get; set; }
    public long? StartedMs { get; set; }
    public long? EndedMs { get; set; }
    public string? LeaseHost { get; set; }
    public string? LeaseBootId { get; set; }
    public int? LeasePid { get; set; }
    public long? LeasePidStart { get; set; }
    public long? LeaseExpiresMs { get; set; }
    public string? DataJson { get; set; }
    public int? PauseAfterEpochs { get; set; }

    public Lease? Lease => LeaseHost is null
        ? null
        : new(new LeaseOwner(LeaseHost, LeaseBootId!, LeasePid!.Value, LeasePidStart!.Value), LeaseExpiresMs!.Value);

    public TrialRecord ToRecord(string sweep)
    {
        var outcome = OutcomeNames.Parse(Outcome);
        return new TrialRecord
        {
            Id = new TrialId(sweep, Number),
            Definition = new NewTrial
            {
                Cell = Cell,
                Seed = Seed,
                Identity = Identity,
                ConfigJson = ConfigJson,
                SpaceValues = JsonSerializer.Deserialize<string?[]>(SpaceValuesJson)!,
                Data = DataJson is null ? null : JsonSerializer.Deserialize<DataFacts>(DataJson),
                PauseAfterEpochs = PauseAfterEpochs,
            },
            Outcome = outcome,
            End = outcome.IsFinal() ? ToEnd(outcome) : null,
            PauseAfterEpochs = PauseAfterEpochs,
            Attempts = Attempts,
            StartedUtc = SqlTime.Parse(StartedMs),
            EndedUtc = SqlTime.Parse(EndedMs),
        };
    }

    private TrialEnd ToEnd(Outcome outcome) => new()
    {
        Outcome = outcome,
        Kind = OutcomeKind,
        Step = OutcomeStep,
        Epochs = Epochs,
        Steps = Steps,
        LastFiniteLoss = LastFiniteLoss,
        ElapsedSeconds = ElapsedSeconds,
        Error = Error,
        DivergenceJson = DivergenceJson,
    };
}

/// <summary>A row of <c>attempts</c>.</summary>
internal sealed class AttemptRow
{
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
        EndedUtc = SqlTime.Parse(EndedMs),
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

/// <summary>Times as columns hold them: milliseconds since 1970, UTC.</summary>
internal static class SqlTime
{
    public static DateTimeOffset? Parse(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
