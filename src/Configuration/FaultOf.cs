using System.Globalization;

namespace SweepRunner.Configuration;

/// <summary>One factory for each kind of fault that any document can have.</summary>
public static class FaultOf
{
    // The reader's message for a text that has only comments.
    private const string NoTokens = "The input does not contain any JSON tokens.";

    /// <summary>The text is not UTF-8.</summary>
    public static Fault NotUtf8(SourcePosition position, byte found) =>
        new("", string.Create(CultureInfo.InvariantCulture, $"Byte 0x{found:X2} is not UTF-8; save the file as UTF-8."))
        {
            Position = position,
        };

    /// <summary>The text contains a NUL, like UTF-16 without a byte order mark.</summary>
    public static Fault NulByte(SourcePosition position) =>
        new("", "Byte 0x00 is not text; save the file as UTF-8.") { Position = position };

    /// <summary>The text has no value.</summary>
    public static Fault EmptyDocument(SourcePosition position) =>
        new("", "The file is empty; a sweep is a JSON object.") { Position = position };

    /// <summary>The text is not JSON.</summary>
    /// <param name="position">The position at which the reader stopped.</param>
    /// <param name="reason">The reader's message.</param>
    public static Fault BrokenJson(SourcePosition position, string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var end = reason.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var words = (end < 0 ? reason : reason[..end]).Split(" Change the reader options")[0];
        return words.StartsWith(NoTokens, StringComparison.Ordinal)
            ? EmptyDocument(position)
            : new Fault("", $"Broken JSON: {words}") { Position = position };
    }

    /// <summary>A duplicate key in an object.</summary>
    public static Fault DuplicateKey(SourcePosition position, string path, SourcePosition first) =>
        new(path, $"The key is a duplicate; it is first at {first}.") { Position = position };

    /// <summary>An unknown key.</summary>
    public static Fault UnknownKey(SourcePosition position, string path, string key, IReadOnlyCollection<string> known)
    {
        var nearest = NearestName.Find(key, known);
        var allowed = string.Join(", ", known);
        var hint = nearest is null ? $"allowed: {allowed}." : $"did you mean '{nearest}'?";
        return new Fault(path, $"Unknown key {CanonicalJson.Quote(key)}; {hint}")
        {
            Position = position,
            Got = key,
            Allowed = allowed,
            Nearest = nearest,
        };
    }

    /// <summary>A key of another optimizer, schedule, initialisation or search.</summary>
    /// <param name="position">The key.</param>
    /// <param name="path">The key's path.</param>
    /// <param name="key">The key's name.</param>
    /// <param name="union">The cases of the object.</param>
    /// <param name="name">The case that it has.</param>
    /// <param name="namedAt">The position of the case's name if it is in another place; else null.</param>
    public static Fault KeyOfAnotherCase(
        SourcePosition position, string path, string key, UnionShape union, string name, SourcePosition? namedAt)
    {
        ArgumentNullException.ThrowIfNull(union);
        var owners = string.Join(", ", union.CasesWith(key));
        var where = namedAt is { } place ? $", which {place} sets" : "";
        return new Fault(path, $"'{key}' is a key of {union.Noun} {owners}, not of {name}{where}.")
        {
            Position = position,
            Got = key,
            Allowed = owners,
        };
    }

    /// <summary>A missing required key.</summary>
    public static Fault MissingKey(SourcePosition position, string path, KeyShape key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new Fault(path, $"The key '{key.Name}' is missing; it takes {key.Value.Allowed}.")
        {
            Position = position,
            Allowed = key.Value.Allowed,
        };
    }

    /// <summary>A null.</summary>
    public static Fault NullValue(ConfigNode got, string path, string allowed) =>
        At(got, path, allowed, $"null is not a value; leave the key out, or give what is allowed: {allowed}.");

    /// <summary>A value of another type.</summary>
    public static Fault WrongType(ConfigNode got, string path, string allowed)
    {
        ArgumentNullException.ThrowIfNull(got);
        var what = got.Shown == got.Sort ? $"This is {got.Sort}" : $"{got.Shown} is {got.Sort}";
        return At(got, path, allowed, $"{what}; allowed: {allowed}.");
    }

    /// <summary>A number outside its bounds.</summary>
    public static Fault OutOfRange(ConfigNode got, string path, string allowed) =>
        Refused(got, path, allowed, "is out of range");

    /// <summary>NaN, an infinity, or a number that a double cannot hold.</summary>
    public static Fault NotFinite(ConfigNode got, string path, string allowed) =>
        Refused(got, path, allowed, "is no finite number of 64 bits");

    /// <summary>A number with a fraction instead of an integer.</summary>
    public static Fault NotAnInteger(ConfigNode got, string path, string allowed) =>
        Refused(got, path, allowed, "is not a whole number");

    /// <summary>An unknown name.</summary>
    public static Fault UnknownName(ConfigText got, string path, IReadOnlyCollection<string> known)
    {
        ArgumentNullException.ThrowIfNull(got);
        var nearest = NearestName.Find(got.Value, known);
        var allowed = string.Join(", ", known);
        var hint = nearest is null ? "." : $"; did you mean '{nearest}'?";
        return At(got, path, allowed, $"{got.Shown} is not known; allowed: {allowed}{hint}") with { Nearest = nearest };
    }

    /// <summary>A text that does not match.</summary>
    public static Fault Malformed(ConfigText got, string path, string allowed) =>
        Refused(got, path, allowed, "is malformed");

    /// <summary>A list with too few items.</summary>
    public static Fault TooFewItems(ConfigList got, string path, string allowed)
    {
        ArgumentNullException.ThrowIfNull(got);
        return At(got, path, allowed, $"A list of {got.Items.Count} is too short; allowed: {allowed}.");
    }

    private static Fault Refused(ConfigNode got, string path, string allowed, string why)
    {
        ArgumentNullException.ThrowIfNull(got);
        return At(got, path, allowed, $"{got.Shown} {why}; allowed: {allowed}.");
    }

    private static Fault At(ConfigNode got, string path, string allowed, string message)
    {
        ArgumentNullException.ThrowIfNull(got);
        return new Fault(path, message) { Position = got.Position, Got = got.Shown, Allowed = allowed };
    }
}
