using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>How much of LiteDB's log is known to be whole, kept in the engine's lock file. LiteDB's pages have no
/// checksum, and the page that confirms a transaction may reach the disk before the others: after a power failure the
/// log alone cannot tell.</summary>
/// <param name="BootId">The boot in which the log was last written or checked.</param>
/// <param name="SyncedLength">The first bytes of the log that are on the disk.</param>
/// <param name="Length">The first bytes of the log that the checksum covers.</param>
/// <param name="Checksum">Their CRC-32C, begun at 0 and not inverted.</param>
internal readonly record struct LogSeal(string BootId, long SyncedLength, long Length, uint Checksum)
{
    // Less than the smallest sector: it is written whole or not at all.
    private const int FileLength = 128;

    /// <summary>Reads the seal in a file; null if there is no readable one, as in a copied store.</summary>
    public static LogSeal? Read(SafeFileHandle file)
    {
        Span<byte> bytes = stackalloc byte[FileLength];
        var count = RandomAccess.Read(file, bytes, fileOffset: 0);
        var parts = Encoding.ASCII.GetString(bytes[..count]).TrimEnd().Split(' ');
        return parts is [var boot, var synced, var length, var checksum]
            && long.TryParse(synced, NumberStyles.None, CultureInfo.InvariantCulture, out var syncedLength)
            && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var sealedLength)
            && uint.TryParse(checksum, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc)
            ? new LogSeal(boot, syncedLength, sealedLength, crc)
            : null;
    }

    public void Write(SafeFileHandle file, bool isSynced)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{BootId} {SyncedLength} {Length} {Checksum:x8}");
        RandomAccess.Write(file, Encoding.ASCII.GetBytes(text.PadRight(FileLength - 1) + "\n"), fileOffset: 0);
        if (isSynced)
            RandomAccess.FlushToDisk(file);
    }

    /// <summary>Extends the seal to that length of the log.</summary>
    public LogSeal Extended(string logFile, long length)
    {
        if (length == Length)
            return this;
        using var log = File.OpenHandle(logFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var page = new byte[LiteDbFiles.PageLength];
        var checksum = Checksum;
        for (var offset = Length; offset < length; offset += page.Length)
        {
            if (RandomAccess.Read(log, page, offset) < page.Length)
                throw new EndOfStreamException($"'{logFile}' ended at {offset} while it was locked.");
            for (var place = 0; place < page.Length; place += sizeof(ulong))
                checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(page.AsSpan(place)));
        }

        return this with { Length = length, Checksum = checksum };
    }
}
