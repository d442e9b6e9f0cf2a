using System.Text.Json;

namespace SweepRunner.Tracking.Export;

/// <summary>The columns of a sweep's space: one for each path, an object written as its name where that tells it
/// apart.</summary>
public sealed class SpaceColumns
{
    private readonly IReadOnlyList<IReadOnlyDictionary<string, string>> _texts;

    /// <summary>Looks at what the trials of a sweep have at each path.</summary>
    public SpaceColumns(IReadOnlyList<string> paths, IReadOnlyCollection<TrialRecord> trials)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(trials);
        Paths = paths;
        _texts = [.. paths.Select((_, index) => Texts(trials.Select(trial => trial.Definition.SpaceValues[index])))];
    }

    /// <summary>The paths as the sweep's file has them.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>A trial's text in every column; empty where it has no value at the path.</summary>
    public IEnumerable<string> Of(TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        // A sweep may have grown since its trials were looked at.
        return _texts.Select((texts, index) => trial.Definition.SpaceValues.ElementAtOrDefault(index) is not { } value
            ? ""
            : texts.GetValueOrDefault(value) ?? ShortText(value));
    }

    /// <summary>The text of each different value of one path.</summary>
    public static IReadOnlyDictionary<string, string> Texts(IEnumerable<string?> values)
    {
        var distinct = values
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(value => value, ShortText, StringComparer.Ordinal);
        var shared = distinct
            .GroupBy(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal)
            .Where(group => group.Count() > 1);
        // Two objects of one name, or a string that reads as something else does: only their JSON tells them apart.
        foreach (var value in shared.SelectMany(group => group).ToList())
            distinct[value] = value;
        return distinct;
    }

    /// <summary>A string as it is, an object as its name; anything else, and an object without one, as its
    /// JSON.</summary>
    public static string ShortText(string json)
    {
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Object
                when value.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String =>
                name.GetString()!,
            _ => json,
        };
    }
}
