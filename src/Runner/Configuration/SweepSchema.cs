using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using SweepRunner.Experiments.Configuration;

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
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = SchemaAnnotations.Add };
        var root = ConfigJson.Options.GetJsonSchemaAsNode(typeof(SweepConfig), options).AsObject();
        var properties = root["properties"]!.AsObject();
        SpaceSchema.Describe(properties);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", "A sweep file");
        root["$defs"] = SpaceSchema.Definitions();
        return root;
    }
}
