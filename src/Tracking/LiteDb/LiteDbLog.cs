namespace SweepRunner.Tracking.LiteDb;

/// <summary>
/// LiteDB's log while its engine's lock is held alone. LiteDB writes it without a sync, takes every whole page in it
/// for what was written, and fails on a page that is not whole: what makes a commit durable, and a log usable that a
/// killed process or a lost power left, is here.
/// </summary>
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

    /// <summary>How long the log is, in bytes.</summary>
    public long Length => _seal.Length;

    /// <summary>Begins the log of a store that is made: whatever was sealed under its name before is no part of
    /// it.</summary>
    /// <param name="engineLock">The engine's lock, held alone.</param>
    /// <param name="bootId">The machine's boot.</param>
    public static void Begin(FileLock engineLock, string bootId) =>
        new LogSeal(bootId, 0, 0, 0).Write(engineLock.File, isSynced: true);

    /// <summary>Takes the log over from whoever wrote it last, and brings it to what may be relied on.</summary>
    /// <param name="files">The store's files.</param>
    /// <param name="engineLock">The engine's lock, held alone; freed with this.</param>
    /// <param name="bootId">The machine's boot.</param>
    /// <exception cref="TrackingException">The store's file is not there or not ours: then what has the log's name may
    /// be anybody's, and is left alone.</exception>
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

    /// <summary>
    /// The first bytes of the log that may be relied on: whole pages, and of an earlier boot's log what its seal
    /// confirms.
    /// </summary>
    /// <param name="files">The store's files.</param>
    /// <param name="seal">The log's seal; null where there is none, as beside a store that was copied alone.</param>
    /// <param name="bootId">The machine's boot.</param>
    public static long ReliableLength(LiteDbFiles files, LogSeal? seal, string bootId)
    {
        // A page that is not whole belongs to no transaction that was confirmed.
        var length = LiteDbFiles.WholePages(files.LogLength);
        return seal is { } old && old.BootId != bootId ? Trusted(files, old, length) : length;
    }

    /// <summary>Takes in what a commit has written behind the sealed part.</summary>
    /// <param name="isSynced">True where it has to outlive the machine, and all that came before it with it.</param>
    public void Seal(bool isSynced)
    {
        var length = _files.LogLength;
        var seal = _seal.Extended(_files.Log, length);
        var isToSync = isSynced && length > seal.SyncedLength;
        if (isToSync)
        {
            Sync();
            seal = seal with { SyncedLength = length };
        }

        if (seal != _seal)
            seal.Write(_lock.File, isToSync);
        _seal = seal;
    }

    /// <summary>Removes what was written behind the sealed part: pages of a change that failed.</summary>
    public void CutBack() => Cut(_seal.Length);

    /// <summary>Begins anew once the file has all that was in the log. On the disk before the next page can be in the
    /// log: else that page would pass for a sealed one.</summary>
    public void BeginAnew()
    {
        Cut(0);
        _seal = new LogSeal(_seal.BootId, 0, 0, 0);
        _seal.Write(_lock.File, isSynced: true);
    }

    /// <summary>Frees the engine's lock.</summary>
    public void Dispose() => _lock.Dispose();

    private LogSeal Repaired(string bootId)
    {
        var old = LogSeal.Read(_lock.File);
        var length = ReliableLength(_files, old, bootId);
        Cut(length);
        // Where folding was cut off, the file too has a page that is not whole.
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

    // Of a log of an earlier boot: all that the checksum confirms, else what had been synced.
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
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        stream.SetLength(length);
    }

    private void Sync()
    {
        using var log = new FileStream(_files.Log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        log.Flush(flushToDisk: true);
    }
}
