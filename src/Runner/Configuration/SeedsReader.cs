using System.Text.Json.Serialization;

namespace SweepRunner.Runner.Configuration;

/// <summary>Checks <c>seeds</c>: a list, or a count.</summary>
internal static class SeedsReader
{
    public static readonly NumberShape Seed = new(0, false, long.MaxValue, false, IsInteger: true);
    public static readonly NumberShape Count = new(1, false, SearchConfig.MostTrials, false, IsInteger: true);

    /// <summary>Adds every fault of the seeds.</summary>
    public static void Check(ConfigNode? node, List<Fault> faults)
    {
        switch (node)
        {
            case null:
                break;
            case ConfigNumber:
                faults.AddRange(ConfigChecker.Check(node, Count, "seeds"));
                break;
            case ConfigList { Items: { Count: > 0 } items }:
                CheckList(items, faults);
                break;
            default:
                faults.Add(SweepFault.BadSeeds(node));
                break;
        }
    }

    private static void CheckList(IReadOnlyList<ConfigNode> items, List<Fault> faults)
    {
        var seen = new HashSet<string>();
        foreach (var (index, item) in items.Index())
        {
            var path = ConfigPath.Below("seeds", index);
            var found = ConfigChecker.Check(item, Seed, path);
            faults.AddRange(found);
            if (found.Count == 0 && !seen.Add(CanonicalJson.Number(((ConfigNumber)item).Spelling)))
                faults.Add(SweepFault.EqualSeeds(item, path));
        }
    }
}

/// <summary>Reads seeds written as a list, or as a count n for 0 to n - 1; writes a list.</summary>
internal sealed class SeedsConverter : JsonConverter<IReadOnlyList<long>>
{
    public override IReadOnlyList<long> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number
            ? [.. Enumerable.Range(0, reader.GetInt32()).Select(seed => (long)seed)]
            : JsonSerializer.Deserialize<long[]>(ref reader, options) ?? throw new JsonException("Seeds are no null.");

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<long> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToArray(), options);
}
