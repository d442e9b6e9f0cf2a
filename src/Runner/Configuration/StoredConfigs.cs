using System.Runtime.CompilerServices;
using System.Text.Json;
using SweepRunner.Configuration;
using SweepRunner.Experiments.Trials;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Configuration;

/// <summary>The typed configs of what is in the store, which itself knows them as text.</summary>
internal static class StoredConfigs
{
    private static readonly ConditionalWeakTable<SweepRecord, SweepConfig> Parsed = [];

    /// <summary>The config that a sweep was created from, parsed once for all its trials.</summary>
    public static SweepConfig Config(this SweepRecord sweep) =>
        Parsed.GetValue(sweep, each => ConfigJson.Deserialize<SweepConfig>(each.Definition.ConfigJson));

    /// <summary>
    /// The data sets that a sweep's unfinished trials train on, each once. A trial whose text is damaged is passed
    /// over: it fails when it is run, and not the sweep before.
    /// </summary>
    public static IReadOnlyList<string> DataNames(this ITrackingStore store, string sweep) =>
        [.. store.Trials(sweep).Where(trial => trial.End is null).Select(DataName).OfType<string>().Distinct()];

    /// <summary>The resolved trial.</summary>
    public static TrialConfig Config(this TrialRecord trial) => TrialJson.Parse(trial.Definition.ConfigJson);

    // Thousands of trials are asked: the one name is read, not the whole config.
    private static string? DataName(TrialRecord trial)
    {
        using var document = JsonDocument.Parse(trial.Definition.ConfigJson);
        return document.RootElement.TryGetProperty("data", out var data) && data.TryGetProperty("name", out var name)
            ? name.GetString()
            : null;
    }
}
