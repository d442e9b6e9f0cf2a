using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SweepRunner.Runner.Tests.Configuration;

/// <summary>Validates JSON against the keywords of JSON Schema (draft 2020-12) that the sweep's schema uses; any other
/// keyword is a fault of the test.</summary>
internal sealed class SchemaValidator(JsonNode root)
{
    private static readonly string[] Notes = ["$schema", "title", "description", "default", "$defs"];

    public IReadOnlyList<string> Validate(JsonNode value) => [.. Check(value, root.AsObject(), "")];

    private IEnumerable<string> Check(JsonNode? value, JsonObject schema, string path) =>
        schema
            .Where(keyword => !Notes.Contains(keyword.Key))
            .SelectMany(keyword => Check(value, schema, keyword.Key, keyword.Value!, path));

    private IEnumerable<string> Check(JsonNode? value, JsonObject schema, string keyword, JsonNode rule, string path)
    {
        IEnumerable<string> Unless(bool holds) => holds ? [] : [$"{path}: {keyword} {rule.ToJsonString()}"];
        double Number() => double.Parse(value!.ToJsonString(), CultureInfo.InvariantCulture);
        double Bound() => double.Parse(rule.ToJsonString(), CultureInfo.InvariantCulture);
        bool IsNumber() => value?.GetValueKind() == JsonValueKind.Number;
        return keyword switch
        {
            "$ref" => Check(value, At(rule.GetValue<string>()), path),
            "type" => Unless(IsOfType(value, rule.GetValue<string>())),
            "enum" => Unless(rule.AsArray().Any(each => JsonNode.DeepEquals(each, value))),
            "const" => Unless(JsonNode.DeepEquals(rule, value)),
            "minimum" => Unless(!IsNumber() || Number() >= Bound()),
            "exclusiveMinimum" => Unless(!IsNumber() || Number() > Bound()),
            "maximum" => Unless(!IsNumber() || Number() <= Bound()),
            "exclusiveMaximum" => Unless(!IsNumber() || Number() < Bound()),
            "pattern" => Unless(
                value?.GetValueKind() != JsonValueKind.String
                    || Regex.IsMatch(value.GetValue<string>(), rule.GetValue<string>())),
            "anyOf" => Unless(rule.AsArray().Any(each => !Check(value, each!.AsObject(), path).Any())),
            "properties" => (value as JsonObject ?? [])
                .Where(each => rule[each.Key] is not null)
                .SelectMany(each => Check(each.Value, rule[each.Key]!.AsObject(), $"{path}/{each.Key}")),
            "additionalProperties" => Unless(
                (value as JsonObject ?? []).All(each => schema["properties"]?[each.Key] is not null)),
            "required" => Unless(
                value is not JsonObject keys || rule.AsArray().All(each => keys.ContainsKey(each!.GetValue<string>()))),
            "minProperties" => Unless(value is not JsonObject many || many.Count >= Bound()),
            "maxProperties" => Unless(value is not JsonObject few || few.Count <= Bound()),
            "items" => (value as JsonArray ?? []).SelectMany(each => Check(each, rule.AsObject(), path + "/items")),
            "minItems" => Unless(value is not JsonArray list || list.Count >= Bound()),
            "maxItems" => Unless(value is not JsonArray items || items.Count <= Bound()),
            "uniqueItems" => Unless(
                value is not JsonArray set || set.Select(each => each?.ToJsonString()).Distinct().Count() == set.Count),
            _ => throw new NotSupportedException($"The keyword {keyword} at {path}"),
        };
    }

    private JsonObject At(string pointer) =>
        pointer
            .Split('/')
            .Skip(1)
            .Aggregate(
                root,
                (node, key) => node is JsonArray list ? list[int.Parse(key, CultureInfo.InvariantCulture)]! : node[key]!
            )
            .AsObject();

    private static bool IsOfType(JsonNode? value, string type) =>
        type switch
        {
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => value?.GetValueKind() == JsonValueKind.String,
            "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "number" => value?.GetValueKind() == JsonValueKind.Number,
            "integer" => value?.GetValueKind() == JsonValueKind.Number
                && double.IsInteger(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
            _ => throw new NotSupportedException(type),
        };
}
