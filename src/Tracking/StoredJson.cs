using System.Text.Json;

namespace SweepRunner.Tracking;

/// <summary>Looks into stored configs, which may be of any version or damaged.</summary>
public static class StoredJson
{
    /// <summary>The value at the keys, each below the one before; null if there is none.</summary>
    public static JsonElement? At(this JsonElement json, params IEnumerable<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.Aggregate((JsonElement?)json, (value, key) =>
            value is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(key, out var inner)
                ? inner
                : null);
    }
}
