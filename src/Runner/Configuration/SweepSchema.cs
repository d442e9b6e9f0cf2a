using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SweepRunner.Configuration;
using SweepRunner.Experiments.Trials;
using SweepRunner.Search;

namespace SweepRunner.Runner.Configuration;

/// <summary>The JSON schema of a sweep file, written from the shape that the checks use.</summary>
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
        var root = SchemaWriter.Write(SweepReader.Shape);
        var properties = root["properties"]!.AsObject();
        var paths = ShapePath.All(TrialJson.Shape)
            .ToDictionary(path => path, path => At(properties["trial"]!.AsObject(), path));
        Complete(properties, "space", Paths(paths, Domain));
        Complete(properties, "trials", new JsonObject
        {
            ["type"] = "array",
            ["items"] = Paths(paths, path => path.Create()),
        });
        Complete(properties, "seeds", new JsonObject { ["anyOf"] = new JsonArray(Count(), List(Integer(0), 1)) });
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", "A sweep file");
        root["$defs"] = new JsonObject { ["range"] = Range() };
        return root;
    }

    private static JsonObject Range() =>
        new()
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            ["maxProperties"] = 1,
            ["properties"] = new JsonObject(
                RangeKind.All.Select(kind => KeyValuePair.Create(kind.Name, (JsonNode?)Numbers(kind)))),
            ["additionalProperties"] = false,
        };

    private static JsonObject Numbers(RangeKind kind) => new()
    {
        ["description"] = kind.Description,
        ["type"] = "array",
        ["minItems"] = kind.Count,
        ["maxItems"] = kind.Count,
        ["items"] = new JsonObject { ["type"] = kind.IsWhole ? "integer" : "number" },
    };

    private static JsonObject Count() =>
        new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = SearchConfig.MostTrials };

    private static JsonObject Integer(int least) => new() { ["type"] = "integer", ["minimum"] = least };

    private static JsonObject List(JsonObject items, int least) => new()
    {
        ["type"] = "array",
        ["minItems"] = least,
        ["uniqueItems"] = true,
        ["items"] = items,
    };

    // Adds the schemas of keys with paths, which their shapes do not have.
    private static void Complete(JsonObject properties, string key, JsonObject schema)
    {
        foreach (var kept in (string[])["description", "default"])
            schema[kept] = properties[key]![kept]!.DeepClone();
        properties[key] = schema;
    }

    private static JsonObject Paths(Dictionary<string, PathSchema> paths, Func<PathSchema, JsonObject> create) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(
            paths.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)create(each.Value)))),
        ["additionalProperties"] = false,
    };

    private static JsonObject Domain(PathSchema path)
    {
        var choices = List(path.Create(), 1);
        return path.IsNumber
            ? new JsonObject { ["anyOf"] = new JsonArray(choices, new JsonObject { ["$ref"] = "#/$defs/range" }) }
            : choices;
    }

    // If several cases have a key, the schema of the first is used for all, because their values are alike.
    private static PathSchema At(JsonObject trial, string path)
    {
        var (schema, pointer) = (trial, "#/properties/trial");
        foreach (var key in path.Split('.'))
        {
            if (schema["anyOf"] is not JsonArray cases)
            {
                (schema, pointer) = (schema["properties"]![key]!.AsObject(), $"{pointer}/properties/{key}");
                continue;
            }

            if (key == UnionShape.Discriminator)
                return new PathSchema(
                    null, [.. cases.Select(each => each!["properties"]!["name"]!["const"]!.GetValue<string>())], false);
            var index = cases.ToList().FindIndex(each => each!["properties"]![key] is not null);
            (schema, pointer) = (
                cases[index]!["properties"]![key]!.AsObject(), $"{pointer}/anyOf/{index}/properties/{key}");
        }

        return new PathSchema(pointer, [], schema["type"]?.GetValue<string>() is "number" or "integer");
    }

    /// <param name="Pointer">The place of the value's schema; null for the names of cases.</param>
    /// <param name="Names">The names of cases.</param>
    /// <param name="IsNumber">True if ranges are allowed.</param>
    private sealed record PathSchema(string? Pointer, IReadOnlyList<string> Names, bool IsNumber)
    {
        public JsonObject Create() => Pointer is null
            ? new JsonObject { ["enum"] = new JsonArray([.. Names.Select(name => JsonValue.Create(name))]) }
            : new JsonObject { ["$ref"] = Pointer };
    }
}
