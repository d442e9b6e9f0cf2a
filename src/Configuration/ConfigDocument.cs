namespace SweepRunner.Configuration;

/// <summary>A parsed JSON text: its tree, or null if it is invalid, and the faults of the text itself.</summary>
public sealed record ConfigDocument(ConfigNode? Root, IReadOnlyList<Fault> Faults)
{
    /// <summary>Parses JSON with comments and trailing commas. Finds invalid text and duplicate keys.</summary>
    /// <param name="utf8">The text; a byte order mark is skipped.</param>
    /// <param name="source">The file as the user named it.</param>
    public static ConfigDocument Parse(ReadOnlySpan<byte> utf8, string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        return new ConfigDocumentReader(utf8.ToArray(), source).Read();
    }

    /// <summary>Parses the value of an override: JSON if it is valid JSON, else a string.</summary>
    /// <param name="value">The text.</param>
    /// <param name="path">The path that the value gets.</param>
    /// <param name="position">The position of the value and of everything in it.</param>
    public static ConfigDocument ParseValue(string value, string path, SourcePosition position)
    {
        ArgumentNullException.ThrowIfNull(value);
        var reader = new ConfigDocumentReader(
            System.Text.Encoding.UTF8.GetBytes(value), position.Source, path, position);
        var document = reader.Read();
        return document.Root is null ? new ConfigDocument(new ConfigText(position, value), []) : document;
    }
}
