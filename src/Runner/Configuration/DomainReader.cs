namespace SweepRunner.Runner.Configuration;

/// <summary>A path of the space.</summary>
/// <param name="Path">Dotted path below the root of the space.</param>
/// <param name="Property">Its key, with the domain as value.</param>
/// <param name="Shapes">The shapes that a value may have; at least one.</param>
/// <param name="Place">The path of its key in the file.</param>
internal sealed record SpacePath(string Path, ConfigProperty Property, IReadOnlyList<ValueShape> Shapes, string Place);

/// <summary>A path below another path of the space: it varies within the choices that have it.</summary>
/// <param name="Path">The path.</param>
/// <param name="Axis">Its axis; null if it has faults.</param>
internal sealed record PathBelow(SpacePath Path, SpaceAxis? Axis);

/// <summary>Reads the lists of choices and the ranges of a space. Lists and ranges inside a choice's object vary within
/// that choice alone.</summary>
internal sealed class DomainReader(SpaceRoot root, List<Fault> faults)
{
    private static readonly AnyShape Any = new([], IsObject: false);

    /// <summary>The axis of a path, or null if it has faults.</summary>
    public SpaceAxis? Read(SpacePath path, IReadOnlyList<PathBelow> below)
    {
        var domain = path.Property.Value switch
        {
            ConfigList choices => ReadChoices(path, choices, below),
            ConfigObject { Properties: [var range] } => new RangeReader(faults).Read(range, path.Shapes, path.Place),
            _ => Refuse(SweepFault.NotADomain(path.Property.Value, path.Place)),
        };
        return domain is null ? null : new SpaceAxis(path.Path, domain, path.Place, path.Property.Position);
    }

    /// <summary>Checks a single value.</summary>
    public bool Check(ConfigNode node, IReadOnlyList<ValueShape> shapes, string place)
    {
        var found = ConfigChecker.Check(node, Accepting(node, shapes, place), place);
        faults.AddRange(found);
        return found.Count == 0;
    }

    private ChoiceDomain? ReadChoices(SpacePath path, ConfigList written, IReadOnlyList<PathBelow> below)
    {
        var before = faults.Count;
        var choices = written with { Items = [.. written.Items.Select(each => Expanded(each, path.Shapes))] };
        if (choices.Items.Count == 0)
            faults.Add(SweepFault.NoChoices(choices.Position, path.Place));
        var owners = below.Select(each => (each.Path, Owners: OwnersOf(each.Path, path, choices))).ToList();
        foreach (var each in owners.Where(each => each.Owners.Count == 0))
            faults.Add(SweepFault.NoChoiceHas(each.Path, path, CasesWith(each.Path, path)));

        var read = new OrderedDictionary<string, SpaceChoice>();
        foreach (var (index, node) in choices.Items.Index())
        {
            var place = ConfigPath.Below(path.Place, index);
            var shape = Accepting(node, path.Shapes, place);
            var axes = ReadChoice(
                node, shape, path.Path, place, [.. below.Where((_, at) => owners[at].Owners.Contains(node))]);
            if (axes is null)
                continue;
            var choice = new SpaceChoice(CanonicalJson.Write(ConfigJson.ToJson(node, shape)), axes, node);
            if (!read.TryAdd(choice.Json, choice))
                faults.Add(SweepFault.EqualChoices(node, place, read[choice.Json].Value.Position));
        }

        return faults.Count > before ? null : new ChoiceDomain([.. read.Values]);
    }

    /// <summary>The axes of a choice, or null if it has faults.</summary>
    private List<SpaceAxis>? ReadChoice(
        ConfigNode node, ValueShape shape, string path, string place, IReadOnlyList<PathBelow> below)
    {
        var before = faults.Count;
        List<SpacePath> inside = node is ConfigObject parent ? [.. Inside(parent, shape, path, place)] : [];
        List<SpaceAxis?> axes = [.. inside.Select(each => Read(each, [])), .. below.Select(each => each.Axis)];
        foreach (var each in below)
            foreach (var own in inside.Where(own => AreOnOneWay(own.Path, each.Path.Path)))
                faults.Add(SweepFault.VariedTwice(each.Path, own));

        // Lists and ranges are checked by themselves. What a path below gives need not be in the object.
        var given = below.Where(each => node.At(KeysBelow(path, each.Path)) is null).ToList();
        var whole = given.Aggregate(
            node, (value, each) => value.With(KeysBelow(path, each.Path), each.Path.Property.Value) ?? value);
        string[] varied =
            [.. inside.Select(each => each.Place), .. given.Select(each => place + each.Path.Path[path.Length..])];
        faults.AddRange(ConfigChecker.Check(whole, shape, place)
            .Where(fault => !varied.Any(each => ConfigPath.IsWithin(fault.Path, each))));
        return faults.Count > before ? null : [.. axes.OfType<SpaceAxis>()];
    }

