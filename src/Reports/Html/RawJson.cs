using System.Text.Json;
using System.Text.Json.Serialization;

namespace SweepRunner.Reports.Html;

/// <summary>JSON that is a part of other JSON.</summary>
/// <param name="Text">The JSON, as the program itself has written it.</param>
[JsonConverter(typeof(Converter))]
internal sealed record RawJson(string Text)
{
    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A page is never read back.");

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) => writer.WriteRawValue(value.Text, skipInputValidation: true);
    }
}
