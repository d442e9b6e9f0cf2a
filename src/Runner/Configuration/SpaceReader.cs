using SweepRunner.Configuration;
using SweepRunner.Experiments.Trials;
using SweepRunner.Search;

namespace SweepRunner.Runner.Configuration;

/// <summary>Reads <c>space</c> and <c>trials</c>, whose keys are paths of a trial.</summary>
internal sealed class SpaceReader(List<Fault> faults)
{
    private static readonly IReadOnlyList<string> KnownPaths = ShapePath.All(TrialJson.Shape);

    /// <summary>The axes of the space, without those that have faults.</summary>
    public IReadOnlyList<SpaceAxis> ReadSpace(ConfigNode? node)
    {
        if (ReadPaths(node, "space", "an object of paths") is not { } space)
            return [];
        var axes = new List<SpaceAxis>();
        foreach (var property in space.Properties)
        {
            var path = ConfigPath.Below("space", property.Name);
            if (Shapes(property, path) is { Count: > 0 } shapes && ReadDomain(property, shapes, path) is { } axis)
                axes.Add(axis);
        }

        return axes;
    }

    /// <summary>The single cells, without values that have faults.</summary>
    public IReadOnlyList<IReadOnlyList<PathValue>> ReadPoints(ConfigNode? node)
    {
        if (node is null)
            return [];
        if (node is not ConfigList list)
        {
            faults.Add(FaultOf.WrongType(node, "trials", "a list of objects of paths"));
            return [];
        }

        return [.. list.Items.Select((item, index) => ReadPoint(item, ConfigPath.Below("trials", index)))];
    }

    private List<PathValue> ReadPoint(ConfigNode node, string path)
    {
        var values = new List<PathValue>();
        foreach (var property in ReadPaths(node, path, "an object of paths")?.Properties ?? [])
        {
            var below = ConfigPath.Below(path, property.Name);
            if (Shapes(property, below) is { Count: > 0 } shapes && CheckValue(property.Value, shapes, below))
                values.Add(new PathValue(property.Name, property.Value));
        }

        return values;
    }

    private ConfigObject? ReadPaths(ConfigNode? node, string path, string allowed)
    {
        if (node is ConfigObject paths)
        {
            CheckAncestors(paths, path);
            return paths;
        }

        if (node is not null)
            faults.Add(
                node is ConfigNull ? FaultOf.NullValue(node, path, allowed) : FaultOf.WrongType(node, path, allowed));
        return null;
    }

    private void CheckAncestors(ConfigObject paths, string path)
    {
        foreach (var property in paths.Properties)
            foreach (var other in paths.Properties)
                if (property.Name != other.Name && ConfigPath.IsWithin(property.Name, other.Name))
                    faults.Add(
                    SweepFault.PathBelowPath(
                        property.Position,
                        ConfigPath.Below(path, property.Name),
                        property.Name,
                        other.Name,
                        other.Position));
    }

    private IReadOnlyList<ValueShape> Shapes(ConfigProperty property, string path)
    {
        var shapes = ShapePath.Find(TrialJson.Shape, property.Name);
        if (shapes.Count == 0)
            faults.Add(
                SweepFault.UnknownPath(
                    property.Position, path, property.Name, ShapePath.Nearest(property.Name, KnownPaths)));
        return shapes;
    }

    private SpaceAxis? ReadDomain(ConfigProperty property, IReadOnlyList<ValueShape> shapes, string path)
    {
        if (property.Value is ConfigList choices)
            return ReadChoices(property, choices, shapes, path);
        if (property.Value is not ConfigObject { Properties: [var range] })
        {
            faults.Add(SweepFault.NotADomain(property.Value, path));
            return null;
        }

        var domain = new RangeReader(faults).Read(range, shapes, path);
        return domain is null ? null : new SpaceAxis(new Axis(property.Name, domain), property.Position, []);
    }

    private SpaceAxis? ReadChoices(
        ConfigProperty property, ConfigList choices, IReadOnlyList<ValueShape> shapes, string path)
    {
        if (choices.Items.Count == 0)
        {
            faults.Add(SweepFault.NoChoices(choices.Position, path));
            return null;
        }

        var before = faults.Count;
        var seen = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        for (var index = 0; index < choices.Items.Count; index++)
        {
            var choice = choices.Items[index];
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
