using System.Buffers.Binary;
using System.IO.Compression;

namespace SweepRunner.Experiments.Data;

/// <summary>
/// Reads IDX files of bytes, plain or gzipped: a big-endian magic number (0x08 for bytes, then the number of
/// dimensions), each dimension as 32 bits, then the values (format: Y. LeCun, C. Cortes, C. Burges, "The MNIST database
/// of handwritten digits").
/// </summary>
internal static class IdxReader
{
    private const int MagicOfBytes = 0x0800;

    /// <summary>Reads one file and checks its magic number, dimensions and length.</summary>
    /// <param name="path">The file; whether it is gzipped is read off its first bytes, not its name.</param>
    /// <param name="dimensions">The dimensions that the header must name.</param>
    /// <exception cref="InvalidDataException">The file is not what was expected; the message says what was expected and
    /// got.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IdxFile Read(string path, params ReadOnlySpan<int> dimensions)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        using var unpacked = Unpack(file);
        var header = new byte[4 + (4 * dimensions.Length)];
        var length = Product(dimensions);
        var headerLength = unpacked.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        CheckHeader(header.AsSpan(0, headerLength), dimensions, header.Length + (long)length);

        var values = GC.AllocateUninitializedArray<byte>(length);
        var valuesLength = unpacked.ReadAtLeast(values, length, throwOnEndOfStream: false);
        CheckLength(expected: header.Length + (long)length, got: headerLength + valuesLength + CountRest(unpacked));
        if (unpacked is GZipStream)
            CheckEnd(file, header.Length + (long)length);
        return new IdxFile(header, values);
    }

    private static Stream Unpack(FileStream file)
    {
        Span<byte> begin = stackalloc byte[2];
        var length = file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return length == 2 && begin is [0x1f, 0x8b] ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static void CheckHeader(ReadOnlySpan<byte> header, ReadOnlySpan<int> dimensions, long fileLength)
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
        for (var i = 0; i < got.Length; i++)
        {
            if (got[i] != dimensions[i])
                throw new InvalidDataException(
                    $"wrong dimensions: expected {string.Join('×', dimensions.ToArray())}, got "
                        + $"{string.Join('×', got)}");
        }
    }

    private static void CheckLength(long expected, long got)
    {
        if (got < expected)
            throw new InvalidDataException($"truncated: expected {expected} bytes unpacked, got {got}");
        if (got > expected)
            throw new InvalidDataException($"bytes after the end: expected {expected} bytes unpacked, got {got}");
    }

    // The library takes an archive that ends within its last eight bytes, or goes on after them, without a word.
    private static void CheckEnd(FileStream file, long length)
    {
        Span<byte> end = stackalloc byte[4];
        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(end);
        var got = BinaryPrimitives.ReadUInt32LittleEndian(end);
        if (got != (uint)length)
            throw new InvalidDataException(
                "the gzip is torn or goes on after its end: expected its last four bytes to be the length "
                    + $"unpacked, {length}, got {got}");
    }

    private static int Product(ReadOnlySpan<int> dimensions)
    {
        var product = 1;
        foreach (var dimension in dimensions)
            product = checked(product * dimension);
        return product;
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
