using System.Text.Json;

namespace SweepRunner.Reports.Reading;

/// <summary>The values of a config by the dotted paths of its leaves, as compact JSON. A list is a leaf.</summary>
internal static class ConfigLeaves
{
    private const string PatienceMetric = "stop.patience.metric", ObjectiveAt = "objective.at";

    // The path of a file of a program, before its name.
    private const string FilePrefix = "sha256 of ";

    // The content of images and of plug-ins.
    private static readonly string[] Hashes = ["data.sha256", "model.sha256"];

    // Digits that tell one content from another.
    private const int HashDigits = 12;

    /// <summary>The leaves of a resolved trial. Of a program, they are its command line, the hash of each of its files,
    /// and its parameters by the paths that a space calls them.</summary>
    public static Dictionary<string, string> OfTrial(string json)
    {
        using var trial = JsonDocument.Parse(json);
        var leaves = new Dictionary<string, string>();
        if (KnownPaths.CommandOf(trial.RootElement) is not { } command)
        {
            Add(leaves, "", trial.RootElement);
            foreach (var path in Hashes.Where(leaves.ContainsKey))
                leaves[path] = $"{leaves[path][..(HashDigits + 1)]}\"";
            return leaves;
        }
        if (command.TryGetProperty("run", out var run) && run.ValueKind == JsonValueKind.Array)
            leaves[KnownPaths.Command] = JsonSerializer.Serialize(
                // A script in an argument has lines of its own.
                SweepCommands.Line(run.EnumerateArray().Select(word => $"{word}")).Replace("\n", "\\n"));
        if (command.TryGetProperty("sha256", out var files) && files.ValueKind == JsonValueKind.Object)
            foreach (var file in files.EnumerateObject())
                leaves[FilePrefix + file.Name] = JsonSerializer.Serialize(
                    string.Concat($"{file.Value}".Take(HashDigits)));
        if (trial.RootElement.TryGetProperty("parameters", out var parameters))
            Add(leaves, "", parameters);
        return leaves;
    }

    /// <summary>True for the path of a program's command line or of one of its files.</summary>
    public static bool IsOfCommand(string path) => path == KnownPaths.Command || path.StartsWith(FilePrefix);

    /// <summary>The leaves of a resolved trial, with the values of its space. A default in the place of a parameter
    /// that the trial does not have is left out.</summary>
    public static Dictionary<string, string> Of(TrialRecord trial, IReadOnlyList<string> spacePaths)
    {
        var leaves = OfSpace(trial, spacePaths);
        foreach (var (path, json) in spacePaths.Zip(trial.Definition.SpaceValues))
            if (json is null)
                leaves.Remove(path);
        return leaves;
    }

    /// <summary>The leaves of a trial that are compared with those of other sweeps: also what its sweep shares, such as
    /// what ends its trials, the device, the threads and which value counts.</summary>
    public static Dictionary<string, string> Of(TrialRecord trial, SweepFacts sweep)
    {
        var leaves = OfSpace(trial, sweep.SpacePaths);
        foreach (var (path, value) in Of(sweep.ConfigJson).Where(leaf => IsShared(leaf.Key, sweep.Device)))
            leaves[path] = value;
        // The default, which a file may leave out.
        if (leaves.GetValueOrDefault(PatienceMetric) == $"\"{KnownMetrics.ValAccuracy}\"")
            leaves.Remove(PatienceMetric);
        leaves["device"] = $"\"{sweep.Device}\"";
        leaves["threads"] = $"{sweep.Threads}";
        leaves[ObjectiveAt] = Objective.Of(sweep).IsBest ? "\"best\"" : "\"last\"";
        return leaves;
    }

    private static Dictionary<string, string> OfSpace(TrialRecord trial, IReadOnlyList<string> spacePaths)
    {
        var leaves = OfTrial(trial.Definition.ConfigJson);
        foreach (var (path, json) in spacePaths.Zip(trial.Definition.SpaceValues))
            if (json is not null)
                Add(leaves, path, json);
        return leaves;
    }

    private static bool IsShared(string path, string device) =>
        path.StartsWith("stop.") || (path.StartsWith("gpu.") && device != "cpu");

    /// <summary>The leaves of a JSON text below a prefix. Of an object, the name comes first.</summary>
    public static Dictionary<string, string> Of(string json, string prefix = "")
    {
        var leaves = new Dictionary<string, string>();
        Add(leaves, prefix, json);
        return leaves;
    }

    /// <summary>The group of a path: its first key, such as <c>optimizer</c>.</summary>
    public static string GroupOf(string path) => path.Split('.')[0];

    /// <summary>The fewest last keys of a path that no other path ends with.</summary>
    public static string ShortPath(string path, IEnumerable<string> paths)
    {
        if (path.StartsWith(FilePrefix))
            return path[FilePrefix.Length..];
        var keys = path.Split('.');
        var others = paths.Where(other => other != path).Select(other => $".{other}").ToList();
        // The "at" of an objective says nothing alone.
        var fewest = path == ObjectiveAt ? 2 : 1;
        return Enumerable.Range(fewest, keys.Length).Select(count => string.Join('.', keys[^count..]))
            .First(word => word == path || !others.Exists(other => other.EndsWith($".{word}")));
    }

    /// <summary>The paths of the names that decide which keys stand beside a path, such as
    /// <c>optimizer.name</c>.</summary>
    public static IEnumerable<string> NamesAbove(string path) =>
        path.Index().Where(sign => sign.Item == '.').Select(dot => $"{path[..dot.Index]}.name")
            .Where(name => name != path);

    private static void Add(Dictionary<string, string> leaves, string path, string json)
    {
        using var document = JsonDocument.Parse(json);
        Add(leaves, path, document.RootElement);
    }

    private static void Add(Dictionary<string, string> leaves, string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            leaves[path] = value.ValueKind == JsonValueKind.Number ? Spelling(value) : value.GetRawText();
            return;
        }
        foreach (var property in value.EnumerateObject().OrderBy(property => property.Name != "name"))
            Add(leaves, path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value);
    }

    // One spelling for one number, as 0.1 for 1e-1.
    private static string Spelling(JsonElement number) =>
        number.TryGetInt64(out var whole) ? $"{whole}"
        : !number.TryGetDouble(out var value) || !double.IsFinite(value) ? number.GetRawText()
        : double.IsInteger(value) && Abs(value) < 1L << 53 ? $"{(long)value}"
        : value.ToString("R").ToLowerInvariant().Replace("e-0", "e-");
}
