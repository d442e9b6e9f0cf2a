namespace SweepRunner.Runner.Configuration;

/// <summary>Compares two configs key by key.</summary>
internal static class ConfigDifference
{
    /// <summary>One line per different key, such as <c>trial.epochs: 2 before, 3 now</c>; empty if the configs are
    /// equal.</summary>
    /// <param name="before">Canonical JSON.</param>
    /// <param name="now">Canonical JSON.</param>
    public static IReadOnlyList<string> Of(string before, string now) =>
        [.. Of("", JsonNode.Parse(before), JsonNode.Parse(now))];

    private static IEnumerable<string> Of(string path, JsonNode? before, JsonNode? now)
    {
        if (before is JsonObject older && now is JsonObject newer)
            return older.Concat(newer).Select(pair => pair.Key).Distinct()
                .SelectMany(key => Of(ConfigPath.Below(path, key), older[key], newer[key]));
        return JsonNode.DeepEquals(before, now) ? []
            : path.Contains(".sha256") && before is not null && now is not null
                ? [$"{path}: {What(path)} another content now"]
            : [$"{path}: {Text(before)} before, {Text(now)} now"];
    }

    private static string What(string path) => path switch
    {
        "trial.data.sha256" => "the data has",
        "trial.model.sha256" => "the plug-in has",
        _ => "the file has",
    };

    private static string Text(JsonNode? value) =>
        value is null ? "absent" : CanonicalJson.Write(value, hasSortedKeys: false);
}
