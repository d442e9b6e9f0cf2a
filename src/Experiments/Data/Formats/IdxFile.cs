using System.Buffers.Binary;

namespace SweepRunner.Experiments.Data.Formats;

/// <summary>
/// An IDX file of bytes: a big-endian magic number (0x08 for bytes, then the number of dimensions), each dimension as
/// 32 bits, then the values (Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits").
/// </summary>
internal static class IdxFile
{
    private const int MagicOfBytes = 0x0800;

    /// <summary>Reads the values of a file to its end, and checks its magic number, dimensions and length.</summary>
    /// <exception cref="InvalidDataException">The file is not as expected.</exception>
    public static byte[] Read(PackedFile file, params ReadOnlySpan<int> dimensions)
    {
        var header = new byte[4 + (4 * dimensions.Length)];
        var length = 1;
        foreach (var dimension in dimensions)
            length = checked(length * dimension);
        var fileLength = header.Length + (long)length;
        var headerLength = file.Read(header);
        if (!IsHeaderOf(dimensions, header.AsSpan(0, headerLength)))
            file.CheckLength(fileLength);

        var values = GC.AllocateUninitializedArray<byte>(length);
        file.Read(values);
        file.CheckLength(fileLength);
        return values;
    }

    // False for a header that is too short: what there is of it is right.
    private static bool IsHeaderOf(ReadOnlySpan<int> dimensions, ReadOnlySpan<byte> header)
    {
        if (header.Length < 4)
            return false;
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var expected = (uint)(MagicOfBytes | dimensions.Length);
        if (magic != expected)
            throw new InvalidDataException(
                $"not an IDX file of bytes in {dimensions.Length} dimensions: it begins with 0x{magic:x8}, "
                    + $"expected 0x{expected:x8}");
        if (header.Length < 4 + (4 * dimensions.Length))
            return false;
        var got = new uint[dimensions.Length];
        for (var i = 0; i < got.Length; i++)
            got[i] = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * i))..]);
        var (wanted, found) = (string.Join('×', dimensions.ToArray()), string.Join('×', got));
        if (found != wanted)
            throw new InvalidDataException($"wrong dimensions: expected {wanted}, got {found}");
        return true;
    }
}

/// <summary>Images and their labels in two IDX files.</summary>
internal sealed record IdxImages(DatasetFile Images, DatasetFile Labels) : ImageFiles(Images, Labels)
{
    public override ImageSet? Read(DatasetInfo info, int count, TryReadFile tryRead)
    {
        int[] shape = info.Channels == 1 ? [info.Height, info.Width] : [info.Channels, info.Height, info.Width];
        byte[] pixels = [], labels = [];
        var hasImages = tryRead(Images, path => pixels = Read(path, Images.Md5, classes: null, [count, .. shape]));
        var hasLabels = tryRead(Labels, path => labels = Read(path, Labels.Md5, info.Classes, count));
        return hasImages && hasLabels ? MemoryImages.Create(pixels, labels, info) : null;
    }

    private static byte[] Read(string path, string md5, int? classes, params ReadOnlySpan<int> dimensions)
    {
        using var file = new PackedFile(path);
        var values = IdxFile.Read(file, dimensions);
        if (classes is { } known)
            PackedFile.CheckLabels(values, known);
        file.CheckMd5(md5);
        return values;
    }
}
