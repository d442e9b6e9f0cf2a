namespace SweepRunner.Runner.Configuration;

/// <summary>The JSON schema of objects in a list of choices: lists and ranges may take the place of their values, and a
/// path of the space may give a key that they lack.</summary>
internal static class ChoiceSchema
{
    /// <summary>True for the schema of an object.</summary>
    public static bool IsObject(JsonObject schema) => schema["anyOf"] is not null || schema["properties"] is not null;

    /// <summary>The schema of a choice.</summary>
    /// <param name="value">The schema of an object in a trial.</param>
    /// <param name="pointer">The pointer to that schema.</param>
    public static JsonObject Create(JsonObject value, string pointer)
    {
        var choice = Varied(value, pointer);
        foreach (var each in Cases(choice))
            Require(each, IsName);
        return choice;
    }

    /// <summary>The conditions of a space with choices at a path: each has its required keys, unless a path below gives
    /// them.</summary>
    public static IEnumerable<JsonObject> Conditions(JsonObject value, string path) => Cases(value)
        .SelectMany(each => Required(each).Where(key => !IsName(key)), (each, key) => (Key: key, Names: NamesOf(each)))
        .GroupBy(each => each.Key, each => each.Names)
        .Select(owners => new JsonObject
        {
            ["if"] = new JsonObject
            {
                ["not"] = new JsonObject { ["required"] = new JsonArray(ConfigPath.Below(path, owners.Key)) },
            },
            ["then"] = Properties(path, new JsonObject
            {
                ["items"] = new JsonObject
                {
                    ["if"] = owners.Count() == Cases(value).Count() ? [] : Named(owners.SelectMany(names => names)),
                    ["then"] = new JsonObject { ["required"] = new JsonArray(owners.Key) },
                },
            }),
        });

    private static JsonObject Varied(JsonObject schema, string pointer)
    {
        var varied = schema.DeepClone().AsObject();
        varied.Remove("description");
        varied.Remove("default");
        foreach (var (index, each) in (varied["anyOf"]?.AsArray() ?? []).ToList().Index())
            varied["anyOf"]![index] = Varied(each!.AsObject(), $"{pointer}/anyOf/{index}");
        foreach (var (key, each) in varied["properties"]?.AsObject().ToList() ?? [])
            if (!IsName(key))
                varied["properties"]![key] = InPlace(each!.AsObject(), $"{pointer}/properties/{key}");
        return varied;
    }

    // A value, a list of choices, or a range.
    private static JsonObject InPlace(JsonObject value, string pointer)
    {
        var one = IsObject(value) ? Varied(value, pointer) : SweepSchema.Reference(pointer);
        var ways = new JsonArray(one, SweepSchema.List(one.DeepClone().AsObject()));
        if (SweepSchema.IsNumber(value))
            ways.Add(SweepSchema.Range);
        return new JsonObject { ["anyOf"] = ways };
    }

    private static IEnumerable<JsonObject> Cases(JsonObject schema) =>
        schema["anyOf"] is JsonArray cases ? cases.Select(each => each!.AsObject()) : [schema];

    /// <summary>The names of the cases that share a schema.</summary>
    public static IReadOnlyList<string> NamesOf(JsonObject schema)
    {
        var name = schema["properties"]?[UnionShape.Discriminator];
        return name?["const"] is { } only
            ? [only.GetValue<string>()]
            : [.. (name?["enum"]?.AsArray() ?? []).Select(each => each!.GetValue<string>())];
    }

    private static IEnumerable<string> Required(JsonObject schema) =>
        (schema["required"]?.AsArray() ?? []).Select(key => key!.GetValue<string>());

    private static bool IsName(string key) => key == UnionShape.Discriminator;

    private static void Require(JsonObject schema, Func<string, bool> isKept)
    {
        string[] kept = [.. Required(schema).Where(isKept)];
        schema.Remove("required");
        if (kept.Length > 0)
            schema["required"] = new JsonArray([.. kept.Select(key => JsonValue.Create(key))]);
    }

    private static JsonObject Named(IEnumerable<string> names)
    {
        var named = Properties(UnionShape.Discriminator, new JsonObject
        {
            ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]),
        });
        named["required"] = new JsonArray(UnionShape.Discriminator);
        return named;
    }

    private static JsonObject Properties(string key, JsonObject schema) =>
        new() { ["properties"] = new JsonObject { [key] = schema } };
}
