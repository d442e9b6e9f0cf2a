namespace SweepRunner.Runner.Configuration;

/// <summary>The columns of a plan: its space paths, with the value of each cell.</summary>
internal sealed class CellColumns
{
    private readonly IReadOnlyList<Axis> _axes;

    // The paths of choices that have axes of their own.
    private readonly HashSet<string> _parents;

    public CellColumns(SweepSpace space)
    {
        _axes = [.. new SearchSpace(space.Axes).AllAxes];
        _parents = [.. _axes.Where(axis => axis.Conditions.Any()).Select(axis => axis.Path)];
        Paths =
        [
            .. _axes.Select(axis => axis.Path)
                .Concat(space.Points.SelectMany(point => point).Select(value => value.Path))
                .Distinct(),
        ];
    }

    /// <summary>The paths of the space in the order of the file, each followed by those of its choices; then those that
    /// only single cells set.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>True if some cells have a value of the space at a path, or below it.</summary>
    public bool IsSet(string path) => Paths.Any(each => ConfigPath.IsWithin(each, path))
        || _axes.Where(axis => path.StartsWith($"{axis.Path}.")).Any(axis =>
            (axis.Domain as ChoiceDomain)?.Choices.OfType<SpaceChoice>()
                .Any(choice => choice.Value.At(path[(axis.Path.Length + 1)..].Split('.')) is not null) == true);

    /// <summary>The value of a cell at each path as canonical JSON; null where it has none.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="written">Its config as the file gives it.</param>
    /// <param name="full">The config with every default.</param>
    /// <param name="telling">The config without defaults (<see cref="TrialCatalog.Telling"/>).</param>
    public IReadOnlyList<string?> ValuesOf(
        TrialConfig cell, ConfigNode written, JsonObject full, JsonObject telling)
    {
        return [.. Paths.Select(ValueAt)];

        string? ValueAt(string path)
        {
            var keys = SpaceRoot.KeysOf(cell, path);
            // Below choices, only what the chosen one sets is a parameter of the cell.
            if (IsBelowParent(path) && written.At(keys) is null)
                return null;
            // A default counts as a value, but objects are shown without defaults.
            return At(full, keys) switch
            {
                null => null,
                JsonObject all => Text(path, (At(telling, keys) ?? all).AsObject()),
                var value => CanonicalJson.Write(value),
            };
        }
    }

    // What has a column of its own is left out of the object.
    private string? Text(string path, JsonObject value)
    {
        if (!_parents.Contains(path))
            return CanonicalJson.Write(value);
        var rest = value.DeepClone().AsObject();
        foreach (var other in Paths.Where(other => other != path && ConfigPath.IsWithin(other, path)))
            Remove(rest, other[(path.Length + 1)..].Split('.'));
        return rest.Count == 0 ? null : CanonicalJson.Write(rest);
    }

    private bool IsBelowParent(string path) =>
        _parents.Any(parent => path != parent && ConfigPath.IsWithin(path, parent));

    private static JsonNode? At(JsonNode trial, string[] keys) =>
        keys.Aggregate((JsonNode?)trial, (node, key) => (node as JsonObject)?[key]);

    // Removes a value, and the objects that it leaves empty.
    private static void Remove(JsonObject parent, ReadOnlySpan<string> keys)
    {
        if (keys.Length > 1 && parent[keys[0]] is JsonObject child)
        {
            Remove(child, keys[1..]);
            if (child.Count > 0)
                return;
        }
        else if (keys.Length > 1)
        {
            return;
        }

        parent.Remove(keys[0]);
    }
}
