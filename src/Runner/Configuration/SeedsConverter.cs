using System.Text.Json;
using System.Text.Json.Serialization;

namespace SweepRunner.Runner.Configuration;

/// <summary>Reads seeds written as a list, or as a count n for 0 to n - 1; writes a list.</summary>
internal sealed class SeedsConverter : JsonConverter<IReadOnlyList<long>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<long> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number
            ? [.. Enumerable.Range(0, reader.GetInt32()).Select(seed => (long)seed)]
            : JsonSerializer.Deserialize<long[]>(ref reader, options) ?? throw new JsonException("Seeds are no null.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<long> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToArray(), options);
}
