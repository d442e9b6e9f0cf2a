using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Security.Cryptography;

namespace SweepRunner.Experiments.Data;

/// <summary>
/// An IDX file of bytes: a big-endian magic number (0x08 for bytes, then the number of dimensions), each dimension as
/// 32 bits, then the values (Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits").
/// </summary>
internal sealed record IdxFile(byte[] Header, byte[] Values)
{
    private const int MagicOfBytes = 0x0800;

    /// <summary>Reads a file, plain or gzipped, and checks its magic number, dimensions and length.</summary>
    /// <exception cref="InvalidDataException">The file is not as expected.</exception>
    public static IdxFile Read(string path, params int[] dimensions)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        using var unpacked = Unpack(file);
        var header = new byte[4 + (4 * dimensions.Length)];
        var length = dimensions.Aggregate(1, (product, dimension) => checked(product * dimension));
        var fileLength = header.Length + (long)length;
        var headerLength = unpacked.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        CheckHeader(header.AsSpan(0, headerLength), dimensions, fileLength);

        var values = GC.AllocateUninitializedArray<byte>(length);
        var valuesLength = unpacked.ReadAtLeast(values, length, throwOnEndOfStream: false);
        CheckLength(fileLength, headerLength + valuesLength + CountRest(unpacked));
        if (unpacked is GZipStream)
            CheckEnd(file, fileLength);
        return new IdxFile(header, values);
    }

    /// <summary>Checks that every value is a 0-based class.</summary>
    public void CheckLabels(int classes)
    {
        var first = Values.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        if (first >= 0)
            throw new InvalidDataException(
                $"a label out of range: expected 0 to {classes - 1}, got {Values[first]} for image {first}");
    }

    /// <summary>Checks the MD5 of the unpacked bytes, in lower-case hexadecimal.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "MD5 is published; it detects damage, not an attacker.")]
    public void CheckMd5(string expected)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(Header);
        md5.AppendData(Values);
        var got = Convert.ToHexStringLower(md5.GetHashAndReset());
        if (got != expected)
            throw new InvalidDataException($"wrong checksum: expected MD5 {expected} of the unpacked bytes, got {got}");
    }

    private static Stream Unpack(FileStream file)
    {
        Span<byte> begin = stackalloc byte[2];
        var length = file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return length == 2 && begin is [0x1f, 0x8b] ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static void CheckHeader(ReadOnlySpan<byte> header, int[] dimensions, long fileLength)
    {
        if (header.Length < 4)
            CheckLength(fileLength, header.Length);
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var expected = (uint)(MagicOfBytes | dimensions.Length);
        if (magic != expected)
            throw new InvalidDataException(
                $"not an IDX file of bytes in {dimensions.Length} dimensions: it begins with 0x{magic:x8}, "
                    + $"expected 0x{expected:x8}");
        if (header.Length < 4 + (4 * dimensions.Length))
            CheckLength(fileLength, header.Length);
        var got = new uint[dimensions.Length];
        for (var i = 0; i < got.Length; i++)
            got[i] = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * i))..]);
        var (wanted, found) = (string.Join('×', dimensions), string.Join('×', got));
        if (found != wanted)
            throw new InvalidDataException($"wrong dimensions: expected {wanted}, got {found}");
    }

    private static void CheckLength(long expected, long got)
    {
        if (got != expected)
            throw new InvalidDataException(
                $"{(got < expected ? "truncated" : "bytes after the end")}: expected {expected} bytes "
                    + $"unpacked, got {got}");
    }

    // GZipStream reports neither a file that is cut within its last eight bytes nor bytes after them.
    private static void CheckEnd(FileStream file, long length)
    {
        Span<byte> end = stackalloc byte[4];
        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(end);
        var got = BinaryPrimitives.ReadUInt32LittleEndian(end);
        if (got != (uint)length)
            throw new InvalidDataException(
                "the gzip is truncated or has bytes after its end: expected its last four bytes to be the length "
                    + $"unpacked, {length}, got {got}");
    }

    private static long CountRest(Stream stream)
    {
        var scratch = new byte[1 << 16];
        long rest = 0;
        for (int read; (read = stream.Read(scratch)) > 0;)
            rest += read;
        return rest;
    }
}