    /// <summary>The paths in an object that have a list or a range where their key takes another value.</summary>
    private static IEnumerable<SpacePath> Inside(ConfigObject parent, ValueShape shape, string path, string place) =>
        parent.Properties.SelectMany(property =>
        {
            if (ShapeOf(property.Name, parent, shape) is not { } value)
                return [];
            var (below, at) = (ConfigPath.Below(path, property.Name), ConfigPath.Below(place, property.Name));
            return IsDomain(property.Value, value) ? [new SpacePath(below, property, [value], at)]
                : property.Value is ConfigObject own ? Inside(own, value, below, at)
                : [];
        });

    // An unknown key, and a name, which decides the other keys, have no values to vary.
    private static ValueShape? ShapeOf(string key, ConfigObject parent, ValueShape shape) => shape switch
    {
        AnyShape => Any,
        ObjectShape keys => keys.Find(key)?.Value,
        UnionShape union when union.CaseOf(parent) is { } own => own.Find(key)?.Value,
        UnionShape union => ShapePath.Find(union, key).FirstOrDefault(each => each != union.Names),
        _ => null,
    };

    private static bool IsDomain(ConfigNode value, ValueShape shape) => (value, shape) switch
    {
        // A list is a value only where the key takes lists.
        (ConfigList list, ListShape) => list.Items.Any(item => item is ConfigList),
        (ConfigList, _) => true,
        (ConfigObject own, AnyShape) => own.Properties is [{ Value: ConfigList } only] && RangeKind.IsMeant(only.Name),
        (ConfigObject, NumberShape or TextShape or FlagShape or ListShape) => true,
        _ => false,
    };

    // Of a network, the choices whose case has the key; of a program, those that have it written, or else all.
    private List<ConfigNode> OwnersOf(SpacePath below, SpacePath path, ConfigList choices)
    {
        var keys = KeysBelow(path.Path, below);
        if (root.Shape is not AnyShape)
            return [.. choices.Items.Where(node => node is ConfigObject choice
                && path.Shapes.Any(shape => Has(CaseOf(choice, shape), keys)))];
        var written = choices.Items.Where(node => Has(AnyShape.Of(node), keys)).ToList();
        return written.Count > 0 || ShapePath.Find(root.Shape, below.Path).Count == 0
            ? written
            : [.. choices.Items.Where(node => node.With(keys, below.Property.Value) is not null)];
    }

    private static IEnumerable<string> CasesWith(SpacePath below, SpacePath path) =>
        path.Shapes.OfType<UnionShape>().SelectMany(union => union.Cases)
            .Where(each => Has(each.Value, KeysBelow(path.Path, below)))
            .Select(each => each.Key);

    private static ValueShape CaseOf(ConfigObject choice, ValueShape shape) =>
        (shape as UnionShape)?.CaseOf(choice) ?? shape;

    private static bool Has(ValueShape shape, string[] keys) =>
        ShapePath.Find(shape, string.Join('.', keys)).Count > 0;

    private static string[] KeysBelow(string path, SpacePath below) => below.Path[(path.Length + 1)..].Split('.');

    private static bool AreOnOneWay(string path, string other) =>
        ConfigPath.IsWithin(path, other) || ConfigPath.IsWithin(other, path);

    /// <summary>A value with its short forms written out.</summary>
    public static ConfigNode Expanded(ConfigNode node, IEnumerable<ValueShape> shapes) =>
        shapes.Aggregate(node, ConfigShorthand.Expand);

    // A key may have different values in different cases. The case is known only when the cell is resolved.
    private static ValueShape Accepting(ConfigNode node, IReadOnlyList<ValueShape> shapes, string place) =>
        shapes.FirstOrDefault(shape => ConfigChecker.Check(node, shape, place).Count == 0) ?? shapes[0];

    private Domain? Refuse(Fault fault)
    {
        faults.Add(fault);
        return null;
    }
}
