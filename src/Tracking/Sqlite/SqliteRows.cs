using System.Text.Json;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Tracking.Sqlite;

/// <summary>A row of <c>sweeps</c>.</summary>
internal sealed class SweepRow
{
    public const string Columns = """
        name AS Name, description AS Description, config_text AS ConfigText, config_json AS ConfigJson, overrides_json AS OverridesJson,
        space_paths_json AS SpacePathsJson, objective_metric AS ObjectiveMetric, is_objective_maximized AS IsObjectiveMaximized,
        device AS Device, threads AS Threads, provenance_json AS ProvenanceJson, created_ms AS CreatedMs,
        (SELECT count(*) FROM trials WHERE sweep_id = sweeps.id) AS TrialCount
        """;

    public string Name { get; set; } = "";
    public string? Description { get; set; }
    public string ConfigText { get; set; } = "";
    public string ConfigJson { get; set; } = "";
    public string OverridesJson { get; set; } = "";
    public string SpacePathsJson { get; set; } = "";
    public string ObjectiveMetric { get; set; } = "";
    public bool IsObjectiveMaximized { get; set; }
    public string Device { get; set; } = "";
    public int Threads { get; set; }
    public string ProvenanceJson { get; set; } = "";
    public long CreatedMs { get; set; }
    public int TrialCount { get; set; }

    public SweepRecord ToRecord() => new()
    {
        Definition = new NewSweep
        {
            Name = Name,
            Description = Description,
            ConfigText = ConfigText,
            ConfigJson = ConfigJson,
            Overrides = JsonSerializer.Deserialize<string[]>(OverridesJson)!,
            SpacePaths = JsonSerializer.Deserialize<string[]>(SpacePathsJson)!,
            ObjectiveMetric = ObjectiveMetric,
            IsObjectiveMaximized = IsObjectiveMaximized,
            Device = Device,
            Threads = Threads,
            ProvenanceJson = ProvenanceJson,
            Trials = [],
        },
        CreatedUtc = DateTimeOffset.FromUnixTimeMilliseconds(CreatedMs),
        TrialCount = TrialCount,
    };
}

/// <summary>A row of <c>trials</c>, its lease included.</summary>
internal sealed class TrialRow
{
    public const string Columns = """
        trials.id AS Id, sweeps.name AS Sweep, number AS Number, cell AS Cell, seed AS Seed, identity AS Identity,
        trials.config_json AS ConfigJson, space_values_json AS SpaceValuesJson,
        outcome AS Outcome, outcome_kind AS OutcomeKind, outcome_step AS OutcomeStep, epochs AS Epochs, steps AS Steps,
        last_finite_loss AS LastFiniteLoss, elapsed_seconds AS ElapsedSeconds, error AS Error, divergence_json AS DivergenceJson,
        attempts AS Attempts, started_ms AS StartedMs, ended_ms AS EndedMs,
        lease_host AS LeaseHost, lease_boot_id AS LeaseBootId, lease_pid AS LeasePid, lease_pid_start AS LeasePidStart,
        lease_expires_ms AS LeaseExpiresMs
        """;

    public long Id { get; set; }
    public string Sweep { get; set; } = "";
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

    public Lease Lease =>
        new(new LeaseOwner(LeaseHost!, LeaseBootId!, LeasePid!.Value, LeasePidStart!.Value), LeaseExpiresMs!.Value);

    public TrialRecord ToRecord()
    {
        var outcome = OutcomeNames.Parse(Outcome);
        return new TrialRecord
        {
            Id = new TrialId(Sweep, Number),
            Definition = new NewTrial
            {
                Cell = Cell,
                Seed = Seed,
                Identity = Identity,
                ConfigJson = ConfigJson,
                SpaceValues = JsonSerializer.Deserialize<string?[]>(SpaceValuesJson)!,
            },
            Outcome = outcome,
            End = outcome.IsFinal() ? ToEnd(outcome) : null,
            Attempts = Attempts,
            StartedUtc = ToTime(StartedMs),
            EndedUtc = ToTime(EndedMs),
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

    private static DateTimeOffset? ToTime(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
