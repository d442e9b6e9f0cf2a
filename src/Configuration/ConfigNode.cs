using System.Globalization;

namespace SweepRunner.Configuration;

/// <summary>A JSON value with its position.</summary>
/// <param name="Position">The value's first character.</param>
public abstract record ConfigNode(SourcePosition Position)
{
    private const int LongestShown = 60;

    /// <summary>The value in a message: shortened JSON; for objects and lists, <see cref="Sort"/>.</summary>
    public string Shown => this switch
    {
        ConfigText text => CanonicalJson.Quote(Shortened(text.Value)),
        ConfigNumber number => Shortened(number.Spelling),
        ConfigFlag flag => flag.Value ? "true" : "false",
        _ => Sort,
    };

    /// <summary>The sort of the value with its article: <c>a string</c>.</summary>
    public string Sort => this switch
    {
        ConfigObject => "an object",
        ConfigList => "a list",
        ConfigText => "a string",
        ConfigNumber => "a number",
        ConfigFlag => "a boolean",
        _ => "null",
    };

    /// <summary>The node at a dotted path, or the deepest existing node on the way.</summary>
    public ConfigNode Nearest(string path)
    {
        var node = this;
        foreach (var key in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = node switch
            {
                ConfigObject parent => parent.Find(key)?.Value,
                ConfigList list when list.IndexOf(key) is { } index => list.Items[index],
                _ => null,
            };
            if (next is null)
                break;
            node = next;
        }

        return node;
    }

    /// <summary>The value at a path through objects; null if there is none.</summary>
    public ConfigNode? At(params ReadOnlySpan<string> keys)
    {
        var node = this;
        foreach (var key in keys)
            node = (node as ConfigObject)?.Find(key)?.Value;
        return node;
    }

    /// <summary>The same tree with the value at a path replaced, or added with the objects above it.</summary>
    /// <param name="keys">Keys of objects and numbers of existing list items.</param>
    /// <param name="value">The value. Added keys get its position.</param>
    /// <returns>Null if a value on the way is neither an object nor a list with such an item.</returns>
    public ConfigNode? With(ReadOnlySpan<string> keys, ConfigNode value)
    {
        if (keys.Length == 0)
            return value;
        if (this is ConfigObject parent)
        {
            var below = parent.Find(keys[0])?.Value ?? new ConfigObject(value.Position, []);
            return below.With(keys[1..], value) is { } replaced
                ? parent.With(keys[0], replaced, isSetFromElsewhere: keys.Length == 1)
                : null;
        }

        return this is ConfigList list && list.IndexOf(keys[0]) is { } index
            && list.Items[index].With(keys[1..], value) is { } item
            ? list with { Items = [.. list.Items.Select((each, at) => at == index ? item : each)] }
            : null;
    }

    private static string Shortened(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "...";
}

/// <summary>A key of an object.</summary>
/// <param name="Name">The key.</param>
/// <param name="Position">The key's first character.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsSetFromElsewhere">True if the value comes from another place: an override or a
/// space.</param>
public sealed record ConfigProperty(
    string Name, SourcePosition Position, ConfigNode Value, bool IsSetFromElsewhere = false);

/// <summary>A JSON object; of duplicate keys, it has the first.</summary>
public sealed record ConfigObject(SourcePosition Position, IReadOnlyList<ConfigProperty> Properties)
    : ConfigNode(Position)
{
    /// <summary>The key of that name, or null.</summary>
    public ConfigProperty? Find(string name) => Properties.FirstOrDefault(property => property.Name == name);

    // A key whose value comes from another place has the position of the value.
    internal ConfigObject With(string name, ConfigNode value, bool isSetFromElsewhere)
    {
        var old = Find(name);
        var isNew = old is null || isSetFromElsewhere;
        var property = new ConfigProperty(name, isNew ? value.Position : old!.Position, value, isNew);
        return this with
        {
            Properties = old is null
                ? [.. Properties, property]
                : [.. Properties.Select(each => ReferenceEquals(each, old) ? property : each)],
        };
    }
}

/// <summary>A JSON array.</summary>
public sealed record ConfigList(SourcePosition Position, IReadOnlyList<ConfigNode> Items) : ConfigNode(Position)
{
    internal int? IndexOf(string key) =>
        int.TryParse(key, NumberStyles.None, null, out var index) && index < Items.Count ? index : null;
}

/// <summary>A string.</summary>
/// <param name="Position">Its first quote.</param>
/// <param name="Value">The text, unescaped.</param>
public sealed record ConfigText(SourcePosition Position, string Value) : ConfigNode(Position);

/// <summary>A number as written, including <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which are not
/// JSON.</summary>
public sealed record ConfigNumber(SourcePosition Position, string Spelling) : ConfigNode(Position);

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record ConfigFlag(SourcePosition Position, bool Value) : ConfigNode(Position);

/// <summary><c>null</c>.</summary>
public sealed record ConfigNull(SourcePosition Position) : ConfigNode(Position);

/// <summary>Dotted paths of keys.</summary>
public static class ConfigPath
{
    /// <summary>The path of a key below another path.</summary>
    public static string Below(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The path of a list item below another path.</summary>
    public static string Below(string path, int index) => Below(path, $"{index}");

    /// <summary>True if a path equals the other path or is below it.</summary>
    public static bool IsWithin(string path, string ancestor) => path == ancestor || path.StartsWith($"{ancestor}.");
}

/// <summary>The position of a value.</summary>
/// <param name="Source">The file as the user named it, or <c>--set PATH=VALUE</c>.</param>
/// <param name="Line">The line, from 1; 0 for the whole source.</param>
/// <param name="Column">The column, from 1 in UTF-16 units; 0 for the whole source.</param>
public readonly record struct SourcePosition(string Source, int Line, int Column)
{
    /// <summary>The whole source.</summary>
    public static SourcePosition Whole(string source) => new(source, 0, 0);

    /// <summary><c>FILE(LINE,COLUMN)</c>, or only the source.</summary>
    public override string ToString() => Line == 0 ? Source : $"{Source}({Line},{Column})";
}
