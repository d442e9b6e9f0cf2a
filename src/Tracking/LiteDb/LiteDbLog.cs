using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>LiteDB's log while the engine's lock is held alone. LiteDB writes the log without a sync, trusts every
/// whole page in it, and fails on a page that is not whole. This class makes a commit durable, and repairs a log that a
/// killed process or a power failure left.</summary>
internal sealed class LiteDbLog : IDisposable
{
    private readonly LiteDbFiles _files;
    private readonly FileLock _lock;
    private LogSeal _seal;

    private LiteDbLog(LiteDbFiles files, FileLock engineLock, string bootId)
    {
        _files = files;
        _lock = engineLock;
        _seal = Repaired(bootId);
    }

    public long Length => _seal.Length;

    /// <summary>Begins the log of a new store; ignores what was sealed under its name before.</summary>
    public static void Begin(FileLock engineLock, string bootId) =>
        new LogSeal(bootId, 0, 0, 0).Write(engineLock.File, isSynced: true);

    /// <summary>Takes over the log from its last writer, and cuts it to the part that can be trusted; refuses it if the
    /// store's file is not ours, since a file of that name may then be anybody's. Disposing frees the engine's
    /// lock.</summary>
    public static LiteDbLog Take(LiteDbFiles files, FileLock engineLock, string bootId)
    {
        try
        {
            LiteDbOpening.ThrowIfForeign(files);
            return new LiteDbLog(files, engineLock, bootId);
        }
        catch
        {
            engineLock.Dispose();
            throw;
        }
    }

    /// <summary>The first bytes of the log that can be trusted: whole pages, and of a log of an earlier boot the part
    /// that its seal confirms. A store that was copied alone has no seal.</summary>
    public static long ReliableLength(LiteDbFiles files, LogSeal? seal, string bootId)
    {
        // A page that is not whole belongs to no transaction that was confirmed.
        var length = LiteDbFiles.WholePages(files.LogLength);
        return seal is { } old && old.BootId != bootId ? Trusted(files, old, length) : length;
    }

    /// <summary>Seals what a commit wrote behind the sealed part; synced, it and everything before are
    /// durable.</summary>
    public void Seal(bool isSynced)
    {
        var length = _files.LogLength;
        var seal = _seal.Extended(_files.Log, length);
        var isToSync = isSynced && length > seal.SyncedLength;
        if (isToSync)
        {
            using var log = OpenToWrite(_files.Log);
            RandomAccess.FlushToDisk(log);
            seal = seal with { SyncedLength = length };
        }

        if (seal != _seal)
            seal.Write(_lock.File, isToSync);
        _seal = seal;
    }

    /// <summary>Removes what was written behind the sealed part: the pages of a change that failed.</summary>
    public void CutBack() => Cut(_seal.Length);

    /// <summary>Empties the log once the file has everything that was in it. The empty seal is durable before the next
    /// page is logged: that page would otherwise count as sealed.</summary>
    public void BeginAnew()
    {
        Cut(0);
        _seal = new LogSeal(_seal.BootId, 0, 0, 0);
        _seal.Write(_lock.File, isSynced: true);
    }

    public void Dispose() => _lock.Dispose();

    private LogSeal Repaired(string bootId)
    {
        var old = LogSeal.Read(_lock.File);
        var length = ReliableLength(_files, old, bootId);
        Cut(length);
        // If folding was interrupted, the file too has an incomplete page.
        var fileLength = new FileInfo(_files.Path).Length;
        if (length > 0 && fileLength != LiteDbFiles.WholePages(fileLength))
            SetLength(_files.Path, LiteDbFiles.WholePages(fileLength));

        var known = old ?? new LogSeal(bootId, 0, 0, 0);
        // On the disk where it takes trust back: what is written next must not get it.
        var isTakenBack = old is null || known.Length > length;
        if (isTakenBack)
            known = new LogSeal(bootId, Math.Min(known.SyncedLength, length), 0, 0);
        var repaired = known.Extended(_files.Log, length) with { BootId = bootId };
        if (repaired != old)
            repaired.Write(_lock.File, isTakenBack);
        return repaired;
    }

    // In a log of an earlier boot: everything that the checksum confirms, or else what was synced.
    private static long Trusted(LiteDbFiles files, LogSeal seal, long length)
    {
        if (seal.Length > length)
            return Math.Min(seal.SyncedLength, length);
        var found = new LogSeal(seal.BootId, 0, 0, 0).Extended(files.Log, seal.Length);
        return found.Checksum == seal.Checksum ? seal.Length : seal.SyncedLength;
    }

    private void Cut(long length)
    {
        if (!File.Exists(_files.Log))
            return;
        if (length == 0)
            File.Delete(_files.Log);
        else if (_files.LogLength != length)
            SetLength(_files.Log, length);
    }

    private static void SetLength(string file, long length)
    {
        using var handle = OpenToWrite(file);
        RandomAccess.SetLength(handle, length);
    }

    private static SafeFileHandle OpenToWrite(string file) =>
        File.OpenHandle(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
}

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
            && long.TryParse(synced, NumberStyles.None, null, out var syncedLength)
            && long.TryParse(length, NumberStyles.None, null, out var sealedLength)
            && uint.TryParse(checksum, NumberStyles.AllowHexSpecifier, null, out var crc)
            ? new LogSeal(boot, syncedLength, sealedLength, crc)
            : null;
    }

    public void Write(SafeFileHandle file, bool isSynced)
    {
        var text = $"{BootId} {SyncedLength} {Length} {Checksum:x8}";
        RandomAccess.Write(file, Encoding.ASCII.GetBytes(text.PadRight(FileLength - 1) + "\n"), fileOffset: 0);
        if (isSynced)
            RandomAccess.FlushToDisk(file);
    }

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
