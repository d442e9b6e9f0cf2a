using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SweepRunner.Configuration;

/// <summary>Converts between config trees, JSON and config types.</summary>
public static class ConfigJson
{
    /// <summary>camelCase keys. Throws at the first unknown, duplicate, null or missing key, in case the checker has
    /// missed it.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    /// <summary>Converts a checked tree to JSON for the serializer: numbers have the type of their key, and default
    /// names are added.</summary>
    /// <param name="node">The tree, without faults.</param>
    /// <param name="shape">The shape that the tree was checked with.</param>
    public static JsonNode ToJson(ConfigNode node, ValueShape shape) => (node, shape) switch
    {
        (ConfigObject parent, ObjectShape keys) => ObjectToJson(parent, keys, null),
        (ConfigObject parent, UnionShape union) => UnionToJson(parent, union),
        (ConfigObject parent, AlternativesShape alternatives) => ObjectToJson(parent, alternatives.Of(parent), null),
        (ConfigObject parent, _) => new JsonObject(
            parent.Properties.Select(each => KeyValuePair.Create(
                each.Name, (JsonNode?)ToJson(each.Value, shape is MapShape map ? map.Value : shape)))),
        (ConfigList list, _) => new JsonArray(
            [.. list.Items.Select(item => ToJson(item, shape is ListShape items ? items.Item : shape))]),
        (ConfigNumber number, NumberShape { IsInteger: true })
            when NumberSpelling.TryWhole(number.Spelling, out var whole) => JsonValue.Create(whole),
        (ConfigNumber number, _) => JsonNode.Parse(CanonicalJson.Number(number.Spelling))!,
        (ConfigText text, _) => JsonValue.Create(text.Value),
        (ConfigFlag flag, _) => JsonValue.Create(flag.Value),
        _ => throw new ArgumentException($"{node.Shown} has faults.", nameof(node)),
    };

    /// <summary>Converts a checked tree to a config type.</summary>
    /// <exception cref="JsonException">The tree has a fault that the checker missed.</exception>
    public static T Deserialize<T>(ConfigNode node, ValueShape shape) => ToJson(node, shape).Deserialize<T>(Options)!;

    /// <summary>The value of a key, or its default where the key is absent.</summary>
    /// <exception cref="JsonException">The value has a fault that the checker missed.</exception>
    public static T? Deserialize<T>(ConfigObject parent, KeyShape key) =>
        parent.Find(key.Name) is { } given ? Deserialize<T>(given.Value, key.Value)
        : key.Default is { } absent ? absent.Deserialize<T>(Options)
        : default;

    /// <summary>Converts canonical JSON, such as a store has, to a config type.</summary>
    /// <exception cref="JsonException">The text is not of that type.</exception>
    public static T Deserialize<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    /// <summary>Removes the keys whose value equals their default.</summary>
    /// <param name="json">The value, free of faults.</param>
    /// <param name="shape">The shape of the value.</param>
    public static JsonNode WithoutDefaults(JsonNode json, ValueShape shape)
    {
        var keys = shape switch
        {
            // A name that a plug-in brings has no case where the plug-in is not loaded.
            UnionShape union => union.Cases.GetValueOrDefault(json[UnionShape.Discriminator]!.GetValue<string>()),
            AlternativesShape alternatives => alternatives.Of(json.AsObject()),
            _ => shape as ObjectShape,
        };
        if (keys is null)
            return json.DeepClone();

        var kept = new JsonObject();
        foreach (var (name, value) in json.AsObject())
        {
            if (keys.Find(name) is not { } key)
                kept[name] = value?.DeepClone();
            else if (value is not null && CanonicalJson.Write(value) != key.DefaultText)
                kept[name] = WithoutDefaults(value, key.Value);
        }

        return kept;
    }

    /// <summary>Adds the keys that are absent and have a default.</summary>
    /// <param name="json">The object, free of faults.</param>
    /// <param name="shape">Its shape.</param>
    public static JsonObject WithDefaults(JsonObject json, ObjectShape shape)
    {
        var whole = json.DeepClone().AsObject();
        foreach (var key in shape.Keys.Where(key => key.Default is not null))
            whole.TryAdd(key.Name, key.Default!.DeepClone());
        return whole;
    }

    private static JsonObject UnionToJson(ConfigObject parent, UnionShape union)
    {
        var name = (parent.Find(UnionShape.Discriminator)?.Value as ConfigText)?.Value ?? union.DefaultCase!;
        return ObjectToJson(parent, union.Cases[name], name);
    }

    private static JsonObject ObjectToJson(ConfigObject parent, ObjectShape keys, string? name)
    {
        var json = new JsonObject();
        if (name is not null)
            json[UnionShape.Discriminator] = name;
        foreach (var property in parent.Properties)
            if (keys.Find(property.Name) is { } key)
                json[key.Name] = ToJson(property.Value, key.Value);
        return json;
    }

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerOptions.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            AllowOutOfOrderMetadataProperties = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddCases } },
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new AlternativesConverter() },
        };
        options.MakeReadOnly();
        return options;
    }

    // An abstract config type is one of the cases that the catalogue finds.
    private static void AddCases(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || !info.Type.IsAbstract)
            return;
        info.PolymorphismOptions = new() { TypeDiscriminatorPropertyName = UnionShape.Discriminator };
        foreach (var (name, type) in Catalogue.Find(info.Type))
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, name));
    }
}
