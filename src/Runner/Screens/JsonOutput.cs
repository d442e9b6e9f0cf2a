using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace SweepRunner.Runner.Screens;

/// <summary>Writes results as JSON: camelCase, with NaN and infinities as texts.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static void Write<T>(CommandContext context, T result) =>
        context.Out.Write(JsonSerializer.Serialize(result, Options) + "\n");

    /// <summary>An object to which more keys can be added before it is written.</summary>
    public static JsonObject ToObject<T>(T result) =>
        JsonSerializer.SerializeToNode(result, Options)!.AsObject();

    /// <summary>The value at each path of a space.</summary>
    public static Dictionary<string, JsonElement?> Space(IEnumerable<string> paths, IEnumerable<string?> values) =>
        paths.Zip(values).ToDictionary(
            pair => pair.First, pair => pair.Second is { } json ? Parse(json) : (JsonElement?)null);

    public static JsonElement Parse(string json) => JsonElement.Parse(json);
}
