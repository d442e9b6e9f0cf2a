using System.Text.Json;

namespace SweepRunner.Tracking.Export;

/// <summary>The columns of a sweep's space, one for each path. An object is written as its name if no other object has
/// that name.</summary>
public sealed class SpaceColumns
{
    private readonly IReadOnlyList<IReadOnlyDictionary<string, string>> _texts;

    /// <summary>Reads the values of a sweep's trials at each path.</summary>
    public SpaceColumns(IReadOnlyList<string> paths, IReadOnlyCollection<TrialRecord> trials)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(trials);
        Paths = paths;
        _texts = [.. paths.Select((_, index) => Texts(trials.Select(trial => trial.Definition.SpaceValues[index])))];
    }

    /// <summary>The paths as in the sweep file.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The text of a trial in every column; empty if it has no value at the path.</summary>
    public IEnumerable<string> Of(TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        // The sweep may have grown since its trials were read.
        return _texts.Select((texts, index) => trial.Definition.SpaceValues.ElementAtOrDefault(index) is not { } value
            ? ""
            : texts.GetValueOrDefault(value) ?? ShortText(value));
    }

    /// <summary>The text of each different value of one path, by <see cref="ShortText"/> or another form.</summary>
    public static IReadOnlyDictionary<string, string> Texts(
        IEnumerable<string?> values, Func<string, string>? shorten = null)
    {
        var distinct = values
            .OfType<string>()
            .Distinct()
            .ToDictionary(value => value, shorten ?? ShortText);
        var shared = distinct
            .GroupBy(pair => pair.Value, pair => pair.Key)
            .Where(group => group.Count() > 1);
        // For two objects of one name, or a string that looks like another value, only JSON distinguishes them.
        foreach (var value in shared.SelectMany(group => group).ToList())
            distinct[value] = value;
        return distinct;
    }

    /// <summary>A string as it is, an object as its name, and any other value as JSON.</summary>
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
