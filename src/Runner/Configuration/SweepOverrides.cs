using System.Globalization;
using SweepRunner.Configuration;

namespace SweepRunner.Runner.Configuration;

/// <summary>
/// Applies <c>--set PATH=VALUE</c>. A path starts at the root of the document: <c>trial.epochs=1</c>. Below
/// <c>space</c> and <c>trials.N</c> its rest is one key: <c>space.optimizer.lr=[0.1]</c>. A value is JSON if it is
/// valid JSON, else a string.
/// </summary>
internal static class SweepOverrides
{
    /// <summary>The tree with the overrides.</summary>
    public static ConfigObject Apply(ConfigObject root, IReadOnlyList<string> overrides, List<Fault> faults)
    {
        foreach (var text in overrides)
            root = Apply(root, text, faults);
        return root;
    }

    private static ConfigObject Apply(ConfigObject root, string text, List<Fault> faults)
    {
        var position = SourcePosition.Whole($"--set {text}");
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            faults.Add(SweepFault.OverrideWithoutValue(position));
            return root;
        }

        var path = text[..equals].Trim();
        var keys = Keys(path);
        if (SweepReader.Shape.Find(keys[0]) is null)
        {
            faults.Add(
                SweepFault.UnknownOverride(position, path, ShapePath.Nearest(path, ShapePath.All(SweepReader.Shape))));
            return root;
        }

        var value = ConfigDocument.ParseValue(text[(equals + 1)..], path, position);
        faults.AddRange(value.Faults);
        if (Replace(root, keys, value.Root!) is ConfigObject replaced)
            return replaced;
        faults.Add(SweepFault.OverrideThroughValue(position, path));
        return root;
    }

    private static string[] Keys(string path) => path.Split('.') switch
    {
        ["space", _, ..] => ["space", path["space.".Length..]],
        ["trials", var number, _, ..] => ["trials", number, path[$"trials.{number}.".Length..]],
        var keys => keys,
    };

    private static ConfigNode? Replace(ConfigNode node, ReadOnlySpan<string> keys, ConfigNode value)
    {
        if (keys.Length == 0)
            return value;
        if (node is ConfigObject parent)
        {
            // Missing objects on the way are created, but missing items of a list are not.
            var below =
                parent.Find(keys[0])?.Value
                ?? (
                    keys is ["trials", _, ..]
                        ? new ConfigList(value.Position, [])
                        : new ConfigObject(value.Position, []));
            return Replace(below, keys[1..], value) is { } replaced
                ? parent.With(keys[0], replaced, isSetFromElsewhere: keys.Length == 1)
                : null;
        }

        if (node is not ConfigList list
            || !int.TryParse(keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= list.Items.Count)
            return null;
        return Replace(list.Items[index], keys[1..], value) is { } item
            ? list with { Items = [.. list.Items.Select((each, at) => at == index ? item : each)] }
            : null;
    }
}
