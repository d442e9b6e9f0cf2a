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

    /// <summary>The known path that an unknown path means: one with a misspelt last key if the keys before it are
    /// known, else one with any misspelt key; or one whose beginning is missing or too long.</summary>
    public static string? Nearest(string path, IReadOnlyList<string> known)
    {
        var dot = path.LastIndexOf('.');
        if (dot > 0 && path[..dot] is var parent && known.Contains(parent))
        {
            var siblings = known
                .Where(each => each.LastIndexOf('.') == dot && each.StartsWith(parent))
                .Select(each => each[(dot + 1)..]);
            return NearestName.Find(path[(dot + 1)..], siblings) is { } key ? $"{parent}.{key}" : null;
        }

        return NearestName.Find(path, known)
            ?? known.FirstOrDefault(each => each.EndsWith($".{path}") || path.EndsWith($".{each}"));
    }

    private static IEnumerable<ValueShape> Below(ValueShape shape, string name) =>
        Keys(shape).Where(key => key.Name == name).Select(key => key.Value);

    private static IEnumerable<string> PathsBelow(ValueShape shape, string path) =>
        Keys(shape).SelectMany(key =>
        {
            var below = ConfigPath.Below(path, key.Name);
            return PathsBelow(key.Value, below).Prepend(below);
        });

    private static IEnumerable<KeyShape> Keys(ValueShape shape) => shape switch
    {
        ObjectShape own => own.Keys,
        AnyShape any => any.Keys,
        AlternativesShape either => [.. either.Without.Keys, .. either.With.Keys],
        UnionShape union =>
        [
            new(UnionShape.Discriminator, union.Names, IsRequired: true, Default: null),
            .. union.Cases.Values.SelectMany(each => each.Keys),
        ],
        _ => [],
    };
}
