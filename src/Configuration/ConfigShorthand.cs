namespace SweepRunner.Configuration;

/// <summary>Writes out short forms of a config, so that everything after it meets one form.</summary>
public static class ConfigShorthand
{
    /// <summary>The tree with an object in place of each value that is short for one
    /// (<see cref="ObjectShape.ShortKey"/>). Positions stay.</summary>
    public static ConfigNode Expand(ConfigNode node, ValueShape shape) => (node, shape) switch
    {
        (ConfigList, ObjectShape { ShortValue: ListShape } keys) => Alone(keys.ShortKey!, node),
        (ConfigText, ObjectShape { ShortValue: TextShape } keys) => Alone(keys.ShortKey!, node),
        (ConfigObject parent, ObjectShape keys) => InObject(parent, keys.Find),
        (ConfigObject parent, AlternativesShape alternatives) => InObject(parent, alternatives.Of(parent).Find),
        (ConfigObject parent, UnionShape union) => InObject(parent, name => union.Find(parent, name)),
        _ => node,
    };

    private static ConfigObject Alone(string key, ConfigNode value) =>
        new(value.Position, [new ConfigProperty(key, value.Position, value)]);

    private static ConfigObject InObject(ConfigObject parent, Func<string, KeyShape?> find) => parent with
    {
        Properties =
        [
            .. parent.Properties.Select(each => find(each.Name) is { } key
                ? each with { Value = Expand(each.Value, key.Value) }
                : each),
        ],
    };
}
