namespace SweepRunner.Configuration;

/// <summary>Writes shapes as JSON Schema (draft 2020-12).</summary>
public static class SchemaWriter
{
    /// <summary>The schema of the values that a shape allows.</summary>
    public static JsonObject Write(ValueShape shape) => shape switch
    {
        ObjectShape { ShortValue: { } value } keys => new JsonObject
        {
            ["anyOf"] = new JsonArray(Write(value), Object(keys)),
        },
        ObjectShape keys => Object(keys),
        AlternativesShape either => new JsonObject
        {
            ["anyOf"] = new JsonArray(Object(either.Without), Object(either.With)),
        },
        MapShape map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Write(map.Value) },
        AnyShape { IsObject: true } => new JsonObject { ["type"] = "object" },
        UnionShape union => Union(union),
        ListShape list => List(list),
        NumberShape number => Number(number),
        TextShape text => Text(text),
        FlagShape => new JsonObject { ["type"] = "boolean" },
        _ => [],
    };

    private static JsonObject Object(ObjectShape keys)
    {
        var properties = keys.Keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Key(key)));
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject(properties) };
        if (Required(keys) is { Length: > 0 } required)
            schema["required"] = Names(required);
        schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject Key(KeyShape key)
    {
        var schema = Write(key.Value);
        if (key.Description is { } description)
            schema.Insert(0, "description", description);
        if (key.Default is { } value)
            schema["default"] = value.DeepClone();
        return schema;
    }

    private static string[] Required(ObjectShape keys) =>
        [.. keys.Keys.Where(key => key.IsRequired).Select(key => key.Name)];

    private static JsonObject Union(UnionShape union)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (union.DefaultCase is null)
            schema["required"] = Names([UnionShape.Discriminator]);
        // Names with one shape share a schema.
        schema["anyOf"] = new JsonArray([
            .. union.Cases.GroupBy(each => each.Value, each => each.Key)
                .Select(each => Case(union, [.. each], each.Key)),
        ]);
        return schema;
    }

    private static JsonObject Case(UnionShape union, string[] names, ObjectShape keys)
    {
        var schema = Object(keys);
        schema.Remove("type");
        schema["properties"]!.AsObject().Insert(0, UnionShape.Discriminator, names is [var only]
            ? new JsonObject { ["const"] = only }
            : new JsonObject { ["enum"] = Names(names) });
        // Only the default case may omit its name.
        if (union.DefaultCase is { } absent && !names.Contains(absent))
            schema["required"] = Names([UnionShape.Discriminator, .. Required(keys)]);
        return schema;
    }

    private static JsonObject List(ListShape list)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Write(list.Item) };
        if (list.MinLength > 0)
            schema["minItems"] = list.MinLength;
        return schema;
    }

    private static JsonObject Number(NumberShape number)
    {
        var schema = new JsonObject { ["type"] = number.IsInteger ? "integer" : "number" };
        var (least, most) = number.IsInteger ? (long.MinValue, long.MaxValue) : (double.MinValue, double.MaxValue);
        if (number.Minimum > least)
            schema[number.IsMinimumExclusive ? "exclusiveMinimum" : "minimum"] = Bound(number.Minimum);
        if (number.Maximum < most)
            schema[number.IsMaximumExclusive ? "exclusiveMaximum" : "maximum"] = Bound(number.Maximum);
        return schema;

        JsonValue Bound(double bound) => number.IsInteger ? JsonValue.Create((long)bound) : JsonValue.Create(bound);
    }

    private static JsonObject Text(TextShape text)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (text.Names is { } names)
            schema["enum"] = Names(names);
        if (text.Pattern is { } pattern)
            schema["pattern"] = $"^(?:{pattern})$";
        return schema;
    }

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => JsonValue.Create(name))];
}
