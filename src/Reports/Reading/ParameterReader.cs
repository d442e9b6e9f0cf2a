using System.Text.Json;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Reports.Reading;

/// <summary>Finds what tells the trials of sweeps apart.</summary>
internal static class ParameterReader
{
    /// <summary>The name of the parameter that tells sweeps apart.</summary>
    public const string SweepName = "sweep";

    /// <summary>The parameters: where there are several sweeps the sweep itself, then every path of any of them, in the
    /// order of the files.</summary>
    /// <param name="sweeps">The sweeps.</param>
    /// <param name="trials">Their trials, sweep by sweep.</param>
    public static IReadOnlyList<Parameter> Read(IReadOnlyList<SweepRecord> sweeps, IReadOnlyList<TrialRecord> trials)
    {
        var pathsOf = sweeps.ToDictionary(
            sweep => sweep.Definition.Name, sweep => sweep.Definition.SpacePaths, StringComparer.Ordinal);
        var paths = pathsOf.Values.SelectMany(each => each).Distinct(StringComparer.Ordinal);
        var parameters = new List<Parameter>();
        if (sweeps.Count > 1)
            parameters.Add(
                new Parameter(
                    SweepName,
                    [.. trials.Select(trial => JsonSerializer.Serialize(trial.Sweep))],
                    SpaceColumns.ShortText));
        foreach (var path in paths)
        {
            var values = trials.Select(trial => Value(trial, pathsOf[trial.Sweep], path)).ToList();
            var texts = SpaceColumns.Texts(values);
            parameters.Add(new Parameter(path, values, value => texts[value], IsLog(sweeps, path)));
        }

        return parameters;
    }

    // A path that this cell or sweep does not vary has the value of the base all the same.
    private static string? Value(TrialRecord trial, IReadOnlyList<string> paths, string path)
    {
        var index = paths
            .Index()
            .Where(each => each.Item == path)
            .Select(each => each.Index)
            .DefaultIfEmpty(int.MaxValue)
            .First();
        return trial.Definition.SpaceValues.ElementAtOrDefault(index) ?? TrialJson.Find(trial, path);
    }

    // True or false where the sweep file gives a range; null where it gives a list.
    private static bool? IsLog(IReadOnlyList<SweepRecord> sweeps, string path)
    {
        foreach (var sweep in sweeps)
        {
            using var config = JsonDocument.Parse(sweep.Definition.ConfigJson);
            if (config.RootElement.TryGetProperty("space", out var space)
                && space.TryGetProperty(path, out var axis)
                && axis.ValueKind == JsonValueKind.Object)
                return axis.TryGetProperty("logUniform", out _);
        }

        return null;
    }
}
