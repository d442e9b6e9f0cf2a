using System.Text.Json;

namespace SweepRunner.Tracking;

/// <summary>The paths of a config that have a meaning outside Experiments. A test holds that the space of a sweep has
/// each of them. The parameters of a program mean what the program makes of them.</summary>
public static class KnownPaths
{
    // What programs call a learning rate.
    private static readonly string[] Rates = ["lr", "learning_rate", "learningRate"];

    /// <summary>The arguments of a program.</summary>
    public const string Command = "command.run";

    /// <summary>The learning rate.</summary>
    public const string LearningRate = "optimizer.lr";

    /// <summary>The initialisation's name.</summary>
    public const string Initialization = "init.name";

    /// <summary>The schedule's name.</summary>
    public const string Schedule = "schedule.name";

    /// <summary>The number of test images.</summary>
    public const string TestSamples = "data.testSamples";

    /// <summary>The number of validation images.</summary>
    public const string ValidationSamples = "data.validationSamples";

    /// <summary>The largest norm of the gradient.</summary>
    public const string ClipNorm = "clip.norm";

    /// <summary>The paths that tell a trial from others at a glance, where nothing varies.</summary>
    public static IReadOnlyList<string> Main { get; } = ["model.name", "optimizer.name", LearningRate, Initialization];

    /// <summary>The paths of the data that do not choose images, only how they are fed.</summary>
    public static IReadOnlyList<string> Feeding { get; } = ["data.batchSize", "data.resize"];

    /// <summary>True for the config of a trial that is a program, false for a network.</summary>
    public static bool IsProgram(string trialJson)
    {
        using var trial = JsonDocument.Parse(trialJson);
        return CommandOf(trial.RootElement) is not null;
    }

    /// <summary>True if the config of a sweep asks for the files of its trials in the store.</summary>
    internal static bool KeepsFilesInStore(SweepFacts? sweep)
    {
        if (sweep is null)
            return false;
        using var config = JsonDocument.Parse(sweep.ConfigJson);
        return config.RootElement.TryGetProperty("artifacts", out var place)
            && place.ValueKind == JsonValueKind.String && place.ValueEquals(ArtifactNames.InStore);
    }

    /// <summary>The command of a trial's config that is a program; null for a network.</summary>
    public static JsonElement? CommandOf(JsonElement trial) =>
        trial.At("command") is { ValueKind: JsonValueKind.Object } command ? command : null;

    /// <summary>True if a path decides which images a trial trains or validates on, or tests on if its objective is a
    /// test metric. Trials are paired only where these are equal.</summary>
    public static bool ChoosesImages(string path, string objective)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(objective);
        return path.StartsWith("data.") && !Feeding.Contains(path)
            && (path != TestSamples || objective.StartsWith("test/"));
    }

    /// <summary>The paths that decide how long a trial takes.</summary>
    public static IReadOnlyList<string> Work { get; } = [Command, "model", "data", "epochs"];

    /// <summary>True if the last key of a path says that it is a learning rate, in whatever program.</summary>
    public static bool IsRate(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Rates.Contains(path.Split('.')[^1]);
    }

    /// <summary>True if the space in a sweep's canonical config has a logarithmic range at the path, by itself or in a
    /// choice; false if it has only other ranges there, null for lists or nothing.</summary>
    public static bool? IsLogRange(string configJson, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var config = JsonDocument.Parse(configJson);
        if (!config.RootElement.TryGetProperty("space", out var space) || space.ValueKind != JsonValueKind.Object)
            return null;
        var ranges = space.EnumerateObject()
            .Where(axis => path == axis.Name || path.StartsWith($"{axis.Name}."))
            .SelectMany(axis => RangesAt(axis.Value, path[axis.Name.Length..].Split('.')[1..]))
            .ToList();
        return ranges.Count == 0 ? null : ranges.Exists(range => range.TryGetProperty("logUniform", out _));
    }

    // The keys lead through lists of choices and the objects in them.
    private static IEnumerable<JsonElement> RangesAt(JsonElement value, string[] keys) => value.ValueKind switch
    {
        JsonValueKind.Array => keys.Length == 0 ? [] : value.EnumerateArray().SelectMany(each => RangesAt(each, keys)),
        JsonValueKind.Object when keys is [var key, .. var rest] =>
            value.TryGetProperty(key, out var below) ? RangesAt(below, rest) : [],
        JsonValueKind.Object => [value],
        _ => [],
    };
}
