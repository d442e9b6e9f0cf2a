using System.Text.Encodings.Web;

namespace SweepRunner.Runner.Configuration;

/// <summary>The JSON schema of a sweep file, written from the shape that the checks use.</summary>
internal static class SweepSchema
{
    /// <summary>Writes JSON for people.</summary>
    public static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema's text, with a line break at its end.</summary>
    public static string Text => TextOf(TrialCatalog.BuiltIn);

    /// <summary>The text of the schema that knows the plug-ins of a sweep.</summary>
    public static string TextOf(TrialCatalog catalog) => Create(catalog).ToJsonString(Indented) + "\n";

    private static JsonObject Create(TrialCatalog catalog)
    {
        var root = SchemaWriter.Write(SweepReader.ShapeOf(catalog));
        var properties = root["properties"]!.AsObject();
        var network = properties["trial"]!["anyOf"]![0]!.AsObject();
        var paths = ShapePath.All(catalog.NetworkShape)
            .ToDictionary(path => path, path => At(network, path));
        Complete(properties, "space", new JsonObject { ["type"] = "object" });
        Complete(properties, "trials", new JsonObject { ["type"] = "array" });
        // The paths of a program are its own.
        root["if"] = new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["trial"] = new JsonObject { ["required"] = new JsonArray(catalog.Shape.Key) },
            },
        };
        root["then"] = Paths(
            new JsonObject { ["additionalProperties"] = Domain(new PathSchema(Any, [], IsNumber: true)) },
            new JsonObject { ["type"] = "object" });
        root["else"] = Paths(
            Space(paths),
            Properties(paths.Select(each => (each.Key, each.Value.Create()))));
        root["else"]!["properties"]!["objective"] = new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["metric"] = SchemaWriter.Write(new TextShape(MetricNames.All, null, null)),
            },
        };
        Complete(properties, "seeds", new JsonObject
        {
            ["anyOf"] = new JsonArray(
                SchemaWriter.Write(SeedsReader.Count), List(SchemaWriter.Write(SeedsReader.Seed)),
                SchemaWriter.Write(SeedsReader.Race)),
        });
        var range = Properties(RangeKind.All.Select(kind => (kind.Name, Numbers(kind))));
        range.Insert(1, "minProperties", 1);
        range.Insert(2, "maxProperties", 1);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", "A sweep file");
        // Visual Studio Code then accepts what a sweep file may contain.
        root.Insert(2, "allowComments", true);
        root.Insert(3, "allowTrailingCommas", true);
        root["$defs"] = new JsonObject { ["range"] = range, ["any"] = new JsonObject { ["not"] = Null } };
        return root;
    }

    private const string Any = "#/$defs/any";

    private static JsonObject Null => new() { ["type"] = "null" };

    private static JsonObject Paths(JsonObject space, JsonObject trial) => new()
    {
        ["properties"] = new JsonObject
        {
            ["space"] = space,
            ["trials"] = new JsonObject { ["items"] = trial },
        },
    };

    private static JsonObject Space(Dictionary<string, PathSchema> paths)
    {
        var space = Properties(paths.Select(each => (each.Key, Domain(each.Value))));
        space["allOf"] = new JsonArray([
            .. paths.Where(each => each.Value.Object is not null)
                .SelectMany(each => ChoiceSchema.Conditions(each.Value.Object!, each.Key)),
        ]);
        return space;
    }

    private static JsonObject Numbers(RangeKind kind) => new()
    {
        ["description"] = kind.Description,
        ["type"] = "array",
        ["minItems"] = kind.Count,
        ["maxItems"] = kind.Count,
        ["items"] = SchemaWriter.Write(kind.Number),
    };

    /// <summary>Any range.</summary>
    public static JsonObject Range => Reference("#/$defs/range");

    public static JsonObject Reference(string pointer) => new() { ["$ref"] = pointer };

    /// <summary>True for the schema of a number.</summary>
    public static bool IsNumber(JsonObject schema) =>
        schema["type"] is JsonValue type && type.GetValue<string>() is "number" or "integer";

    /// <summary>A list of different choices.</summary>
    public static JsonObject List(JsonObject items) => new()
    {
        ["type"] = "array",
        ["minItems"] = 1,
        ["uniqueItems"] = true,
        ["items"] = items,
    };

    private static JsonObject Properties(IEnumerable<(string Name, JsonObject Schema)> properties) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(
            properties.Select(each => KeyValuePair.Create(each.Name, (JsonNode?)each.Schema))),
        ["additionalProperties"] = false,
    };

    // Adds the schemas of keys with paths, which their shapes do not have.
    private static void Complete(JsonObject properties, string key, JsonObject schema)
    {
        foreach (var kept in (string[])["description", "default"])
            schema[kept] = properties[key]![kept]!.DeepClone();
        properties[key] = schema;
    }

    private static JsonObject Domain(PathSchema path)
    {
        var choices = List(path.Object is { } value ? ChoiceSchema.Create(value, path.Pointer!) : path.Create());
        return path.IsNumber ? new JsonObject { ["anyOf"] = new JsonArray(choices, Range) } : choices;
    }

    // If several cases have a key, the schema of the first is used for all, because their values are alike.
    private static PathSchema At(JsonObject trial, string path)
    {
        var (schema, pointer) = (trial, "#/properties/trial/anyOf/0");
        foreach (var key in path.Split('.'))
        {
            if (schema["anyOf"] is JsonArray cases)
            {
                if (key == UnionShape.Discriminator)
                    return new PathSchema(
                        null, [.. cases.SelectMany(each => ChoiceSchema.NamesOf(each!.AsObject()))], false);
                var index = cases.ToList().FindIndex(each => each!["properties"]?[key] is not null);
                (schema, pointer) = (cases[index]!.AsObject(), $"{pointer}/anyOf/{index}");
            }

            (schema, pointer) = (schema["properties"]![key]!.AsObject(), $"{pointer}/properties/{key}");
        }

        return new PathSchema(pointer, [], IsNumber(schema))
        {
            Object = ChoiceSchema.IsObject(schema) ? schema : null,
        };
    }

    // The pointer to the value's schema, or null and the names of cases.
    private sealed record PathSchema(string? Pointer, IReadOnlyList<string> Names, bool IsNumber)
    {
        // The schema of an object.
        public JsonObject? Object { get; init; }

        public JsonObject Create() => Pointer is null
            ? new JsonObject { ["enum"] = new JsonArray([.. Names.Select(name => JsonValue.Create(name))]) }
            : Reference(Pointer);
    }
}
