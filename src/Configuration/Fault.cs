namespace SweepRunner.Configuration;

/// <summary>A fault of a configuration, found before anything runs.</summary>
/// <param name="Path">Dotted path of the key, list items by number: <c>space.optimizer.lr.2</c>; empty for the
/// document.</param>
/// <param name="Message">One sentence: the fault, the value, the allowed values and the way out.</param>
/// <param name="Position">Its position; null where no text is at fault.</param>
public sealed record Fault(string Path, string Message, SourcePosition? Position = null)
{
    /// <summary>One line: <c>FILE(LINE,COLUMN): PATH: MESSAGE</c>, without the parts that are absent.</summary>
    public override string ToString()
    {
        var place = Position is { } position ? position + ": " : "";
        var line = Path.Length == 0 ? place + Message : $"{place}{Path}: {Message}";
        // A key may hold a line break, and a fault is one line.
        return string.Concat(line.Select(each => char.IsControl(each) ? $"\\u{(int)each:x4}" : $"{each}"));
    }
}

/// <summary>A document has faults. The message is one line for each.</summary>
public sealed class FaultsException(IEnumerable<Fault> faults) : Exception(string.Join('\n', InOrder(faults)))
{
    /// <summary>Every fault, in the order of the text.</summary>
    public IReadOnlyList<Fault> Faults { get; } = [.. InOrder(faults)];

    private static IEnumerable<Fault> InOrder(IEnumerable<Fault> faults) =>
        faults.OrderBy(fault => fault.Position?.Line ?? 0).ThenBy(fault => fault.Position?.Column ?? 0);
}

/// <summary>One factory for each kind of fault of a document.</summary>
public static class FaultOf
{
    /// <summary>No config has the key here.</summary>
    public static Fault UnknownKey(ConfigProperty property, string path, IEnumerable<string> known)
    {
        var hint = NearestName.Find(property.Name, known) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"allowed: {string.Join(", ", known)}.";
        return new Fault(path, $"Unknown key {CanonicalJson.Quote(property.Name)}; {hint}", property.Position);
    }

    /// <summary>A null.</summary>
    public static Fault NullValue(ConfigNode got, string path, string allowed) =>
        new(path, $"null is not a value; leave the key out, or give what is allowed: {allowed}.", got.Position);

    /// <summary>A value of another type.</summary>
    public static Fault WrongType(ConfigNode got, string path, string allowed) => got.Shown == got.Sort
        ? new(path, $"This is {got.Sort}; allowed: {allowed}.", got.Position)
        : Refused(got, path, allowed, $"is {got.Sort}");

    internal static Fault NotUtf8(SourcePosition position, byte found) =>
        new("", $"Byte 0x{found:X2} is not UTF-8; save the file as UTF-8.", position);

    /// <summary>The text holds a NUL, like one saved as UTF-16 without a byte order mark.</summary>
    internal static Fault NulByte(SourcePosition position) =>
        new("", "Byte 0x00 is not text; save the file as UTF-8.", position);

    internal static Fault EmptyDocument(SourcePosition position, string noun) =>
        new("", $"The file is empty; {noun} is a JSON object.", position);

    internal static Fault BrokenJson(SourcePosition position, string reason)
    {
        var words = reason.Split(" LineNumber:")[0].Split(" Change the reader options")[0];
        return new Fault("", $"Broken JSON: {words}", position);
    }

    internal static Fault DuplicateKey(SourcePosition position, string path, SourcePosition first) =>
        new(path, $"The key is a duplicate; it is first at {first}.", position);

    /// <summary>The key belongs to another case, such as another optimizer.</summary>
    /// <param name="property">The key.</param>
    /// <param name="path">The key's path.</param>
    /// <param name="union">The possible cases.</param>
    /// <param name="name">The case of the object.</param>
    /// <param name="namedAt">Where the case is named, if elsewhere.</param>
    internal static Fault KeyOfAnotherCase(
        ConfigProperty property, string path, UnionShape union, string name, SourcePosition? namedAt)
    {
        var owners = string.Join(", ", union.CasesWith(property.Name));
        var where = namedAt is { } place ? $", which {place} sets" : "";
        return new Fault(
            path, $"'{property.Name}' is a key of {union.Noun} {owners}, not of {name}{where}.", property.Position);
    }

    internal static Fault MissingKey(SourcePosition position, string parentPath, string key, string allowed) =>
        new(ConfigPath.Below(parentPath, key), $"The key '{key}' is missing; it takes {allowed}.", position);

    internal static Fault OutOfRange(ConfigNode got, string path, string allowed) =>
        Refused(got, path, allowed, "is out of range");

    /// <summary>NaN, an infinity, or a number that a double cannot hold.</summary>
    internal static Fault NotFinite(ConfigNode got, string path, string allowed) =>
        Refused(got, path, allowed, "is no finite number of 64 bits");

    internal static Fault NotAnInteger(ConfigNode got, string path, string allowed) =>
        Refused(got, path, allowed, "is not a whole number");

    /// <summary>A text that is not one of the known names.</summary>
    public static Fault UnknownName(ConfigText got, string path, IReadOnlyList<string> known)
    {
        var hint = NearestName.Find(got.Value, known) is { } nearest ? $"; did you mean '{nearest}'?" : ".";
        return new Fault(path, $"{got.Shown} is not known; allowed: {string.Join(", ", known)}{hint}", got.Position);
    }

    internal static Fault Malformed(ConfigText got, string path, string allowed) =>
        Refused(got, path, allowed, "is malformed");

    internal static Fault TooFewItems(ConfigList got, string path, string allowed) =>
        new(path, $"A list of {got.Items.Count} is too short; allowed: {allowed}.", got.Position);

    private static Fault Refused(ConfigNode got, string path, string allowed, string why) =>
        new(path, $"{got.Shown} {why}; allowed: {allowed}.", got.Position);
}
