using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using SweepRunner.Configuration;

namespace SweepRunner.Runner.Configuration;

/// <summary>The JSON schema of a sweep file, generated from the config types.</summary>
internal static class SweepSchema
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema's text, with a line break at its end.</summary>
    public static string Text => Create().ToJsonString(Indented) + "\n";

    private static JsonObject Create()
    {
        var options = new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = SchemaAnnotations.Add,
        };
        var root = ConfigJson.Options.GetJsonSchemaAsNode(typeof(SweepConfig), options).AsObject();
        var properties = root["properties"]!.AsObject();
        SpaceSchema.Describe(properties);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", "A sweep file");
        root["$defs"] = SpaceSchema.Definitions();
        return root;
    }
}

/// <summary>Adds to an exported schema what the config types' attributes say: descriptions, bounds, names and
/// defaults.</summary>
internal static class SchemaAnnotations
{
    /// <summary>The node of one type or property, completed.</summary>
    public static JsonNode Add(JsonSchemaExporterContext context, JsonNode node)
    {
        // A converter's own node is the boolean schema.
        var schema = node as JsonObject ?? [];
        WithoutNull(schema);
        if (context.PropertyInfo is not { AttributeProvider: { } attributes } property)
            return schema;

        if (Find<DescriptionAttribute>(attributes) is { } description)
            schema.Insert(0, "description", description.Description);
        Names(schema, attributes);
        Bounds(schema["items"] as JsonObject ?? schema, attributes);
        if (Find<MinLengthAttribute>(attributes) is { } length)
            schema["minItems"] = length.Length;
        if (Default(property) is { } value)
            Default(schema, value);
        return schema;
    }

    private static void WithoutNull(JsonObject schema)
    {
        if (schema["type"] is JsonArray types)
            schema["type"] = types.Select(type => type!.GetValue<string>()).First(type => type != "null");
    }

    private static void Names(JsonObject schema, ICustomAttributeProvider attributes)
    {
        if (Find<AllowedValuesAttribute>(attributes) is { } names)
            schema["enum"] = new JsonArray([.. names.Values.Select(name => JsonValue.Create((string)name!))]);
        if (Find<RegularExpressionAttribute>(attributes) is { } pattern)
            schema["pattern"] = $"^(?:{pattern.Pattern})$";
    }

    private static void Bounds(JsonObject schema, ICustomAttributeProvider attributes)
    {
        if (Find<RangeAttribute>(attributes) is not { } range)
            return;
        var isInteger = range.OperandType == typeof(int);
        schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = Bound(range.Minimum, isInteger);
        if (range.Maximum is not double.MaxValue)
            schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = Bound(range.Maximum, isInteger);
    }

    private static JsonValue Bound(object bound, bool isInteger) => isInteger
        ? JsonValue.Create(Convert.ToInt32(bound, CultureInfo.InvariantCulture))
        : JsonValue.Create(Convert.ToDouble(bound, CultureInfo.InvariantCulture));

    private static JsonNode? Default(JsonPropertyInfo property)
    {
        if (property.IsRequired || property.DeclaringType.IsAbstract)
            return null;
        var value = property.Get!(Activator.CreateInstance(property.DeclaringType)!);
        return value is null ? null : JsonSerializer.SerializeToNode(value, property.PropertyType, ConfigJson.Options);
    }

    private static void Default(JsonObject schema, JsonNode value)
    {
        schema["default"] = ConfigJson.WithoutDefaults(value, new FreeShape(""));
        if (schema["anyOf"] is not JsonArray cases)
            return;

        // The name may be absent in the default's case alone.
        schema.Remove("required");
        foreach (var each in cases.OfType<JsonObject>())
            if (each["properties"]!["name"]!["const"]!.GetValue<string>() != value["name"]!.GetValue<string>())
                each["required"] = new JsonArray([
                    "name",
                    .. each["required"]?.AsArray().Select(key => key!.DeepClone()) ?? [],
                ]);
    }

    private static T? Find<T>(ICustomAttributeProvider attributes)
        where T : Attribute => attributes.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault();
}
