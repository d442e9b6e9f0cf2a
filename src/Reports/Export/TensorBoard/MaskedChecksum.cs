using System.Buffers.Binary;
using System.Numerics;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>
/// The checksum of a TFRecord file: CRC-32C (Castagnoli; RFC 3720, appendix B.4) rotated and offset, so that the
/// checksum of data that holds checksums stays a good one. Source of the mask: TensorFlow,
/// <c>core/lib/hash/crc32c.h</c>.
/// </summary>
internal static class MaskedChecksum
{
    private const uint Offset = 0xA282EAD8;
    private const int Rotation = 15;

    /// <summary>The masked CRC-32C of the bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes) => Mask(Crc32C(bytes));

    /// <summary>The CRC-32C of the bytes, unmasked; of no bytes 0.</summary>
    internal static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    /// <summary>A checksum rotated right by 15 bits, plus a constant, modulo 2³².</summary>
    internal static uint Mask(uint crc) => unchecked(BitOperations.RotateRight(crc, Rotation) + Offset);
}
