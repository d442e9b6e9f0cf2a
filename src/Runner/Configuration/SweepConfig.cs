using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SweepRunner.Runner.Launchers;

namespace SweepRunner.Runner.Configuration;

/// <summary>A sweep file.</summary>
internal sealed record SweepConfig
{
    public const string NamePattern = "[a-z0-9][a-z0-9._-]{0,99}",
        NameRule = "1 to 100 characters of a-z 0-9 - _ . that begin with a letter or digit";

    [JsonPropertyName("$schema"), Description("The schema for editors; ignored.")]
    public string? Schema { get; init; }

    [Description("The sweep's name in the store and in every command.")]
    [RegularExpression(NamePattern, ErrorMessage = NameRule)]
    public required string Name { get; init; }

    [Description("The purpose of the sweep.")]
    public string? Description { get; init; }

    [Description("Assemblies with networks and data sets of your own, counted from the sweep file's folder.")]
    public IReadOnlyList<string> Plugins { get; init; } = [];

    [Description("The base that every trial starts from.")]
    public required TrialConfig Trial { get; init; }

    [Description("an object of dotted paths below trial, each with a list of choices or a range")]
    public IReadOnlyDictionary<string, JsonElement> Space { get; init; } = new Dictionary<string, JsonElement>();

    [Description("a list of objects of dotted paths below trial, each with one value")]
    public IReadOnlyList<JsonElement> Trials { get; init; } = [];

    [Description(
        "a list of integers >= 0, a count n for 0 to n - 1, or { \"race\": true, \"min\": 1, \"max\": 8 } for more "
            + "seeds where they decide")]
    [JsonConverter(typeof(SeedsConverter))]
    public SeedsConfig Seeds { get; init; } = new([0]);

    [Description("The search: which cells of the space are tried.")]
    public SearchConfig Search { get; init; } = new GridSearch();

    [Description("Stops trials that others outdo; off when absent.")]
    public PruneConfig? Prune { get; init; }

    [Description("Limits of the whole sweep; none when absent.")]
    public BudgetConfig? Budget { get; init; }

    [Description("The objective, which ranks cells.")]
    public ObjectiveConfig Objective { get; init; } = new();

    [Description("Conditions that end a trial before its last epoch.")]
    public StopConfig Stop { get; init; } = new();

    [Description("Checkpoints of a running trial.")]
    public CheckpointConfig Checkpoint { get; init; } = new();

    [Description(
        "The place of the checkpoints, models and logs of the trials: folder, the store's folder of artifacts, which "
            + "all machines share; or store, rows of a database on a server, for networks and files of up to 256 MiB. "
            + "No effect in a store that is a file, whose artifacts are beside it.")]
    [AllowedValues(ArtifactNames.InFolder, ArtifactNames.InStore)]
    public string Artifacts { get; init; } = ArtifactNames.InFolder;

    [Description("Retries after a machine fault.")]
    public RetryConfig Retry { get; init; } = new();

    [Description("Logging of metrics.")]
    public LogConfig Log { get; init; } = new();

    [Description("The device of the trials; resolved when the sweep is created and stored with it.")]
    [RegularExpression(
        "auto|cpu|cuda:(0|[1-9][0-9]{0,2})", ErrorMessage = "auto, cpu, or cuda:N with the number of a GPU")]
    public string Device { get; init; } = "auto";

    [Description(
        "Threads of one trial; when absent, 1 on a CPU, and on a GPU the cores divided by the GPUs. Resolved when "
            + "the sweep is created and stored with it.")]
    [Range(1, 4096)]
    public int? Threads { get; init; }

    [Description("The launcher, which starts the workers: on this machine, or on a cluster.")]
    public LauncherConfig Launcher { get; init; } = LauncherConfig.Default;

    [Description("Arithmetic on a GPU; no effect on a CPU.")]
    public GpuConfig Gpu { get; init; } = new();

