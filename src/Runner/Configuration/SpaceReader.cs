namespace SweepRunner.Runner.Configuration;

/// <summary>Reads <c>space</c> and <c>trials</c>, whose keys are paths of a trial.</summary>
internal sealed class SpaceReader(SpaceRoot root, List<Fault> faults)
{
    private const string Paths = "an object of paths";

    private readonly IReadOnlyList<string> _knownPaths = ShapePath.All(root.Shape);

    /// <summary>The axes of the space, without those that have faults.</summary>
    public IReadOnlyList<SpaceAxis> ReadSpace(ConfigNode? node) =>
        [.. ReadPaths(node, "space", ReadDomain).OfType<SpaceAxis>()];

    /// <summary>The single cells, without values that have faults.</summary>
    public IReadOnlyList<IReadOnlyList<PathValue>> ReadPoints(ConfigNode? node)
    {
        if (node is ConfigList list)
            return [.. list.Items.Select((item, index) => ReadPoint(item, ConfigPath.Below("trials", index)))];
        if (node is not null)
            faults.Add(FaultOf.WrongType(node, "trials", "a list of objects of paths"));
        return [];
    }

    private IReadOnlyList<PathValue> ReadPoint(ConfigNode node, string path)
    {
        var values = ReadPaths(node, path, (property, shapes, below) =>
            CheckValue(property.Value, shapes, below) ? new PathValue(property.Name, property.Value) : null);
        return [.. values.OfType<PathValue>()];
    }

    /// <summary>Reads each known path of an object with its shapes and its place in the document.</summary>
    private IEnumerable<T?> ReadPaths<T>(
        ConfigNode? node, string path, Func<ConfigProperty, IReadOnlyList<ValueShape>, string, T?> read)
    {
        if (node is not ConfigObject paths)
        {
            if (node is not null)
                faults.Add(
                    node is ConfigNull ? FaultOf.NullValue(node, path, Paths) : FaultOf.WrongType(node, path, Paths));
            yield break;
        }

        CheckAncestors(paths, path);
        foreach (var property in paths.Properties)
        {
            var below = ConfigPath.Below(path, property.Name);
            var shapes = ShapePath.Find(root.Shape, property.Name);
            if (shapes.Count > 0)
                yield return read(property, shapes, below);
            else
                faults.Add(SweepFault.UnknownPath(
                    property, below, ShapePath.Nearest(property.Name, _knownPaths), root.Path));
        }
    }

    private void CheckAncestors(ConfigObject paths, string path)
    {
        foreach (var property in paths.Properties)
            foreach (var other in paths.Properties)
                if (property.Name != other.Name && ConfigPath.IsWithin(property.Name, other.Name))
                    faults.Add(SweepFault.PathBelowPath(property, ConfigPath.Below(path, property.Name), other));
    }

    private SpaceAxis? ReadDomain(ConfigProperty property, IReadOnlyList<ValueShape> shapes, string path)
    {
        if (property.Value is ConfigList choices)
            return ReadChoices(property, choices, shapes, path);
        if (property.Value is ConfigObject { Properties: [var range] })
            return new RangeReader(faults).Read(range, shapes, path) is { } domain
                ? new SpaceAxis(new Axis(property.Name, domain), property.Position, [])
                : null;
        faults.Add(SweepFault.NotADomain(property.Value, path));
        return null;
    }

    private SpaceAxis? ReadChoices(
        ConfigProperty property, ConfigList choices, IReadOnlyList<ValueShape> shapes, string path)
    {
        var before = faults.Count;
        if (choices.Items.Count == 0)
            faults.Add(SweepFault.NoChoices(choices.Position, path));
        var seen = new OrderedDictionary<string, ConfigNode>();
        foreach (var (index, choice) in choices.Items.Index())
        {
            var below = ConfigPath.Below(path, index);
            if (!CheckValue(choice, shapes, below))
                continue;
            var json = CanonicalJson.Write(ConfigJson.ToJson(choice, Accepting(choice, shapes, below)));
            if (!seen.TryAdd(json, choice))
                faults.Add(SweepFault.EqualChoices(choice, below, seen[json].Position));
        }

        return faults.Count > before
            ? null
            : new SpaceAxis(
                new Axis(property.Name, new ChoiceDomain([.. seen.Keys])), property.Position, choices.Items);
    }

    private bool CheckValue(ConfigNode node, IReadOnlyList<ValueShape> shapes, string path)
    {
        var found = ConfigChecker.Check(node, Accepting(node, shapes, path), path);
        faults.AddRange(found);
        return found.Count == 0;
    }

    // A key may have different values in different cases. The case is known only when the cell is resolved.
    private static ValueShape Accepting(ConfigNode node, IReadOnlyList<ValueShape> shapes, string path) =>
        shapes.FirstOrDefault(shape => ConfigChecker.Check(node, shape, path).Count == 0) ?? shapes[0];
}
