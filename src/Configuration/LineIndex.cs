using System.Text;

namespace SweepRunner.Configuration;

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
