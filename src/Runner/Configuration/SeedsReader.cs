using System.Text.Json.Serialization;
using SweepRunner.Search.Racing;

namespace SweepRunner.Runner.Configuration;

/// <summary>The seeds of a sweep.</summary>
/// <param name="List">The seeds that a cell can have, in their order.</param>
/// <param name="Race">The race that decides how many of them a cell gets; null if every cell gets all.</param>
internal sealed record SeedsConfig(IReadOnlyList<long> List, RaceConfig? Race = null)
{
    /// <summary>The seeds of a cell when it is planned.</summary>
    public int Count => List.Count;
}

/// <summary>Checks <c>seeds</c>: a list, a count, or a race.</summary>
internal static class SeedsReader
{
    public static readonly NumberShape Seed = new(0, false, long.MaxValue, false, IsInteger: true);
    public static readonly ObjectShape Race = ShapeReader.Read<RaceConfig>();
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
            case ConfigObject race:
                CheckRace(race, faults);
                break;
            default:
                faults.Add(SweepFault.BadSeeds(node));
                break;
        }
    }

    private static void CheckRace(ConfigObject race, List<Fault> faults)
    {
        var found = ConfigChecker.Check(race, Race, "seeds");
        faults.AddRange(found);
        if (found.Count > 0)
            return;
        if (race.Find("race")!.Value is ConfigFlag { Value: false } off)
            faults.Add(new Fault(
                "seeds.race", "false is no race; allowed: true. Without a race, give a list of seeds or a count.",
                off.Position));
        var (min, max) = (Number("min"), Number("max"));
        if (min > max)
            faults.Add(new Fault(
                "seeds.min", $"{min} is more than max, which is {max}; allowed: an integer from 1 to {max}.",
                (race.Find("min") ?? race.Find("max"))!.Value.Position));

        int Number(string key) => ConfigJson.Deserialize<int>(race, Race.Find(key)!);
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

/// <summary>Reads seeds written as a list, as a count n for 0 to n - 1, or as a race; writes a list or a
/// race.</summary>
internal sealed class SeedsConverter : JsonConverter<SeedsConfig>
{
    public override SeedsConfig Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number => new SeedsConfig(First(reader.GetInt32())),
            JsonTokenType.StartObject => OfRace(JsonSerializer.Deserialize<RaceConfig>(ref reader, options)!),
            _ => new SeedsConfig(
                JsonSerializer.Deserialize<long[]>(ref reader, options)
                    ?? throw new JsonException("Seeds are no null.")),
        };

    public override void Write(Utf8JsonWriter writer, SeedsConfig value, JsonSerializerOptions options)
    {
        if (value.Race is { } race)
            JsonSerializer.Serialize(writer, race, options);
        else
            JsonSerializer.Serialize(writer, value.List, options);
    }

    private static SeedsConfig OfRace(RaceConfig race) => new(First(race.Max), race);

    private static long[] First(int count) => [.. Enumerable.Range(0, count).Select(seed => (long)seed)];
}
