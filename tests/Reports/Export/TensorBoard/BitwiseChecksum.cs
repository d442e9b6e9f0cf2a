namespace SweepRunner.Reports.Tests.Export.TensorBoard;

/// <summary>CRC-32C straight from its definition, a bit at a time.</summary>
internal static class BitwiseChecksum
{
    // The polynomial 0x1EDC6F41 of RFC 3720 with its bits reversed, since each byte goes in with its lowest bit first.
    private const uint Polynomial = 0x82F63B78;

    public static uint Of(byte[] bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ Polynomial : crc >> 1;
        }

        return crc ^ 0xFFFFFFFF;
    }

    /// <summary>The mask as TensorFlow's crc32c.h defines it.</summary>
    public static uint Masked(byte[] bytes)
    {
        var crc = Of(bytes);
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }
}
