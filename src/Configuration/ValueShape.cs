using System.Text.RegularExpressions;

namespace SweepRunner.Configuration;

/// <summary>The values that a config type allows at one place. It is read from the type once, and serves checks,
/// defaults and descriptions.</summary>
public abstract record ValueShape
{
    /// <summary>The allowed values, in words that follow "allowed:".</summary>
    public string Allowed => this switch
    {
        UnionShape => "an object with a name",
        AnyShape { IsObject: false } => "any value but null",
        ObjectShape { ShortValue: ListShape } => "a list or an object",
        ObjectShape { ShortValue: { } value } => $"{value.Allowed} or an object",
        ListShape { MinLength: 0 } => "a list",
        ListShape list => $"a list of at least {list.MinLength}",
        NumberShape number => number.InWords,
        TextShape { Names: { } names } => string.Join(", ", names),
        TextShape text => text.PatternInWords ?? "text",
        FlagShape => "true or false",
        FreeShape free => free.InWords,
        _ => "an object",
    };
}

/// <summary>A key of an object.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">The shape of its value.</param>
/// <param name="IsRequired">True if the key is required.</param>
/// <param name="Default">The value of an absent key; null where absence has a meaning of its own.</param>
/// <param name="Description">A sentence about the key.</param>
public sealed record KeyShape(
    string Name, ValueShape Value, bool IsRequired, JsonNode? Default, string? Description = null)
{
    /// <summary>The canonical text of the default; null if there is none.</summary>
    public string? DefaultText { get; } = Default is null ? null : CanonicalJson.Write(Default);
}

/// <summary>An object with known keys, in the order of the type.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="ShortKey">The key whose value may stand in place of the object; null if only an object is
/// allowed.</param>
public sealed record ObjectShape(IReadOnlyList<KeyShape> Keys, string? ShortKey = null) : ValueShape
{
    /// <summary>The shape of a value in place of the object; null if only an object is allowed.</summary>
    public ValueShape? ShortValue => ShortKey is null ? null : Find(ShortKey)!.Value;

    /// <summary>The key of that name, or null.</summary>
    public KeyShape? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);
}

/// <summary>An object whose <c>name</c> determines its keys.</summary>
/// <param name="Noun">The word for a case in messages: <c>optimizer</c>.</param>
/// <param name="Cases">The keys for each name, without <c>name</c> itself.</param>
/// <param name="DefaultCase">The default of the name; null if the name is required.</param>
public sealed record UnionShape(string Noun, IReadOnlyDictionary<string, ObjectShape> Cases, string? DefaultCase)
    : ValueShape
{
    /// <summary>The key with the name of the case.</summary>
    public const string Discriminator = "name";

    /// <summary>The shape of <c>name</c>.</summary>
    public TextShape Names { get; } = new([.. Cases.Keys], null, null);

    /// <summary>The keys of an object, by its name or the default name; null if it has no known name.</summary>
    public ObjectShape? CaseOf(ConfigObject node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var name = node.Find(Discriminator) is { } named ? (named.Value as ConfigText)?.Value : DefaultCase;
        return name is null ? null : Cases.GetValueOrDefault(name);
    }

    /// <summary>A key of an object, or null. If its name is not known, the key may be that of any case.</summary>
    internal KeyShape? Find(ConfigObject node, string key) => CaseOf(node) is { } own
        ? own.Find(key)
        : Cases.Values.Select(each => each.Find(key)).FirstOrDefault(each => each is not null);

    internal IReadOnlyList<string> CasesWith(string key) =>
        [.. Cases.Where(each => each.Value.Find(key) is not null).Select(each => each.Key)];
}

/// <summary>An object that has other keys where it has a certain key.</summary>
/// <param name="Key">The key that decides.</param>
/// <param name="With">The object with the key.</param>
/// <param name="Without">The object without the key.</param>
public sealed record AlternativesShape(string Key, ObjectShape With, ObjectShape Without) : ValueShape
{
    /// <summary>The keys of an object, decided by whether it has <see cref="Key"/>.</summary>
    public ObjectShape Of(ConfigObject node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Find(Key) is null ? Without : With;
    }

    /// <summary>The keys of an object, decided by whether it has <see cref="Key"/>.</summary>
    public ObjectShape Of(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.ContainsKey(Key) ? With : Without;
    }
}

/// <summary>An object with any keys.</summary>
/// <param name="Value">The shape of each value.</param>
public sealed record MapShape(ValueShape Value) : ValueShape;

/// <summary>Any value without a null in it.</summary>
/// <param name="Keys">The keys that paths may name; an object may have others.</param>
/// <param name="IsObject">True if only an object is allowed.</param>
public sealed record AnyShape(IReadOnlyList<KeyShape> Keys, bool IsObject) : ValueShape
{
    /// <summary>Any value, with the paths that a value has.</summary>
    public static AnyShape Of(ConfigNode node) => new(
        node is ConfigObject parent
            ? [.. parent.Properties.Select(each => new KeyShape(each.Name, Of(each.Value), false, null))]
            : [],
        IsObject: false);
}

/// <summary>A list of values of one shape.</summary>
public sealed record ListShape(ValueShape Item, int MinLength) : ValueShape;

/// <summary>A finite number or an integer between two bounds.</summary>
public sealed record NumberShape(
    double Minimum, bool IsMinimumExclusive, double Maximum, bool IsMaximumExclusive, bool IsInteger) : ValueShape
{
    /// <summary>Any finite number.</summary>
    public static NumberShape Any { get; } = new(double.MinValue, false, double.MaxValue, false, IsInteger: false);

    internal string InWords
    {
        get
        {
            if (IsInteger)
                return $"an integer from {Show(Minimum)} to {Show(Maximum)}";
            var low = Minimum > double.MinValue ? $" {(IsMinimumExclusive ? ">" : ">=")} {Show(Minimum)}" : "";
            var high = Maximum < double.MaxValue ? $" {(IsMaximumExclusive ? "<" : "<=")} {Show(Maximum)}" : "";
            return $"a finite number{low}{(low.Length > 0 && high.Length > 0 ? " and" : "")}{high}";
        }
    }

    internal bool Holds(double value) =>
        (IsMinimumExclusive ? value > Minimum : value >= Minimum)
        && (IsMaximumExclusive ? value < Maximum : value <= Maximum);

    // The bounds of a 64-bit integer are not doubles.
    private static string Show(double bound) => bound switch
    {
        >= long.MaxValue => $"{long.MaxValue}",
        <= long.MinValue => $"{long.MinValue}",
        _ => CanonicalJson.Number(bound),
    };
}

/// <summary>A string: one of several names, or a text that matches a pattern.</summary>
/// <param name="Names">The allowed names; null for any text.</param>
/// <param name="Pattern">The regular expression that the whole text must match; null for any text.</param>
/// <param name="PatternInWords">The pattern in words; null without one.</param>
public sealed record TextShape(IReadOnlyList<string>? Names, string? Pattern, string? PatternInWords) : ValueShape
{
    private readonly Regex? _regex = Pattern is null ? null : new Regex($"^(?:{Pattern})\\z");

    internal bool Matches(string text) => _regex?.IsMatch(text) != false;
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record FlagShape : ValueShape;

/// <summary>Any value except null. The owner of the key checks it.</summary>
/// <param name="InWords">The allowed values in words.</param>
public sealed record FreeShape(string InWords) : ValueShape;
