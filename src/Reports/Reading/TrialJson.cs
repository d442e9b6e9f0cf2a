using System.Text.Json;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Reading;

/// <summary>Reads in a trial's resolved config, which a report knows as JSON alone.</summary>
internal static class TrialJson
{
    /// <summary>What stands at a dotted path, as JSON; null where there is nothing.</summary>
    public static string? Find(TrialRecord trial, string path)
    {
        using var config = JsonDocument.Parse(trial.Definition.ConfigJson);
        return Find(config.RootElement, path);
    }

    /// <summary>What stands at several paths, as one text to compare.</summary>
    public static string Of(TrialRecord trial, IEnumerable<string> paths)
    {
        using var config = JsonDocument.Parse(trial.Definition.ConfigJson);
        return string.Join('\n', paths.Select(path => Find(config.RootElement, path)));
    }

    private static string? Find(JsonElement element, string path)
    {
        foreach (var key in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(key, out element))
                return null;
        }

        return element.GetRawText();
    }
}
