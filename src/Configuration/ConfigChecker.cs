namespace SweepRunner.Configuration;

/// <summary>Compares a tree with the shape of a config type and finds every fault, not only the first.</summary>
public sealed class ConfigChecker
{
    private readonly List<Fault> _faults = [];

    private ConfigChecker()
    {
    }

    /// <summary>Every fault of a tree, in the order of the text.</summary>
    /// <param name="node">The tree.</param>
    /// <param name="shape">The allowed values.</param>
    /// <param name="path">The tree's own path; empty for a document.</param>
    public static IReadOnlyList<Fault> Check(ConfigNode node, ValueShape shape, string path = "")
    {
        var checker = new ConfigChecker();
        checker.CheckValue(node, shape, path);
        return checker._faults;
    }

    private void CheckValue(ConfigNode node, ValueShape shape, string path)
    {
        switch (node, shape)
        {
            case (ConfigNull, _):
                _faults.Add(FaultOf.NullValue(node, path, shape.Allowed));
                break;
            case (_, FreeShape):
            case (ConfigFlag, FlagShape):
                break;
            case (ConfigObject parent, ObjectShape keys):
                CheckObject(parent, keys, path);
                break;
            case (ConfigObject parent, UnionShape union):
                CheckUnion(parent, union, path);
                break;
            case (ConfigList list, ListShape items):
                CheckList(list, items, path);
                break;
            case (ConfigNumber number, NumberShape bounds):
                CheckNumber(number, bounds, path);
                break;
            case (ConfigText text, TextShape rule):
                CheckText(text, rule, path);
                break;
            default:
                _faults.Add(FaultOf.WrongType(node, path, shape.Allowed));
                break;
        }
    }

    private void CheckObject(ConfigObject parent, ObjectShape keys, string path)
    {
        foreach (var property in parent.Properties)
        {
            var below = ConfigPath.Below(path, property.Name);
            if (keys.Find(property.Name) is { } key)
                CheckValue(property.Value, key.Value, below);
            else
                _faults.Add(
                    FaultOf.UnknownKey(
                        property.Position, below, property.Name, [.. keys.Keys.Select(each => each.Name)]));
        }

        CheckRequired(parent.Position, parent, keys, path);
    }

    private void CheckUnion(ConfigObject parent, UnionShape union, string path)
    {
        var named = parent.Find(UnionShape.Discriminator);
        var namePath = ConfigPath.Below(path, UnionShape.Discriminator);
        if (named is not null)
            CheckValue(named.Value, union.Names, namePath);
        else if (union.DefaultCase is null)
            _faults.Add(
                FaultOf.MissingKey(parent.Position, namePath, UnionShape.Discriminator, union.Names.Allowed));

        var name = named is null ? union.DefaultCase : (named.Value as ConfigText)?.Value;
        var keys = name is null ? null : union.Cases.GetValueOrDefault(name);
        foreach (var property in parent.Properties)
            if (property.Name != UnionShape.Discriminator)
                CheckUnionKey(property, union, name, keys, named, path);
        if (keys is not null)
            CheckRequired(named is { IsSetFromElsewhere: true } ? named.Position : parent.Position, parent, keys, path);
    }

    private void CheckUnionKey(
        ConfigProperty property, UnionShape union, string? name, ObjectShape? keys, ConfigProperty? named, string path)
    {
        var below = ConfigPath.Below(path, property.Name);
        var owners = union.CasesWith(property.Name);
        if (keys?.Find(property.Name) is { } own)
            CheckValue(property.Value, own.Value, below);
        else if (owners.Count == 0)
            _faults.Add(FaultOf.UnknownKey(property.Position, below, property.Name, KnownKeys(union, keys)));
        else if (keys is not null)
        {
            SourcePosition? namedAt = named is { IsSetFromElsewhere: true } ? named.Position : null;
            _faults.Add(FaultOf.KeyOfAnotherCase(property.Position, below, property.Name, union, name!, namedAt));
        }
        else
            // Only the case is unknown: the value of the key can still be checked.
            CheckValue(property.Value, union.Cases[owners[0]].Find(property.Name)!.Value, below);
    }

    private static string[] KnownKeys(UnionShape union, ObjectShape? keys)
    {
        var shapes = keys is null ? union.Cases.Values : [keys];
        return [UnionShape.Discriminator, .. shapes.SelectMany(each => each.Keys).Select(each => each.Name).Distinct()];
    }

    private void CheckRequired(SourcePosition position, ConfigObject parent, ObjectShape keys, string path)
    {
        foreach (var key in keys.Keys)
            if (key.IsRequired && parent.Find(key.Name) is null)
                _faults.Add(
                    FaultOf.MissingKey(position, ConfigPath.Below(path, key.Name), key.Name, key.Value.Allowed));
    }

    private void CheckList(ConfigList list, ListShape items, string path)
    {
        if (list.Items.Count < items.MinLength)
            _faults.Add(FaultOf.TooFewItems(list, path, items.Allowed));
        for (var index = 0; index < list.Items.Count; index++)
            CheckValue(list.Items[index], items.Item, ConfigPath.Below(path, index));
    }

    private void CheckNumber(ConfigNumber number, NumberShape bounds, string path)
    {
        if (!NumberSpelling.TryDouble(number.Spelling, out var value))
            _faults.Add(FaultOf.NotFinite(number, path, bounds.Allowed));
        else if (bounds.IsInteger && !double.IsInteger(value))
            _faults.Add(FaultOf.NotAnInteger(number, path, bounds.Allowed));
        else if (!bounds.Holds(value) || (bounds.IsInteger && !NumberSpelling.TryWhole(number.Spelling, out _)))
            _faults.Add(FaultOf.OutOfRange(number, path, bounds.Allowed));
    }

    private void CheckText(ConfigText text, TextShape rule, string path)
    {
        if (rule.Names?.Contains(text.Value) == false)
            _faults.Add(FaultOf.UnknownName(text, path, rule.Names));
        else if (!rule.Matches(text.Value))
            _faults.Add(FaultOf.Malformed(text, path, rule.Allowed));
    }
}
