using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SweepRunner.Tracking;

/// <summary>The facts on which a decision rests: with them the decision can be made again.</summary>
public sealed record DecisionFacts
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The trials that had ended, as numbers and ranges: <c>0-4,6</c>.</summary>
    public string Ended { get; init; } = "";

    /// <summary>The trials that paused, with their completed epochs: <c>5@3,8@1</c>; <c>9@2+</c> for one that a budget
    /// paused between its rungs.</summary>
    public string Paused { get; init; } = "";

    /// <summary>The trials that ran or waited, with the epochs that they had completed; null if there were
    /// none.</summary>
    public string? Running { get; init; }

    /// <summary>The proposed cell: the values of the space's paths as canonical JSON; null for other
    /// decisions.</summary>
    public IReadOnlyDictionary<string, string>? Point { get; init; }

    /// <summary>True if a model of the results chose the cell.</summary>
    public bool? IsModelled { get; init; }

    /// <summary>What the search says of its choice; null if nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The cell that was proposed, or that got seeds; the earlier one that a proposed cell would train like;
    /// null for a cell that cannot run.</summary>
    public int? Cell { get; init; }

    /// <summary>The rung of the trial that was promoted, from 1, and their number: <c>2 of 4</c>; null for other
    /// decisions.</summary>
    public string? Rung { get; init; }

    /// <summary>The objective of the promoted trial at its rung; null if unknown.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public double? Value { get; init; }

    /// <summary>The objective that it was compared with; null if there was no comparison.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public double? Cut { get; init; }

    /// <summary>The facts as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>The facts of a stored decision.</summary>
    /// <exception cref="JsonException">The text has another form.</exception>
    public static DecisionFacts Parse(string json) => JsonSerializer.Deserialize<DecisionFacts>(json, Options)!;
}
