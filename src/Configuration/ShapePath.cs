namespace SweepRunner.Configuration;

/// <summary>Dotted paths through a shape, for all cases of the objects on the way.</summary>
public static class ShapePath
{
    /// <summary>The different shapes at a path, from all cases that have the key; empty if none has it.</summary>
    public static IReadOnlyList<ValueShape> Find(ValueShape root, string path)
    {
        IEnumerable<ValueShape> found = [root];
        foreach (var segment in path.Split('.'))
            found = found.SelectMany(shape => Below(shape, segment));
        return [.. found.Distinct()];
    }

    /// <summary>Every path below a shape, each once.</summary>
    public static IReadOnlyList<string> All(ValueShape root) => [.. PathsBelow(root, "").Distinct()];

    /// <summary>
    /// The known path that an unknown path means: one with a misspelt last key if the keys before it are known, else
    /// one with any misspelt key; or one whose beginning is missing or too long.
    /// </summary>
    /// <param name="path">The unknown path.</param>
    /// <param name="known">Every known path.</param>
    public static string? Nearest(string path, IReadOnlyList<string> known)
    {
        var dot = path.LastIndexOf('.');
        if (dot > 0 && known.Contains(path[..dot]))
        {
            var siblings = known
                .Where(each => each.LastIndexOf('.') == dot && each.StartsWith(path[..dot], StringComparison.Ordinal))
                .Select(each => each[(dot + 1)..]);
            return NearestName.Find(path[(dot + 1)..], siblings) is { } key ? ConfigPath.Below(path[..dot], key) : null;
        }

        return NearestName.Find(path, known)
            ?? known.FirstOrDefault(each =>
                each.EndsWith("." + path, StringComparison.Ordinal)
                || path.EndsWith("." + each, StringComparison.Ordinal)
            );
    }

    private static IEnumerable<ValueShape> Below(ValueShape shape, string key) =>
        shape switch
        {
            ObjectShape keys => keys.Find(key) is { } found ? [found.Value] : [],
            UnionShape union when key == UnionShape.Discriminator => [union.Names],
            UnionShape union => union
                .Cases.Values.Select(each => each.Find(key))
                .OfType<KeyShape>()
                .Select(each => each.Value),
            _ => [],
        };

    private static IEnumerable<string> PathsBelow(ValueShape shape, string path)
    {
        IEnumerable<KeyShape> keys = shape switch
        {
            ObjectShape own => own.Keys,
            UnionShape union =>
            [
                new KeyShape(UnionShape.Discriminator, union.Names, true, null),
                .. union.Cases.Values.SelectMany(each => each.Keys),
            ],
            _ => [],
        };
        foreach (var key in keys)
        {
            var below = ConfigPath.Below(path, key.Name);
            yield return below;
            foreach (var deeper in PathsBelow(key.Value, below))
                yield return deeper;
        }
    }
}
