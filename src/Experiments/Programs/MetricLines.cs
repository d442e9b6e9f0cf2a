using System.Buffers;
using System.Text.Json;

namespace SweepRunner.Experiments.Programs;

/// <summary>Reads the metric lines of a program: a JSON object of numbers, with NaN, Infinity and -Infinity as Python
/// writes them and null as JavaScript does. Holds the values of one line at a time; not for several threads.</summary>
/// <remarks>A program may print millions of lines, so names are kept, and nothing is thrown for NaN.</remarks>
public sealed class MetricLines
{
    /// <summary>The most characters of a metric's name.</summary>
    public const int LongestName = 200;

    /// <summary>The largest step: the largest integer up to which a double has every integer.</summary>
    public const long LargestStep = 1L << 53;

    // Of each character, JSON needs up to six bytes.
    private const int LongestRawName = 6 * LongestName;

    private static readonly SearchValues<byte> NotJson = SearchValues.Create("NI"u8);

    private readonly KeptNames _names = new();
    private readonly List<MetricValue> _values = [];
    private readonly List<ProgramNote> _notes = [];
    private readonly ArrayBufferWriter<byte> _json = new();
    private bool _hasStep, _hasOther;
    private string? _ignored;
    private string? _fault;

    /// <summary>The step that the line names; null for none.</summary>
    public long? Step { get; private set; }

    /// <summary>The epoch that the line names; null for none.</summary>
    public int? Epoch { get; private set; }

    /// <summary>The metrics of the line.</summary>
    public IReadOnlyList<MetricValue> Values => _values;

    /// <summary>What the user is to be told about the line.</summary>
    public IReadOnlyList<ProgramNote> Notes => _notes;

    /// <summary>Reads a line without its end. True if it is a line of metrics; any other line is text, and may have
    /// notes too.</summary>
    public bool Read(ReadOnlySpan<byte> line)
    {
        (Step, Epoch, _hasStep, _hasOther, _ignored, _fault) = (null, null, false, false, null, null);
        _values.Clear();
        _notes.Clear();
        line = line.Trim(" \t\r"u8);
        if (!IsLikeAnObject(line))
            return false;
        try
        {
            ReadObject(new Utf8JsonReader(WithoutLiterals(line)));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a name that is no text.
            _notes.Clear();
            return false;
        }

        return IsOfMetrics();
    }

    // Spares most text the exception that the JSON reader throws.
    private static bool IsLikeAnObject(ReadOnlySpan<byte> line) =>
        line is [(byte)'{', .., (byte)'}'] && line[1..].TrimStart(" \t"u8) is [(byte)'"', ..];

    // Where JSON knows only numbers, a NaN becomes null and an infinity a number that is too large for a double.
    private ReadOnlySpan<byte> WithoutLiterals(ReadOnlySpan<byte> line)
    {
        if (!line.ContainsAny(NotJson))
            return line;
        _json.ResetWrittenCount();
        var isInText = false;
        for (var index = 0; index < line.Length; index++)
        {
            var sign = line[index];
            if (!isInText && line[index..].StartsWith("NaN"u8))
            {
                _json.Write("null"u8);
                index += "NaN".Length - 1;
                continue;
            }

            if (!isInText && line[index..].StartsWith("Infinity"u8))
            {
                _json.Write("1e999"u8);
                index += "Infinity".Length - 1;
                continue;
            }

            isInText ^= sign == '"';
            _json.Write([sign]);
            if (sign == '\\' && isInText && index + 1 < line.Length)
                _json.Write([line[++index]]);
        }

        return _json.WrittenSpan;
    }

    private void ReadObject(Utf8JsonReader reader)
    {
        _names.BeginLine();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            double? value = reader.TokenType switch
            {
                JsonTokenType.Number when reader.TryGetDouble(out var number) => number,
                JsonTokenType.Null => double.NaN,
                _ => null,
            };
            reader.Skip();
            Add(name, value);
        }

        // Throws if anything follows the object.
        reader.Read();
    }

    private string? NameOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestRawName)
            return null;
        Span<char> name = stackalloc char[LongestRawName];
        return _names.Find(name[..reader.CopyString(name)]);
    }

    private void Add(string? name, double? value)
    {
        if (name is not null && !_names.IsFirstInLine(name))
            _fault ??= $"it has the key '{name}' twice";
        if (name == "step")
            (_hasStep, Step) = (true, Integer(name, value, LargestStep));
        else if (name == "epoch")
            Epoch = (int?)Integer(name, value, int.MaxValue - 1);
        else if (value is not { } number)
            (_hasOther, _ignored) = (true, _ignored ?? name ?? "a long name");
        else if (name is null or { Length: 0 or > LongestName } || name.Any(char.IsControl))
            _notes.Add(new ProgramNote(
                NoteKind.Name,
                $"A metric was ignored: its name has to have 1 to {LongestName} characters, none for control."));
        else
            _values.Add(new MetricValue(name, number));
    }

    private long? Integer(string key, double? value, long largest)
    {
        if (value is { } number && number >= 0 && number <= largest && double.IsInteger(number))
            return (long)number;
        _fault ??= $"its {key} is not an integer from 0 to {largest}";
        return null;
    }

    private bool IsOfMetrics()
    {
        if (!_hasStep && _hasOther)
        {
            _notes.Clear();
            return false;
        }

        if (_fault is not null)
        {
            _notes.Clear();
            _notes.Add(new ProgramNote(
                NoteKind.Line, $"A line was not read as metrics, since {_fault}; it is in the trial's log."));
            return false;
        }

        if (_ignored is not null)
            _notes.Add(new ProgramNote(
                NoteKind.Value, $"'{_ignored}' of a line of metrics was ignored: its value is not a number."));
        return true;
    }
}

/// <summary>The value of a metric in a line.</summary>
public readonly record struct MetricValue(string Metric, double Value);
