using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using SweepRunner.Experiments.Trials;
using SweepRunner.Search;

namespace SweepRunner.Runner.Configuration;

/// <summary>A sweep file.</summary>
internal sealed record SweepConfig
{
    /// <summary>The schema that an editor checks the file with; not read.</summary>
    [JsonPropertyName("$schema"), Description("The schema that an editor checks the file with; not read.")]
    public string? Schema { get; init; }

    /// <summary>The sweep's name in the store and in every command.</summary>
    [Description("The sweep's name in the store and in every command.")]
    [RegularExpression(
        "[a-z0-9][a-z0-9._-]{0,99}",
        ErrorMessage = "1 to 100 characters of a-z 0-9 - _ . that begin with a letter or digit")]
    public required string Name { get; init; }

    /// <summary>What the sweep is for.</summary>
    [Description("What the sweep is for.")]
    public string? Description { get; init; }

    /// <summary>The base that every trial starts from.</summary>
    [Description("The base that every trial starts from.")]
    public required TrialConfig Trial { get; init; }

    /// <summary>What varies: dotted paths below the trial, each with a list of choices or a range.</summary>
    [Description("an object of dotted paths below trial, each with a list of choices or a range")]
    public IReadOnlyDictionary<string, JsonElement> Space { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Single cells, added to the product of the space: objects of the same paths, each with one
    /// value.</summary>
    [Description("a list of objects of dotted paths below trial, each with one value")]
    public IReadOnlyList<JsonElement> Trials { get; init; } = [];

    /// <summary>Every cell runs once per seed. Written as a list, or as a count n for 0 to n - 1.</summary>
    [Description("a list of integers >= 0, or a count n for 0 to n - 1")]
    [JsonConverter(typeof(SeedsConverter))]
    public IReadOnlyList<long> Seeds { get; init; } = [0];

    /// <summary>Which points of the space are tried.</summary>
    [Description("Which points of the space are tried.")]
    public SearchConfig Search { get; init; } = new GridSearch();

    /// <summary>What ranks cells.</summary>
    [Description("What ranks cells.")]
    public ObjectiveConfig Objective { get; init; } = new();

    /// <summary>What ends a trial before its last epoch.</summary>
    [Description("What ends a trial before its last epoch.")]
    public StopConfig Stop { get; init; } = new();

    /// <summary>When a running trial is saved.</summary>
    [Description("When a running trial is saved.")]
    public CheckpointConfig Checkpoint { get; init; } = new();

    /// <summary>How often a trial is tried again that a fault of the machine ended.</summary>
    [Description("How often a trial is tried again that a fault of the machine ended.")]
    public RetryConfig Retry { get; init; } = new();

    /// <summary>How much is logged.</summary>
    [Description("How much is logged.")]
    public LogConfig Log { get; init; } = new();

    /// <summary>Where trials run: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>; resolved when the sweep is
    /// created.</summary>
    [Description("Where trials run; resolved when the sweep is created and kept with it.")]
    [RegularExpression(
        "auto|cpu|cuda:(0|[1-9][0-9]{0,2})", ErrorMessage = "auto, cpu, or cuda:N with the number of a GPU")]
    public string Device { get; init; } = "auto";

    /// <summary>Threads of one trial; the cores divided by the default number of workers when absent; resolved when the
    /// sweep is created.</summary>
    [Description(
        "Threads of one trial; the cores divided by the default number of workers when absent. Resolved when "
            + "the sweep is created and kept with it.")]
    [Range(1, 4096)]
    public int? Threads { get; init; }

    /// <summary>The arithmetic of a GPU.</summary>
    [Description("The arithmetic of a GPU; without meaning on a CPU.")]
    public GpuConfig Gpu { get; init; } = new();
}
