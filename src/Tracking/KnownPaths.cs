using System.Text.Json;

namespace SweepRunner.Tracking;

/// <summary>The paths of a config that have a meaning outside Experiments. A test holds that the space of a sweep has
/// each of them.</summary>
public static class KnownPaths
{
    /// <summary>The learning rate.</summary>
    public const string LearningRate = "optimizer.lr";

    /// <summary>The name of the initialisation.</summary>
    public const string Initialization = "init.name";

    /// <summary>The largest norm of the gradient.</summary>
    public const string ClipNorm = "clip.norm";

    /// <summary>The paths that decide how long a trial takes.</summary>
    public static IReadOnlyList<string> Work { get; } = ["model", "data", "epochs"];

    /// <summary>True or false if the space of a sweep has a range at the path: whether it is logarithmic. Null if it
    /// has a list or nothing.</summary>
    /// <param name="configJson">The canonical config of the sweep.</param>
    /// <param name="path">The path in the space.</param>
    public static bool? IsLogRange(string configJson, string path)
    {
        using var config = JsonDocument.Parse(configJson);
        return config.RootElement.TryGetProperty("space", out var space)
            && space.TryGetProperty(path, out var axis)
            && axis.ValueKind == JsonValueKind.Object
                ? axis.TryGetProperty("logUniform", out _)
                : null;
    }
}
