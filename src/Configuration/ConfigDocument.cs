namespace SweepRunner.Configuration;

/// <summary>A JSON text as read: its tree, or null where it is broken, and the faults of the text itself.</summary>
public sealed record ConfigDocument(ConfigNode? Root, IReadOnlyList<Fault> Faults)
{
    /// <summary>Reads JSON with comments and trailing commas; finds broken text and keys that are there
    /// twice.</summary>
    /// <param name="utf8">The text; a byte order mark is skipped.</param>
    /// <param name="source">The file as its user named it.</param>
    public static ConfigDocument Parse(ReadOnlySpan<byte> utf8, string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        return new ConfigDocumentReader(utf8.ToArray(), source).Read();
    }

    /// <summary>Reads the value of an override: JSON where it is JSON, else the text itself as a string.</summary>
    /// <param name="value">The text.</param>
    /// <param name="path">Where the value goes.</param>
    /// <param name="position">The position of all that is in it.</param>
    public static ConfigDocument ParseValue(string value, string path, SourcePosition position)
    {
        ArgumentNullException.ThrowIfNull(value);
        var reader = new ConfigDocumentReader(
            System.Text.Encoding.UTF8.GetBytes(value), position.Source, path, position);
        var document = reader.Read();
        return document.Root is null ? new ConfigDocument(new ConfigText(position, value), []) : document;
    }
}
