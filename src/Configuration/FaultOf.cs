namespace SweepRunner.Configuration;

/// <summary>One factory for each kind of fault of a document.</summary>
public static class FaultOf
{
    /// <summary>The text is not UTF-8.</summary>
    public static Fault NotUtf8(SourcePosition position, byte found) =>
        new("", $"Byte 0x{found:X2} is not UTF-8; save the file as UTF-8.", position);

    /// <summary>The text holds a NUL, like one saved as UTF-16 without a byte order mark.</summary>
    public static Fault NulByte(SourcePosition position) =>
        new("", "Byte 0x00 is not text; save the file as UTF-8.", position);

    /// <summary>The text holds no value.</summary>
    public static Fault EmptyDocument(SourcePosition position) =>
        new("", "The file is empty; a sweep is a JSON object.", position);

    /// <summary>The text is not JSON.</summary>
    /// <param name="position">Where the reader stopped.</param>
    /// <param name="reason">The message of the reader.</param>
    public static Fault BrokenJson(SourcePosition position, string reason)
    {
        // What the reader says of a text of nothing but comments.
        if (reason.StartsWith("The input does not contain any JSON tokens.", StringComparison.Ordinal))
            return EmptyDocument(position);
        var words = reason.Split(" LineNumber:")[0].Split(" Change the reader options")[0];
        return new Fault("", $"Broken JSON: {words}", position);
    }

    /// <summary>A key is in an object twice.</summary>
    public static Fault DuplicateKey(SourcePosition position, string path, SourcePosition first) =>
        new(path, $"The key is a duplicate; it is first at {first}.", position);

    /// <summary>No config has the key here.</summary>
    public static Fault UnknownKey(SourcePosition position, string path, string key, IReadOnlyCollection<string> known)
    {
        var hint = NearestName.Find(key, known) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"allowed: {string.Join(", ", known)}.";
        return new Fault(path, $"Unknown key {CanonicalJson.Quote(key)}; {hint}", position);
    }

    /// <summary>The key belongs to another optimizer, schedule, initialisation or search.</summary>
    /// <param name="position">The key.</param>
    /// <param name="path">The key's path.</param>
    /// <param name="key">The key's name.</param>
    /// <param name="union">The possible cases.</param>
    /// <param name="name">The case of the object.</param>
    /// <param name="namedAt">Where the case is named, if elsewhere.</param>
    public static Fault KeyOfAnotherCase(
        SourcePosition position, string path, string key, UnionShape union, string name, SourcePosition? namedAt)
    {
        var owners = string.Join(", ", union.CasesWith(key));
        var where = namedAt is { } place ? $", which {place} sets" : "";
        return new Fault(path, $"'{key}' is a key of {union.Noun} {owners}, not of {name}{where}.", position);
    }

    /// <summary>A required key is missing.</summary>
    public static Fault MissingKey(SourcePosition position, string path, string key, string allowed) =>
        new(path, $"The key '{key}' is missing; it takes {allowed}.", position);

    /// <summary>A null.</summary>
    public static Fault NullValue(ConfigNode got, string path, string allowed) =>
        new(path, $"null is not a value; leave the key out, or give what is allowed: {allowed}.", got.Position);

    /// <summary>A value of another type.</summary>
    public static Fault WrongType(ConfigNode got, string path, string allowed)
    {
        var what = got.Shown == got.Sort ? $"This is {got.Sort}" : $"{got.Shown} is {got.Sort}";
        return new Fault(path, $"{what}; allowed: {allowed}.", got.Position);
    }

    /// <summary>A number outside its bounds.</summary>
    public static Fault OutOfRange(ConfigNode got, string path, string allowed) =>
        Refused(got, path, allowed, "is out of range");

    /// <summary>NaN, an infinity, or a number that a double cannot hold.</summary>
    public static Fault NotFinite(ConfigNode got, string path, string allowed) =>
        Refused(got, path, allowed, "is no finite number of 64 bits");

    /// <summary>A number with a fraction in the place of a whole one.</summary>
    public static Fault NotAnInteger(ConfigNode got, string path, string allowed) =>
        Refused(got, path, allowed, "is not a whole number");

    /// <summary>An unknown name.</summary>
    public static Fault UnknownName(ConfigText got, string path, IReadOnlyCollection<string> known)
    {
        var hint = NearestName.Find(got.Value, known) is { } nearest ? $"; did you mean '{nearest}'?" : ".";
        return new Fault(path, $"{got.Shown} is not known; allowed: {string.Join(", ", known)}{hint}", got.Position);
    }

    /// <summary>A text that does not match its pattern.</summary>
    public static Fault Malformed(ConfigText got, string path, string allowed) =>
        Refused(got, path, allowed, "is malformed");

    /// <summary>A list of too few items.</summary>
    public static Fault TooFewItems(ConfigList got, string path, string allowed) =>
        new(path, $"A list of {got.Items.Count} is too short; allowed: {allowed}.", got.Position);

    private static Fault Refused(ConfigNode got, string path, string allowed, string why) =>
        new(path, $"{got.Shown} {why}; allowed: {allowed}.", got.Position);
}
