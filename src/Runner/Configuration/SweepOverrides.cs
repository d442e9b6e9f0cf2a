namespace SweepRunner.Runner.Configuration;

/// <summary>
/// Applies <c>--set PATH=VALUE</c>. A path starts at the root of the document: <c>trial.epochs=1</c>. Below
/// <c>space</c> and <c>trials.N</c> its rest is one key: <c>space.optimizer.lr=[0.1]</c>. A value is JSON if it is
/// valid JSON, else a string.
/// </summary>
internal static class SweepOverrides
{
    /// <summary>The tree with the overrides.</summary>
    public static ConfigObject Apply(ConfigObject root, IReadOnlyList<string> overrides, List<Fault> faults) =>
        overrides.Aggregate(root, (tree, text) => Apply(tree, text, faults));

    private static ConfigObject Apply(ConfigObject root, string text, List<Fault> faults)
    {
        var position = SourcePosition.Whole($"--set {text}");
        if (text.Split('=', 2) is not [{ Length: > 0 } left, var right])
        {
            faults.Add(SweepFault.OverrideWithoutValue(position));
            return root;
        }

        var path = left.Trim();
        var keys = Keys(path);
        if (SweepReader.Shape.Find(keys[0]) is null)
        {
            faults.Add(
                SweepFault.UnknownOverride(position, path, ShapePath.Nearest(path, ShapePath.All(SweepReader.Shape))));
            return root;
        }

        var value = ConfigDocument.ParseValue(right, path, position);
        faults.AddRange(value.Faults);
        // Missing objects on the way are created, but missing items of a list are not.
        var hasList = keys is not ["trials", _, ..] || root.Find("trials") is not null;
        if (hasList && root.With(keys, value.Root!) is ConfigObject replaced)
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
}
