using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SweepRunner.Configuration;

/// <summary>A parsed JSON text: its tree, or null if it is invalid, and the faults of the text itself.</summary>
public sealed record ConfigDocument(ConfigNode? Root, IReadOnlyList<Fault> Faults)
{
    /// <summary>Parses JSON with comments and trailing commas. Finds invalid text and duplicate keys.</summary>
    /// <param name="utf8">The text; a byte order mark is skipped.</param>
    /// <param name="source">The file as the user named it.</param>
    /// <param name="noun">What the text is, in messages: <c>a sweep</c>.</param>
    public static ConfigDocument Parse(ReadOnlySpan<byte> utf8, string source, string noun)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        return new ConfigDocumentReader(utf8.ToArray(), source, noun).Read();
    }

    /// <summary>Parses the value of an override: JSON if it is valid JSON, else a string.</summary>
    /// <param name="value">The text.</param>
    /// <param name="path">The path of the value.</param>
    /// <param name="position">The position of the value and of everything in it.</param>
    public static ConfigDocument ParseValue(string value, string path, SourcePosition position)
    {
        var document =
            new ConfigDocumentReader(Encoding.UTF8.GetBytes(value), position.Source, "a value", path, position).Read();
        return document.Root is null ? new ConfigDocument(new ConfigText(position, value), []) : document;
    }
}

/// <summary>Builds the tree of one JSON text.</summary>
internal sealed class ConfigDocumentReader(
    byte[] text, string source, string noun, string rootPath = "", SourcePosition? fixedPosition = null)
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

    public ConfigDocument Read()
    {
        if (FirstInvalidByte() is { } offset)
            return Invalid(FaultOf.NotUtf8(At(offset), text[offset]));
        if (Array.IndexOf(text, (byte)0) is >= 0 and var nul)
            return Invalid(FaultOf.NulByte(At(nul)));
        if (text.All(each => char.IsWhiteSpace((char)each)))
            return Invalid(FaultOf.EmptyDocument(At(0), noun));

        while (true)
        {
            _faults.Clear();
            var reader = new Utf8JsonReader(text, ReaderOptions);
            try
            {
                reader.Read();
                var root = ReadValue(ref reader, rootPath);
                // Comments may follow; any other token throws.
                while (reader.Read()) { }
                return new ConfigDocument(root, _faults);
            }
            catch (JsonException exception)
            {
                var start = _lines.OffsetOf(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
                if (exception.Message.StartsWith("The input does not contain any JSON tokens."))
                    return Invalid(FaultOf.EmptyDocument(At(start), noun));
                if (!BlankNonFinite(start))
                    return Invalid(FaultOf.BrokenJson(At(start), exception.Message));
            }
            catch (InvalidOperationException)
            {
                // Half of a surrogate pair, written as an escape, is valid JSON but not text.
                return Invalid(
                    FaultOf.BrokenJson(At(reader.TokenStartIndex), "A string holds half of a surrogate pair."));
            }
        }
    }

    private static ConfigDocument Invalid(Fault fault) => new(null, [fault]);

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
            JsonTokenType.String => new ConfigText(position, reader.GetString()!),
            JsonTokenType.Number => new ConfigNumber(position, Spelling(ref reader)),
            JsonTokenType.True or JsonTokenType.False => new ConfigFlag(position, reader.GetBoolean()),
            _ => new ConfigNull(position),
        };
    }

    private ConfigObject ReadObject(ref Utf8JsonReader reader, SourcePosition position, string path)
    {
        var properties = new List<ConfigProperty>();
        var seen = new Dictionary<string, SourcePosition>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var keyPosition = At(reader.TokenStartIndex);
            var key = reader.GetString()!;
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
}

/// <summary>Converts byte offsets in a UTF-8 text to lines and columns.</summary>
internal sealed class LineIndex(byte[] text, string source)
{
    private readonly List<int> _lineStarts =
        [0, .. Enumerable.Range(1, text.Length).Where(offset => text[offset - 1] == '\n')];

    public SourcePosition At(long offset)
    {
        var end = (int)Math.Clamp(offset, 0, text.Length);
        var found = _lineStarts.BinarySearch(end);
        var line = found >= 0 ? found : ~found - 1;
        var start = _lineStarts[line];
        return new SourcePosition(source, line + 1, Encoding.UTF8.GetCharCount(text, start, end - start) + 1);
    }

    /// <param name="line">From 0.</param>
    /// <param name="byteInLine">From 0.</param>
    public int OffsetOf(long line, long byteInLine) =>
        (int)Math.Clamp(_lineStarts[(int)Math.Clamp(line, 0, _lineStarts.Count - 1)] + byteInLine, 0, text.Length);
}
