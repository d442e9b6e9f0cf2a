using System.Text;
using System.Text.Json.Nodes;
using SweepRunner.Configuration;
using SweepRunner.Experiments.Models;
using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Tests.Configuration;

/// <summary>Holds the tables in docs/sweep-file.md to the shape that the checks use and to the networks.
/// ACCEPT_GOLDEN=1 rewrites them.</summary>
public sealed class SweepFileDocTests
{
    [Fact]
    public void Keys_OfThePage_AreThoseOfTheShape() => Hold(
        "keys",
        "\n| key | value | default | meaning |\n|---|---|---|---|\n"
            + string.Concat(Rows(SweepReader.Shape, "")) + "\n");

    [Fact]
    public void Networks_OfThePage_AreThoseOfTheCatalogue() => Hold(
        "networks",
        "\n| network | activation | parameters | on images of | learns with |\n|---|---|---|---|---|\n"
            + string.Concat(NetworkFacts.All().Select(each =>
                $"| `{each.Name}` | {each.Activation} | {each.Parameters} | {each.Height}×{each.Width} "
                    + $"| {each.Recipe} |\n"))
            + "\n");

    private static void Hold(string name, string table)
    {
        var (first, last) = ($"<!-- {name}: written by SweepFileDocTests -->\n", $"<!-- end of {name} -->\n");
        var file = Path.Join(SweepTexts.ConfigsFolder(), "..", "docs", "sweep-file.md");
        var page = File.ReadAllText(file);
        var (start, end) = (
            page.IndexOf(first, StringComparison.Ordinal) + first.Length, page.IndexOf(last, StringComparison.Ordinal));

        if (Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1")
            File.WriteAllText(file, page[..start] + table + page[end..]);
        Assert.Equal(table, File.ReadAllText(file)[start..^(page.Length - end)]);
    }

    private static IEnumerable<string> Rows(ObjectShape shape, string path) =>
        shape.Keys.SelectMany(key => Rows(key, ConfigPath.Below(path, key.Name), ""));

    private static IEnumerable<string> Rows(KeyShape key, string path, string owners)
    {
        yield return Row(path, owners, key);
        var below = key.Value switch
        {
            ObjectShape keys => Rows(keys, path),
            UnionShape union => CaseRows(union, path),
            AlternativesShape either => Rows(either.Without, path).Concat(Rows(either.With, path)),
            _ => [],
        };
        foreach (var row in below)
            yield return row;
    }

    // Equal keys of several cases are one row.
    private static IEnumerable<string> CaseRows(UnionShape union, string path) =>
        union.Cases
            .SelectMany(each => each.Value.Keys, (each, key) => (each.Key, Value: key))
            .GroupBy(each => (each.Value.Name, each.Value.Description, each.Value.DefaultText))
            .SelectMany(group => Rows(
                group.First().Value,
                ConfigPath.Below(path, group.Key.Name),
                group.Count() == union.Cases.Count ? "" : $" ({string.Join(", ", group.Select(each => each.Key))})"));

    private static string Row(string path, string owners, KeyShape key)
    {
        var text = new StringBuilder($"| `{path}`{owners} | {Value(key.Value)} | ");
        text.Append(key switch
        {
            { IsRequired: true } => "required",
            { Value: ObjectShape } or { Default: null } => "",
            _ => $"`{Default(key)}`",
        });
        return text.Append($" | {key.Description} |\n").ToString();
    }

    private static string? Default(KeyShape key) =>
        key.Value is UnionShape union ? union.DefaultCase
        : key.Default is JsonValue value && value.TryGetValue<string>(out var name) ? name
        : key.DefaultText;

    private static string Value(ValueShape shape) => shape switch
    {
        UnionShape union => $"an object with `name`: {Names(union.Cases.Keys)}",
        TextShape { Names: { } names } => Names(names),
        FreeShape => "see below",
        _ => shape.Allowed,
    };

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));
}
