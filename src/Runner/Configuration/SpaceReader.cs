namespace SweepRunner.Runner.Configuration;

/// <summary>Reads <c>space</c> and <c>trials</c>, whose keys are paths of a trial.</summary>
internal sealed class SpaceReader(SpaceRoot root, List<Fault> faults)
{
    private const string Paths = "an object of paths";

    private readonly IReadOnlyList<string> _knownPaths = ShapePath.All(root.Shape);
    private readonly DomainReader _domains = new(root, faults);

    /// <summary>The axes of the space, without those that have faults. A path below another one is an axis of the
    /// choices that have it.</summary>
    public IReadOnlyList<SpaceAxis> ReadSpace(ConfigNode? node)
    {
        var paths = ReadPaths(node, "space");
        var parents = paths.ToDictionary(path => path, path => ParentOf(path, paths));
        return [.. paths.Where(path => parents[path] is null).Select(Read).OfType<SpaceAxis>()];

        SpaceAxis? Read(SpacePath path)
        {
            var below = paths.Where(each => parents[each] == path).ToLookup(each => HasOwners(each, path));
            foreach (var each in below[false])
                faults.Add(SweepFault.PathBelowPath(each.Property, each.Place, path.Property));
            return _domains.Read(path, [.. below[true].Select(each => new PathBelow(each, Read(each)))]);
        }
    }

    /// <summary>The single cells, without values that have faults.</summary>
    public IReadOnlyList<IReadOnlyList<PathValue>> ReadPoints(ConfigNode? node)
    {
        if (node is ConfigList list)
            return [.. list.Items.Select((item, index) => ReadPoint(item, ConfigPath.Below("trials", index)))];
        if (node is not null)
            faults.Add(FaultOf.WrongType(node, "trials", "a list of objects of paths"));
        return [];
    }

    private IReadOnlyList<PathValue> ReadPoint(ConfigNode node, string place)
    {
        var paths = ReadPaths(node, place);
        foreach (var path in paths)
            if (ParentOf(path, paths) is { } parent)
                faults.Add(SweepFault.PathBelowPath(path.Property, path.Place, parent.Property));
        return
        [
            .. paths.Select(path => (Path: path, Value: DomainReader.Expanded(path.Property.Value, path.Shapes)))
                .Where(each => _domains.Check(each.Value, each.Path.Shapes, each.Path.Place))
                .Select(each => new PathValue(each.Path.Path, each.Value)),
        ];
    }

    /// <summary>The known paths of an object.</summary>
    private List<SpacePath> ReadPaths(ConfigNode? node, string place)
    {
        if (node is not ConfigObject parent)
        {
            if (node is not null)
                faults.Add(node is ConfigNull
                    ? FaultOf.NullValue(node, place, Paths)
                    : FaultOf.WrongType(node, place, Paths));
            return [];
        }

        var known = new List<SpacePath>();
        foreach (var property in parent.Properties)
        {
            var (path, below) = (property.Name, ConfigPath.Below(place, property.Name));
            if (ShapesOf(path, parent) is { Count: > 0 } shapes)
                known.Add(new SpacePath(path, property, shapes, below));
            else
                faults.Add(SweepFault.UnknownPath(property, below, ShapePath.Nearest(path, _knownPaths), root.Path));
        }

        return known;
    }

    // A program also has the paths that choices of its space have.
    private IReadOnlyList<ValueShape> ShapesOf(string path, ConfigObject space)
    {
        var shapes = ShapePath.Find(root.Shape, path);
        return shapes.Count > 0 || root.Shape is not AnyShape ? shapes : [.. space.Properties
            .Where(each => each.Name != path && ConfigPath.IsWithin(path, each.Name))
            .SelectMany(
                each => (each.Value as ConfigList)?.Items ?? [],
                (each, choice) => ShapePath.Find(AnyShape.Of(choice), path[(each.Name.Length + 1)..]))
            .SelectMany(found => found)];
    }

    private static SpacePath? ParentOf(SpacePath path, IEnumerable<SpacePath> paths) => paths
        .Where(other => other != path && ConfigPath.IsWithin(path.Path, other.Path))
        .MaxBy(other => other.Path.Length);

    // The name of an object decides its other keys.
    private static bool HasOwners(SpacePath below, SpacePath path) =>
        path.Property.Value is ConfigList list
        && list.Items.All(item => item is ConfigObject)
        && below.Path != ConfigPath.Below(path.Path, UnionShape.Discriminator);
}