    /// <summary>The completed epochs after which a trial of a cell's first seed pauses.</summary>
    public IReadOnlyList<int> PruneRungs(int cell, TrialConfig trial) =>
        trial is NetworkTrial network ? Prune?.Rungs(cell, network.Epochs) ?? [] : [];

    /// <summary>The completed epochs after which such a trial pauses first; null if it runs to its end.</summary>
    public int? FirstPause(int cell, TrialConfig trial) => PruneRungs(cell, trial) is [var first, ..] ? first : null;

    /// <summary>True if results decide which trials there are, or how far they run; false if all are planned.</summary>
    [JsonIgnore]
    public bool IsDecidedByResults =>
        Search is not ListedSearch || Prune is not null || Budget is not null || Seeds.Race is not null;
}

internal sealed record ObjectiveConfig
{
    public const string Maximize = "maximize";
    public const string Minimize = "minimize";

    [Description("The metric that ranks cells: one that a network logs, or any name that a program logs.")]
    public string Metric { get; init; } = MetricNames.ValidationAccuracy;

    [Description(
        "The better direction of the metric; when absent, minimize for a loss and maximize for others. Required for a "
            + "metric of a program that is neither a loss nor an accuracy.")]
    [AllowedValues(Maximize, Minimize)]
    public string? Goal { get; init; }

    [Description(
        "The value of a trial that counts: its last, or the best of all epochs. When absent, last, or best with "
            + "stop.patience.")]
    [AllowedValues(Objective.AtBest, Objective.AtLast)]
    public string? At { get; init; }

    [JsonIgnore]
    public bool IsMaximized => Goal is null
        ? KnownMetrics.Describe(Metric).Goal != MetricGoal.Minimize
        : Goal == Maximize;
}

internal sealed record StopConfig
{
    [Description("Divergence in addition to NaN, infinity, explosion and collapse.")]
    public DivergenceConfig? Divergence { get; init; }

    [Description("Ends a trial that no longer improves; off when absent.")]
    public PatienceConfig? Patience { get; init; }
}

internal sealed record DivergenceConfig
{
    [Description("A loss above this value is divergence; off when absent."), Positive]
    public double? LossAbove { get; init; }

    [Description("The loss of a program; when absent, the metric loss, else train/loss, else none.")]
    public string? Metric { get; init; }
}

internal sealed record PatienceConfig
{
    [Description("Epochs without a better value that end a trial."), Range(1, 100_000)]
    public required int Epochs { get; init; }

    [Description("The metric that has to improve.")]
    [AllowedValues(
        MetricNames.TrainEpochLoss,
        MetricNames.TrainAccuracy,
        MetricNames.ValidationLoss,
        MetricNames.ValidationAccuracy)]
    public string Metric { get; init; } = MetricNames.ValidationAccuracy;
}

internal sealed record CheckpointConfig
{
    [Description("Seconds between two checkpoints."), Range(1, int.MaxValue)]
    public int EverySeconds { get; init; } = 60;
}

internal sealed record RetryConfig
{
    [Description("Deaths of a trial's worker in a row, without a new recorded step, that fail the trial.")]
    [Range(1, 1000)]
    public int Deaths { get; init; } = 3;

    [Description("Retries of a trial after a fault that may pass: no memory, no space on the disk."), Range(0, 1000)]
    public int Faults { get; init; } = 1;
}

internal sealed record GpuConfig
{
    [Description("Allows TF32 in matrix products and convolutions: faster, with about three digits.")]
    public bool Tf32 { get; init; } = GpuNumerics.Default.AllowsTf32;

    [Description("Uses deterministic algorithms wherever libtorch has one.")]
    public bool Deterministic { get; init; } = GpuNumerics.Default.IsDeterministic;

    [JsonIgnore]
    public GpuNumerics Numerics => new(Tf32, Deterministic);
}

internal sealed record LogConfig
{
    [Description("Steps between two points of the metrics of a step."), Range(1, int.MaxValue)]
    public int EverySteps { get; init; } = 1;
}
