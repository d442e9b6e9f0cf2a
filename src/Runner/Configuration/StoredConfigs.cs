using System.Runtime.CompilerServices;

namespace SweepRunner.Runner.Configuration;

/// <summary>Typed configs of the sweeps and trials in a store, which has them as text.</summary>
internal static class StoredConfigs
{
    private static readonly ConditionalWeakTable<SweepRecord, SweepConfig> Parsed = [];

    /// <summary>The config that a sweep was created from, parsed once for all its trials.</summary>
    public static SweepConfig Config(this SweepRecord sweep) =>
        Parsed.GetValue(sweep, each => ConfigJson.Deserialize<SweepConfig>(each.Definition.ConfigJson));

    /// <summary>True if the trials of a sweep are programs.</summary>
    public static bool IsOfPrograms(this SweepRecord sweep) => sweep.Config().Trial is ProgramTrial;

    /// <summary>
    /// The data of the unfinished trials of a sweep, or of all, each once. A trial with damaged text is skipped: it
    /// fails when it runs, and does not fail the sweep.
    /// </summary>
    public static IReadOnlyList<DataConfig> Data(this ITrackingStore store, string sweep, bool isForAll = false) =>
    [
        .. store.Trials(sweep).Where(trial => isForAll || trial.End is null)
            .Select(DataText).OfType<string>().Distinct()
            .Select(ConfigJson.Deserialize<DataConfig>),
    ];

    /// <summary>A trial of a new cell of a stored sweep.</summary>
    public static NewTrial NewTrial(this SweepRecord sweep, PlannedCell cell, long seed, DataFacts? data) => new()
    {
        Cell = cell.Number,
        Seed = seed,
        Identity = TrialJson.Identity(
            cell.Canonical, seed, sweep.Definition.Threads, sweep.Definition.Device),
        ConfigJson = cell.ConfigJson,
        SpaceValues = cell.SpaceValues,
        Data = data,
    };

    /// <summary>The point of a trial's cell; null if it lies outside the space.</summary>
    public static SearchPoint? PointOf(this SweepRecord sweep, NewTrial trial, SearchSpace space)
    {
        var config = JsonNode.Parse(trial.ConfigJson)!;
        var values = new Dictionary<string, string>();
        Add(space.Axes);
        return space.Find(values);

        // The axes of a choice count where that choice is in the config.
        void Add(IReadOnlyList<Axis> axes)
        {
            foreach (var axis in axes)
            {
                var keys = SpaceRoot.KeysOf(sweep.Config().Trial, axis.Path);
                if (keys.Aggregate((JsonNode?)config, (node, key) => (node as JsonObject)?[key]) is not { } value)
                    continue;
                var choice = (axis.Domain as ChoiceDomain)?.Choices
                    .FirstOrDefault(each => Has(value, each, axis.Path));
                values.TryAdd(axis.Path, choice?.Json ?? CanonicalJson.Write(value));
                Add(choice?.Axes ?? []);
            }
        }
    }

    // True if a value has what a choice gives, whatever its axes have.
    private static bool Has(JsonNode value, Choice choice, string path) => Has(
        value, JsonNode.Parse(choice.Json), path,
        [.. choice.Axes.SelectMany(axis => axis.WithConditions).Select(axis => axis.Path)]);

    private static bool Has(JsonNode? value, JsonNode? given, string path, HashSet<string> varied) =>
        varied.Contains(path) || (given is JsonObject keys
            ? value is JsonObject own && keys.All(each => Has(own[each.Key], each.Value, $"{path}.{each.Key}", varied))
            : value is not null && CanonicalJson.Write(value) == CanonicalJson.Write(given));

    /// <summary>A trial of the same cell with another seed, which runs to its end.</summary>
    public static NewTrial WithSeed(this SweepRecord sweep, NewTrial trial, long seed) => trial with
    {
        Seed = seed,
        Identity = TrialJson.Identity(
            TrialJson.Canonical(TrialJson.Parse(trial.ConfigJson)), seed, sweep.Definition.Threads,
            sweep.Definition.Device),
        PauseAfterEpochs = null,
    };

    public static TrialConfig Config(this TrialRecord trial) => TrialJson.Parse(trial.Definition.ConfigJson);

    // There may be thousands of trials, so only the data is read.
    private static string? DataText(TrialRecord trial)
    {
        using var document = JsonDocument.Parse(trial.Definition.ConfigJson);
        return document.RootElement.TryGetProperty("data", out var data) && data.TryGetProperty("name", out var name)
            && name.ValueKind == JsonValueKind.String
            ? data.GetRawText()
            : null;
    }
}
