using System.Text.Json.Nodes;
using SweepRunner.Configuration;
using SweepRunner.Experiments.Trials;
using SweepRunner.Search;

namespace SweepRunner.Runner.Configuration;

/// <summary>The schema of the keys that hold paths, drawn from the schema of the trial.</summary>
internal static class SpaceSchema
{
    /// <summary>Completes <c>space</c>, <c>trials</c> and <c>seeds</c>.</summary>
    /// <param name="properties">The root's properties.</param>
    public static void Describe(JsonObject properties)
    {
        var paths = ShapePath
            .All(TrialJson.Shape)
            .ToDictionary(path => path, path => At(properties["trial"]!.AsObject(), path));
        Complete(properties, "space", new JsonObject
        {
            ["type"] = "object",
            ["properties"] = Properties(paths, Domain),
            ["additionalProperties"] = false,
        });
        Complete(properties, "trials", new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = Properties(paths, (value, _) => value),
                ["additionalProperties"] = false,
            },
        });
        Complete(properties, "seeds", new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = SearchConfig.MostTrials },
                new JsonObject
                {
                    ["type"] = "array",
                    ["minItems"] = 1,
                    ["uniqueItems"] = true,
                    ["items"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
                }),
        });
    }

    /// <summary>What the paths refer to: the ranges.</summary>
    public static JsonObject Definitions() =>
        new()
        {
            ["range"] = new JsonObject
            {
                ["type"] = "object",
                ["minProperties"] = 1,
                ["maxProperties"] = 1,
                ["properties"] = new JsonObject
                {
                    ["uniform"] = Numbers("Any number between two.", "number", 2),
                    ["logUniform"] = Numbers(
                        "Any number between two, each order of magnitude as likely as any other.", "number", 2),
                    ["int"] = Numbers("Any whole number between two, both among them.", "integer", 2),
                    ["quantized"] = Numbers(
                        "The least number, and every one a whole count of steps above it: [least, greatest, "
                            + "step].",
                        "number",
                        3),
                },
                ["additionalProperties"] = false,
            },
        };

    private static JsonObject Numbers(string description, string type, int count) => new()
    {
        ["description"] = description,
        ["type"] = "array",
        ["minItems"] = count,
        ["maxItems"] = count,
        ["items"] = new JsonObject { ["type"] = type },
    };

    private static void Complete(JsonObject properties, string key, JsonObject schema)
    {
        foreach (var kept in (string[])["description", "default"])
            schema[kept] = properties[key]![kept]!.DeepClone();
        properties[key] = schema;
    }

    private static JsonObject Properties(
        Dictionary<string, PathSchema> paths, Func<JsonObject, bool, JsonObject> wrap) =>
        new(
            paths.Select(each =>
                KeyValuePair.Create(each.Key, (JsonNode?)wrap(each.Value.Create(), each.Value.IsNumber))
            ));

    private static JsonObject Domain(JsonObject value, bool isNumber)
    {
        var choices = new JsonObject
        {
            ["type"] = "array",
            ["minItems"] = 1,
            ["uniqueItems"] = true,
            ["items"] = value,
        };
        return isNumber
            ? new JsonObject { ["anyOf"] = new JsonArray(choices, new JsonObject { ["$ref"] = "#/$defs/range" }) }
            : choices;
    }

    /// <summary>The schema at a path; where several cases have the key, that of the first: their values are
    /// alike.</summary>
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

    /// <param name="Pointer">Where the value's schema stands; null for the names of cases.</param>
    /// <param name="Names">The names of cases.</param>
    /// <param name="IsNumber">True when ranges are of use.</param>
    private sealed record PathSchema(string? Pointer, IReadOnlyList<string> Names, bool IsNumber)
    {
        public JsonObject Create() => Pointer is null
            ? new JsonObject { ["enum"] = new JsonArray([.. Names.Select(name => JsonValue.Create(name))]) }
            : new JsonObject { ["$ref"] = Pointer };
    }
}
