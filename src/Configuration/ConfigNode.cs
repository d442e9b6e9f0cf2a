using System.Globalization;

namespace SweepRunner.Configuration;

/// <summary>A JSON value with its position.</summary>
/// <param name="Position">The value's first character.</param>
public abstract record ConfigNode(SourcePosition Position)
{
    /// <summary>The value in a message: shortened JSON; for objects and lists, <see cref="Sort"/>.</summary>
    public abstract string Shown { get; }

    /// <summary>The sort of the value with its article: <c>a string</c>.</summary>
    public abstract string Sort { get; }

    /// <summary>The node at a dotted path, or the deepest existing node on the way.</summary>
    public ConfigNode Nearest(string path)
    {
        var node = this;
        foreach (var segment in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = node switch
            {
                ConfigObject parent => parent.Find(segment)?.Value,
                ConfigList list
                    when int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                        && index < list.Items.Count => list.Items[index],
                _ => null,
            };
            if (next is null)
                break;
            node = next;
        }

        return node;
    }
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
    /// <inheritdoc/>
    public override string Shown => "an object";

    /// <inheritdoc/>
    public override string Sort => "an object";

    /// <summary>The key of that name, or null.</summary>
    public ConfigProperty? Find(string name)
    {
        foreach (var property in Properties)
            if (property.Name == name)
                return property;
        return null;
    }

    /// <summary>The same object with a key replaced or added.</summary>
    /// <param name="name">The key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="isSetFromElsewhere">True if the value comes from another place. The key then has the position
    /// of the value.</param>
    public ConfigObject With(string name, ConfigNode value, bool isSetFromElsewhere)
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

    /// <summary>The same object with the value at a key path replaced, or added with the objects above it.</summary>
    /// <param name="keys">The keys from here down, at least one.</param>
    /// <param name="value">The value. Added keys get its position.</param>
    /// <returns>Null if a value on the way is not an object.</returns>
    public ConfigObject? With(ReadOnlySpan<string> keys, ConfigNode value)
    {
        if (keys.Length == 1)
            return With(keys[0], value, isSetFromElsewhere: true);
        var old = Find(keys[0]);
        var below = old is null ? new ConfigObject(value.Position, []) : old.Value as ConfigObject;
        return below?.With(keys[1..], value) is { } replaced
            ? With(keys[0], replaced, isSetFromElsewhere: false)
            : null;
    }
}

/// <summary>A JSON array.</summary>
public sealed record ConfigList(SourcePosition Position, IReadOnlyList<ConfigNode> Items) : ConfigNode(Position)
{
    /// <inheritdoc/>
    public override string Shown => "a list";

    /// <inheritdoc/>
    public override string Sort => "a list";
}

/// <summary>A string.</summary>
/// <param name="Position">Its first quote.</param>
/// <param name="Value">The text, unescaped.</param>
public sealed record ConfigText(SourcePosition Position, string Value) : ConfigNode(Position)
{
    private const int LongestShown = 60;

    /// <inheritdoc/>
    public override string Shown =>
        CanonicalJson.Quote(Value.Length <= LongestShown ? Value : Value[..LongestShown] + "...");

    /// <inheritdoc/>
    public override string Sort => "a string";
}

/// <summary>A number as written, including <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, which are not
/// JSON.</summary>
public sealed record ConfigNumber(SourcePosition Position, string Spelling) : ConfigNode(Position)
{
    private const int LongestShown = 60;

    /// <inheritdoc/>
    public override string Shown => Spelling.Length <= LongestShown ? Spelling : Spelling[..LongestShown] + "...";

    /// <inheritdoc/>
    public override string Sort => "a number";
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record ConfigFlag(SourcePosition Position, bool Value) : ConfigNode(Position)
{
    /// <inheritdoc/>
    public override string Shown => Value ? "true" : "false";

    /// <inheritdoc/>
    public override string Sort => "a boolean";
}

/// <summary><c>null</c>.</summary>
public sealed record ConfigNull(SourcePosition Position) : ConfigNode(Position)
{
    /// <inheritdoc/>
    public override string Shown => "null";

    /// <inheritdoc/>
    public override string Sort => "null";
}

/// <summary>Dotted paths of keys.</summary>
public static class ConfigPath
{
    /// <summary>The path of a key below another path.</summary>
    public static string Below(string path, string key) => string.IsNullOrEmpty(path) ? key : $"{path}.{key}";

    /// <summary>The path of a list item below another path.</summary>
    public static string Below(string path, int index) => Below(path, index.ToString(CultureInfo.InvariantCulture));

    /// <summary>True if a path equals the other path or is below it.</summary>
    public static bool IsWithin(string path, string ancestor) =>
        path.StartsWith(ancestor, StringComparison.Ordinal)
            && (path.Length == ancestor.Length || path[ancestor.Length] == '.');
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
