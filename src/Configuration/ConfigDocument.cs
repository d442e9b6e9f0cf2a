using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SweepRunner.Configuration;

/// <summary>A parsed JSON text: its tree, or null if it is invalid, and the faults of the text itself.</summary>
public sealed record ConfigDocument(ConfigNode? Root, IReadOnlyList<Fault> Faults)
{
    /// <summary>Parses JSON with comments and trailing commas. Finds invalid text and duplicate keys.</summary>
    /// <param name="utf8">The text; a byte order mark is skipped.</param>
    /// <param name="source">The file as the user named it.</param>
    public static ConfigDocument Parse(ReadOnlySpan<byte> utf8, string source)
    {
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
        var reader = new ConfigDocumentReader(
            Encoding.UTF8.GetBytes(value), position.Source, path, position);
        var document = reader.Read();
        return document.Root is null ? new ConfigDocument(new ConfigText(position, value), []) : document;
    }
}

/// <summary>Builds the tree of one JSON text.</summary>
internal sealed class ConfigDocumentReader(
    byte[] text, string source, string rootPath = "", SourcePosition? fixedPosition = null)
{
    private static readonly JsonReaderOptions ReaderOptions = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    // NaN and the infinities are not JSON, but likely mistakes in a file of rates. They are replaced by blanks, so that
    // the rest of the file can be checked.
    private static readonly string[] NonFinite = ["NaN", "-Infinity", "Infinity", "-NaN", "+Infinity"];

    private readonly LineIndex _lines = new(text, source);
    private readonly Dictionary<long, string> _nonFinite = [];
    private readonly List<Fault> _faults = [];

    /// <summary>Reads the whole text.</summary>
    public ConfigDocument Read()
    {
        if (FirstInvalidByte() is { } offset)
            return new ConfigDocument(null, [FaultOf.NotUtf8(At(offset), text[offset])]);
        if (Array.IndexOf(text, (byte)0) is >= 0 and var nul)
            return new ConfigDocument(null, [FaultOf.NulByte(At(nul))]);
        if (text.All(each => char.IsWhiteSpace((char)each)))
            return new ConfigDocument(null, [FaultOf.EmptyDocument(At(0))]);

        while (true)
        {
            _faults.Clear();
            try
            {
                var reader = new Utf8JsonReader(text, ReaderOptions);
                reader.Read();
                var root = ReadValue(ref reader, rootPath);
                // Comments may follow; any other token throws.
                while (reader.Read()) { }
                return new ConfigDocument(root, _faults);
            }
            catch (JsonException exception)
            {
                var start = _lines.OffsetOf(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
                if (!BlankNonFinite(start))
                    return new ConfigDocument(null, [FaultOf.BrokenJson(At(start), exception.Message)]);
            }
        }
    }

    private int? FirstInvalidByte()
    {
        if (Utf8.IsValid(text))
            return null;
        var offset = 0;
        while (Rune.DecodeFromUtf8(text.AsSpan(offset), out _, out var consumed) == OperationStatus.Done)
            offset += consumed;
        return offset;
    }

    private bool BlankNonFinite(int offset)
    {
        // The reader stops at the sign or at the letter after it.
        foreach (var start in new[] { offset - 1, offset })
            foreach (var spelling in NonFinite)
                if (start >= 0 && text.AsSpan(start).StartsWith(Encoding.ASCII.GetBytes(spelling)))
                {
                    text.AsSpan(start, spelling.Length).Fill((byte)' ');
                    text[start] = (byte)'0';
                    _nonFinite[start] = spelling;
                    return true;
                }

        return false;
    }

    private SourcePosition At(long offset) => fixedPosition ?? _lines.At(offset);

    private ConfigNode ReadValue(ref Utf8JsonReader reader, string path)
    {
        var position = At(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader, position, path),
            JsonTokenType.StartArray => ReadList(ref reader, position, path),
            JsonTokenType.String => new ConfigText(position, ReadText(ref reader)),
            JsonTokenType.Number => new ConfigNumber(position, Spelling(ref reader)),
            JsonTokenType.True or JsonTokenType.False => new ConfigFlag(position, reader.GetBoolean()),
            _ => new ConfigNull(position),
        };
    }

    private ConfigObject ReadObject(ref Utf8JsonReader reader, SourcePosition position, string path)
    {
        var properties = new List<ConfigProperty>();
        var seen = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var keyPosition = At(reader.TokenStartIndex);
            var key = ReadText(ref reader);
            var keyPath = ConfigPath.Below(path, key);
            reader.Read();
            var value = ReadValue(ref reader, keyPath);
            if (seen.TryAdd(key, keyPosition))
                properties.Add(new ConfigProperty(key, keyPosition, value));
            else
                _faults.Add(FaultOf.DuplicateKey(keyPosition, keyPath, seen[key]));
        }

        return new ConfigObject(position, properties);
    }

    private ConfigList ReadList(ref Utf8JsonReader reader, SourcePosition position, string path)
    {
        var items = new List<ConfigNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(ReadValue(ref reader, ConfigPath.Below(path, items.Count)));
        return new ConfigList(position, items);
    }

    private string Spelling(ref Utf8JsonReader reader) =>
        _nonFinite.TryGetValue(reader.TokenStartIndex, out var spelling)
            ? spelling
            : Encoding.ASCII.GetString(reader.ValueSpan);

    private string ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair, written as an escape, is valid JSON but not text.
            var position = _lines.At(reader.TokenStartIndex);
            throw new JsonException(
                "A string holds half of a surrogate pair.",
                null,
                position.Line - 1,
                ByteInLine(reader.TokenStartIndex, position),
                exception);
        }
    }

    private long ByteInLine(long offset, SourcePosition position) => offset - _lines.OffsetOf(position.Line - 1, 0);
}

/// <summary>Converts byte offsets in a UTF-8 text to lines and columns.</summary>
internal sealed class LineIndex
{
    private readonly byte[] _text;
    private readonly string _source;
    private readonly List<int> _lineStarts = [0];

    /// <summary>Finds the start of each line.</summary>
    public LineIndex(byte[] text, string source)
    {
        _text = text;
        _source = source;
        for (var offset = 0; offset < text.Length; offset++)
            if (text[offset] == '\n')
                _lineStarts.Add(offset + 1);
    }

    /// <summary>The position of a byte.</summary>
    public SourcePosition At(long offset)
    {
        var end = (int)Math.Clamp(offset, 0, _text.Length);
        var found = _lineStarts.BinarySearch(end);
        var line = found >= 0 ? found : ~found - 1;
        var start = _lineStarts[line];
        return new SourcePosition(_source, line + 1, Encoding.UTF8.GetCharCount(_text, start, end - start) + 1);
    }

    /// <summary>The offset of a byte of a 0-based line.</summary>
    public int OffsetOf(long line, long byteInLine) =>
        (int)Math.Clamp(_lineStarts[(int)Math.Clamp(line, 0, _lineStarts.Count - 1)] + byteInLine, 0, _text.Length);
}
