namespace SweepRunner.Configuration;

/// <summary>Compares a tree with the shape of a config type and finds every fault, not only the first.</summary>
public static class ConfigChecker
{
    private static readonly AnyShape Any = new([], IsObject: false);

    /// <summary>Every fault of a tree, in the order of the text.</summary>
    /// <param name="node">The tree.</param>
    /// <param name="shape">The allowed values.</param>
    /// <param name="path">The tree's own path; empty for a document.</param>
    public static IReadOnlyList<Fault> Check(ConfigNode node, ValueShape shape, string path = "") =>
        [.. InValue(node, shape, path)];

    private static IEnumerable<Fault> InValue(ConfigNode node, ValueShape shape, string path) => (node, shape) switch
    {
        (ConfigNull, _) => [FaultOf.NullValue(node, path, shape.Allowed)],
        (_, FreeShape) or (ConfigFlag, FlagShape) => [],
        (ConfigObject parent, ObjectShape keys) => InObject(parent, keys, path),
        (ConfigObject parent, AlternativesShape alternatives) =>
            InObject(parent, alternatives.Of(parent), path, alternatives.Key),
        (ConfigObject parent, MapShape map) => InEach(parent, map.Value, path),
        (ConfigObject parent, AnyShape) => InEach(parent, Any, path),
        (_, AnyShape { IsObject: false }) => InAny(node, path),
        (ConfigObject parent, UnionShape union) => InUnion(parent, union, path),
        (ConfigList list, ListShape items) => InList(list, items, path),
        (ConfigNumber number, NumberShape bounds) => InNumber(number, bounds, path),
        (ConfigText text, TextShape rule) => InText(text, rule, path),
        _ => [FaultOf.WrongType(node, path, shape.Allowed)],
    };

    private static IEnumerable<Fault> InEach(ConfigObject parent, ValueShape value, string path) =>
        parent.Properties.SelectMany(each => InValue(each.Value, value, ConfigPath.Below(path, each.Name)));

    private static IEnumerable<Fault> InAny(ConfigNode node, string path) => node switch
    {
        ConfigList list => list.Items.SelectMany((item, index) => InValue(item, Any, ConfigPath.Below(path, index))),
        ConfigNumber number => InNumber(number, NumberShape.Any, path),
        _ => [],
    };

    private static IEnumerable<Fault> InObject(
        ConfigObject parent, ObjectShape keys, string path, params IEnumerable<string> alternatives)
    {
        var found = parent.Properties.SelectMany(property =>
        {
            var below = ConfigPath.Below(path, property.Name);
            return keys.Find(property.Name) is { } key
                ? InValue(property.Value, key.Value, below)
                : [FaultOf.UnknownKey(property, below, keys.Keys.Select(each => each.Name).Union(alternatives))];
        });
        return found.Concat(Missing(parent.Position, parent, keys, path));
    }

    private static IEnumerable<Fault> InUnion(ConfigObject parent, UnionShape union, string path)
    {
        var named = parent.Find(UnionShape.Discriminator);
        SourcePosition? setAt = named is { IsSetFromElsewhere: true } ? named.Position : null;
        var name = named is null ? union.DefaultCase : (named.Value as ConfigText)?.Value;
        var keys = union.CaseOf(parent);

        IEnumerable<Fault> ofName =
            named is not null ? InValue(named.Value, union.Names, ConfigPath.Below(path, UnionShape.Discriminator))
            : name is null ? [FaultOf.MissingKey(parent.Position, path, UnionShape.Discriminator, union.Names.Allowed)]
            : [];
        return ofName
            .Concat(parent.Properties.Where(each => each != named).SelectMany(InKey))
            .Concat(keys is null ? [] : Missing(setAt ?? parent.Position, parent, keys, path));

        IEnumerable<Fault> InKey(ConfigProperty property)
        {
            var below = ConfigPath.Below(path, property.Name);
            if (keys?.Find(property.Name) is { } own)
                return InValue(property.Value, own.Value, below);
            if (union.CasesWith(property.Name) is not [var owner, ..])
                return [FaultOf.UnknownKey(property, below, KnownKeys(union, keys))];
            // If only the case is unknown, the value of the key can still be checked.
            return keys is null
                ? InValue(property.Value, union.Cases[owner].Find(property.Name)!.Value, below)
                : [FaultOf.KeyOfAnotherCase(property, below, union, name!, setAt)];
        }
    }

    private static string[] KnownKeys(UnionShape union, ObjectShape? keys)
    {
        var shapes = keys is null ? union.Cases.Values : [keys];
        return [UnionShape.Discriminator, .. shapes.SelectMany(each => each.Keys).Select(each => each.Name).Distinct()];
    }

    private static IEnumerable<Fault> Missing(
        SourcePosition position, ConfigObject parent, ObjectShape keys, string path) =>
        keys.Keys
            .Where(key => key.IsRequired && parent.Find(key.Name) is null)
            .Select(key => FaultOf.MissingKey(position, path, key.Name, key.Value.Allowed));

    private static IEnumerable<Fault> InList(ConfigList list, ListShape items, string path)
    {
        var found = list.Items.SelectMany((item, index) => InValue(item, items.Item, ConfigPath.Below(path, index)));
        return list.Items.Count < items.MinLength
            ? found.Prepend(FaultOf.TooFewItems(list, path, items.Allowed))
            : found;
    }

    private static Fault[] InNumber(ConfigNumber number, NumberShape bounds, string path) =>
        !NumberSpelling.TryDouble(number.Spelling, out var value) ? [FaultOf.NotFinite(number, path, bounds.Allowed)]
        : bounds.IsInteger && !double.IsInteger(value) ? [FaultOf.NotAnInteger(number, path, bounds.Allowed)]
        : bounds.Holds(value) && (!bounds.IsInteger || NumberSpelling.TryWhole(number.Spelling, out _)) ? []
        : [FaultOf.OutOfRange(number, path, bounds.Allowed)];

    private static Fault[] InText(ConfigText text, TextShape rule, string path) =>
        rule.Names?.Contains(text.Value) == false ? [FaultOf.UnknownName(text, path, rule.Names)]
        : rule.Matches(text.Value) ? []
        : [FaultOf.Malformed(text, path, rule.Allowed)];
}
