using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;

namespace SweepRunner.Experiments.Data.Formats;

/// <summary>Reads a file, plain or gzipped as its first bytes tell, from begin to end, and checks its length and its
/// MD5.</summary>
internal sealed class PackedFile : IDisposable
{
    private readonly FileStream _file;
    private readonly Stream _unpacked;
    private readonly IncrementalHash _md5;
    private long _length;

    [SuppressMessage("Security", "CA5351", Justification = "MD5 is published; it detects damage, not an attacker.")]
    public PackedFile(string path)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        _unpacked = Unpack(_file);
        _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    }

    /// <summary>Fills the buffer from the unpacked bytes that follow, and gives their number: fewer than the buffer
    /// takes only at the end of the file.</summary>
    public int Read(Span<byte> buffer)
    {
        var count = _unpacked.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        _md5.AppendData(buffer[..count]);
        _length += count;
        return count;
    }

    /// <summary>Reads what is left and checks the number of unpacked bytes.</summary>
    /// <exception cref="InvalidDataException">The length is another one.</exception>
    public void CheckLength(long expected)
    {
        var scratch = new byte[1 << 16];
        while (Read(scratch) > 0)
            continue;
        if (_length != expected)
            throw new InvalidDataException(
                $"{(_length < expected ? "truncated" : "bytes after the end")}: expected {expected} bytes "
                    + $"unpacked, got {_length}");
        if (_unpacked is GZipStream)
            CheckGzipEnd();
    }

    /// <summary>Checks the MD5 of all bytes read, in lower-case hexadecimal.</summary>
    /// <exception cref="InvalidDataException">The MD5 is another one.</exception>
    public void CheckMd5(string expected)
    {
        var got = Convert.ToHexStringLower(_md5.GetHashAndReset());
        if (got != expected)
            throw new InvalidDataException($"wrong checksum: expected MD5 {expected} of the unpacked bytes, got {got}");
    }

    /// <summary>Checks that every label is a 0-based class.</summary>
    /// <exception cref="InvalidDataException">A label is out of range; the message gives the first.</exception>
    public static void CheckLabels(ReadOnlySpan<byte> labels, int classes)
    {
        var first = labels.IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        if (first >= 0)
            throw new InvalidDataException(
                $"a label out of range: expected 0 to {classes - 1}, got {labels[first]} for image {first}");
    }

    public void Dispose()
    {
        _md5.Dispose();
        _unpacked.Dispose();
        _file.Dispose();
    }

    private static Stream Unpack(FileStream file)
    {
        Span<byte> begin = stackalloc byte[2];
        var length = file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return length == 2 && begin is [0x1f, 0x8b] ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    // GZipStream reports neither a file that is cut within its last eight bytes nor bytes after them.
    private void CheckGzipEnd()
    {
        Span<byte> end = stackalloc byte[4];
        _file.Seek(-end.Length, SeekOrigin.End);
        _file.ReadExactly(end);
        var got = BinaryPrimitives.ReadUInt32LittleEndian(end);
        if (got != (uint)_length)
            throw new InvalidDataException(
                "the gzip is truncated or has bytes after its end: expected its last four bytes to be the length "
                    + $"unpacked, {_length}, got {got}");
    }
}
