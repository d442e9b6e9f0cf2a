using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SweepRunner.Configuration;
using SweepRunner.Experiments.Trials;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Configuration;

/// <summary>Reads sweep files: text, overrides, keys, space, and rules across them; collects every fault.</summary>
internal static class SweepReader
{
    private const int LongestFile = 16 * 1024 * 1024;

    /// <summary>What a sweep file allows.</summary>
    public static ObjectShape Shape { get; } = ShapeReader.Read<SweepConfig>();

    /// <summary>Reads a file.</summary>
    /// <param name="file">The path as its user gave it.</param>
    /// <param name="overrides"><c>path=value</c> each, applied in order.</param>
    public static SweepReading ReadFile(string file, IReadOnlyList<string> overrides)
    {
        try
        {
            if (Directory.Exists(file))
                return Unreadable(file, "This is a directory; name a sweep file.");
            if (!File.Exists(file))
                return Unreadable(file, "There is no such file.");
            if (!IsOfProcess(file) && FileKind.ObstacleTo(file) is { } obstacle)
                return Unreadable(file, $"This is no file that can be read: {obstacle}.");
            using var stream = File.OpenRead(file);
            var text = new byte[LongestFile + 1];
            var length = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            return length > LongestFile
                ? Unreadable(file, $"The file is longer than {LongestFile} bytes; a sweep file is not.")
                : Read(text.AsSpan(0, length), file, overrides);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Unreadable(file, $"The file cannot be read: {FileFaults.Reason(exception, file)}.");
        }
    }

    // A shell hands over what a command writes,
    // <(command), as an open pipe by such a name; to open another FIFO would wait.
    private static bool IsOfProcess(string file) =>
        file.StartsWith("/dev/", StringComparison.Ordinal) || file.StartsWith("/proc/", StringComparison.Ordinal);

    /// <summary>Reads a text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="source">The file that faults name.</param>
    /// <param name="overrides"><c>path=value</c> each, applied in order.</param>
    public static SweepReading Read(ReadOnlySpan<byte> utf8, string source, IReadOnlyList<string> overrides)
    {
        var document = ConfigDocument.Parse(utf8, source);
        var faults = new List<Fault>(document.Faults);
        if (document.Root is not ConfigObject root)
        {
            if (document.Root is { } other)
                faults.Add(FaultOf.WrongType(other, "", "an object"));
            return new SweepReading(null, faults);
        }

        root = SweepOverrides.Apply(root, overrides, faults);
        var definition = Read(root, faults) with { Text = Encoding.UTF8.GetString(utf8), Overrides = overrides };
        if (faults.Count > 0)
            return new SweepReading(null, InOrder(faults));
        return Type(definition, source);
    }

    private static SweepReading Unreadable(string file, string reason) =>
        new(null, [SweepFault.Unreadable(file, reason)]);

    private static SweepDefinition Read(ConfigObject root, List<Fault> faults)
    {
        // The trial has rules across its keys, and space, trials and seeds have their own readers.
        var others = new ObjectShape([
            .. Shape.Keys.Select(key => key.Name is "trial" ? key with { Value = new FreeShape("an object") } : key),
        ]);
        faults.AddRange(ConfigChecker.Check(root, others));
        if (root.Find("trial")?.Value is { } trial and not ConfigNull)
            faults.AddRange(new TrialChecker().Check(trial, "trial"));

        var space = new SpaceReader(faults);
        var definition = new SweepDefinition
        {
            Config = null!,
            Text = "",
            ConfigJson = "",
            Overrides = [],
            Root = root,
            Base = root.Find("trial")?.Value as ConfigObject ?? new ConfigObject(root.Position, []),
            Axes = space.ReadSpace(Given(root, "space")),
            Points = space.ReadPoints(Given(root, "trials")),
        };
        SeedsReader.Check(Given(root, "seeds"), faults);
        SearchRules.Check(definition, faults);
        return definition;
    }

    // A null was reported with the other keys.
    private static ConfigNode? Given(ConfigObject root, string key) =>
        root.Find(key)?.Value is { } value and not ConfigNull ? value : null;

    private static SweepReading Type(SweepDefinition definition, string source)
    {
        try
        {
            var json = ConfigJson.ToJson(definition.Root, Shape);
            var typed = json.Deserialize<SweepConfig>(ConfigJson.Options)!;
            return new SweepReading(definition with { Config = typed, ConfigJson = Canonical(typed) }, []);
        }
        catch (JsonException exception)
        {
            // The checker and the serializer read the same types: this is the last net.
            return new SweepReading(
                null, [new Fault(exception.Path ?? "", exception.Message) { Position = SourcePosition.Whole(source) }]);
        }
    }

    private static string Canonical(SweepConfig config)
    {
        var json = JsonSerializer.SerializeToNode(config with { Schema = null }, ConfigJson.Options)!;
        var kept = (JsonObject)ConfigJson.WithoutDefaults(json, Shape);
        kept["trial"] = JsonNode.Parse(TrialJson.Canonical(config.Trial));

        // Keys are sorted but for those of the space, whose order is that of the columns.
        var parts = kept.OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each =>
                $"{CanonicalJson.Quote(each.Key)}:{CanonicalJson.Write(each.Value, hasSortedKeys: each.Key is not "space")}"
            );
        return $"{{{string.Join(',', parts)}}}";
    }

    private static List<Fault> InOrder(List<Fault> faults) =>
        [.. faults.OrderBy(fault => fault.Position?.Line ?? 0).ThenBy(fault => fault.Position?.Column ?? 0)];
}

/// <summary>What came of reading a sweep file: the sweep, or why there is none.</summary>
/// <param name="Definition">The sweep; null where there is a fault.</param>
/// <param name="Faults">Every fault, in the order of the text.</param>
internal sealed record SweepReading(SweepDefinition? Definition, IReadOnlyList<Fault> Faults);
