using System.Text.Json.Serialization;

namespace SweepRunner.Configuration;

/// <summary>Reads an object as one of several types, chosen by what the object has.</summary>
/// <typeparam name="T">The abstract type.</typeparam>
public abstract class TypeChoice<T> : JsonConverter<T>
    where T : class
{
    /// <summary>The type of an object.</summary>
    /// <exception cref="JsonException">No type fits.</exception>
    protected abstract Type TypeOf(Type declared, JsonElement json);

    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return (T?)document.Deserialize(TypeOf(typeToConvert, document.RootElement), options);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);
}

/// <summary>Reads an object as the type that its name selects. For names that are not all known when the program is
/// built; <see cref="UnionShape"/> has those of a sweep.</summary>
/// <typeparam name="T">The abstract type.</typeparam>
public abstract class NamedTypeChoice<T> : TypeChoice<T>
    where T : class
{
    /// <summary>The type of a name.</summary>
    protected abstract Type TypeOf(string name);

    /// <inheritdoc/>
    protected sealed override Type TypeOf(Type declared, JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(UnionShape.Discriminator, out var name)
            && name.ValueKind == JsonValueKind.String
            ? TypeOf(name.GetString()!)
            : throw new JsonException($"The key '{UnionShape.Discriminator}' is missing.");
}

/// <summary>Reads an object of a type with an <see cref="AlternativesAttribute"/>.</summary>
internal sealed class AlternativesConverter : TypeChoice<object>
{
    public override bool CanConvert(Type typeToConvert) => AlternativesAttribute.Of(typeToConvert) is not null;

    protected override Type TypeOf(Type declared, JsonElement json)
    {
        var either = AlternativesAttribute.Of(declared)!;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(either.Key, out _)
            ? either.With
            : either.Without;
    }
}
