namespace SweepRunner.Experiments.Programs;

/// <summary>Splits the bytes of a program's output into lines. A line longer than <see cref="LongestLine"/> comes in
/// pieces, which are text.</summary>
public sealed class OutputLines(OutputLines.LineReader read)
{
    /// <summary>The most bytes of a line of metrics.</summary>
    public const int LongestLine = 1 << 20;

    private byte[] _rest = new byte[4096];
    private int _restLength;
    private bool _isInPieces;

    /// <summary>Receives a line without its end.</summary>
    /// <param name="line">The bytes of the line.</param>
    /// <param name="isPiece">True for a part of a line that is too long.</param>
    public delegate void LineReader(ReadOnlySpan<byte> line, bool isPiece);

    /// <summary>Adds the next bytes, and reads each line that is complete.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            if (_restLength == 0 && end <= LongestLine)
                read(bytes[..end], _isInPieces);
            else
            {
                Keep(bytes[..end]);
                Flush();
            }

            _isInPieces = false;
            bytes = bytes[(end + 1)..];
        }

        Keep(bytes);
    }

    /// <summary>Reads what is left: a last line without an end.</summary>
    public void End()
    {
        if (_restLength > 0)
            Flush();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        while (_restLength + bytes.Length > LongestLine)
        {
            var piece = LongestLine - _restLength;
            Append(bytes[..piece]);
            bytes = bytes[piece..];
            _isInPieces = true;
            Flush();
        }

        Append(bytes);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_restLength + bytes.Length > _rest.Length)
            Array.Resize(ref _rest, Math.Min(LongestLine, Math.Max(2 * _rest.Length, _restLength + bytes.Length)));
        bytes.CopyTo(_rest.AsSpan(_restLength));
        _restLength += bytes.Length;
    }

    private void Flush()
    {
        var length = _restLength;
        _restLength = 0;
        read(_rest.AsSpan(0, length), _isInPieces);
    }
}
