using LiteDB;
using LiteDB.Engine;
using Polly;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>One LiteDB file: locks, transactions, durability and faults. LiteDB locks nothing between processes on
/// Unix, so this class opens the engine for each operation and closes it afterwards, under locks of its own.</summary>
internal sealed class LiteDbDatabase : IStoreDatabase<LiteDbSession>
{
    private static readonly TimeSpan ClosingPatience = TimeSpan.FromSeconds(1);

    private readonly LiteDbStoreOptions _options;
    private readonly ResiliencePipeline _retrying;
    private readonly Lazy<string> _bootId;
    private bool _isChanged;

    public LiteDbDatabase(string path, LiteDbStoreOptions options)
    {
        Files = new LiteDbFiles(path);
        _options = options;
        _bootId = new Lazy<string>(() => options.Processes.Current.BootId);
        var pipeline = new ResiliencePipelineBuilder();
        pipeline.AddTries<IOException>(LiteDbFaults.IsDiskFull, options.FullRetries, Retries.FullDiskPause);
        _retrying = pipeline.Build();
    }

    public LiteDbFiles Files { get; }

    public string Path => Files.Path;

    public string BootId => _bootId.Value;

    public DateTimeOffset Now(LiteDbSession session) => _options.Time.GetUtcNow();

    public T Write<T>(WriteScope scope, Func<LiteDbSession, T> change, bool isSynced = true) => Guarded(() =>
    {
        WarmUp.Ensure();
        using var writer = Writer(_options.LockPatience);
        using var log = TakeLog(_options.LockPatience);
        using var engine = OpenToWrite(log);
        var result = Changed(change, engine, log, isSynced, out var isRaised);
        _isChanged = true;
        // Other builds look for the version in the file alone.
        if (log.Length > _options.FoldLength || isRaised)
            Fold(engine, log);
        return result;
    });

    /// <summary>Writes nothing: skips what a killed process left behind, and does not repair it. Waits while another
    /// process has the engine open to write.</summary>
    public T Read<T>(Func<LiteDbSession, T> question) => Guarded(() =>
    {
        while (true)
        {
            using var shared = File.Exists(Files.EngineLock) ? EngineShared(_options.LockPatience) : null;
            try
            {
                var answer = Answer(question, shared);
                if (shared is not null || !File.Exists(Files.EngineLock))
                    return answer;
            }
            catch (Exception) when (shared is null && File.Exists(Files.EngineLock))
            {
                // Nobody wrote, since there was no lock file. Now somebody does: read again, under the lock.
            }
        }
    });

    public void Hold(WriteScope scope, Action<LiteDbSession> check, Action action)
    {
        using var writer = Guarded(() => Writer(_options.LockPatience));
        Read(session =>
        {
            check(session);
            return true;
        });
        action();
    }

    /// <summary>Runs an action, such as creating the file, while no other process has the file open.</summary>
    public void Alone(Action<FileLock> use) => Guarded(() =>
    {
        using var writer = Writer(_options.LockPatience);
        using var engineLock = EngineAlone(_options.LockPatience);
        use(engineLock);
        return true;
    });

    public bool HasLocks() => Guarded(() =>
    {
        // A store that was copied without its lock file has none yet.
        if (!File.Exists(Files.EngineLock))
            EngineAlone(_options.LockPatience).Dispose();
        using var shared = EngineShared(_options.LockPatience);
        using var second = FileLock.TryExclusive(Files.EngineLock, TimeSpan.Zero);
        return second is null;
    });

    /// <summary>Folds the log of this instance's changes into the file, so that the store at rest is one file; leaves
    /// it if another process is busy.</summary>
    public void Dispose()
    {
        if (!_isChanged)
            return;
        _isChanged = false;
        try
        {
            using var writer = Writer(ClosingPatience);
            using var log = TakeLog(ClosingPatience);
            if (log.Length == 0)
                return;
            using var engine = OpenToWrite(log);
            Fold(engine, log);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or TrackingException)
        {
            // The log has everything: the next writer folds it.
        }
    }

    // If folding fails, for whatever reason, the change stays in the log until a later fold succeeds.
    private static void Fold(LiteEngine engine, LiteDbLog log)
    {
        try
        {
            // LiteDB overwrites pages of the file: until the last is on the disk, the log must have their content.
            log.Seal(isSynced: true);
            engine.Checkpoint();
            engine.Dispose();
            log.BeginAnew();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The change is kept, and must not be retried.
        }
    }

    private T Changed<T>(
        Func<LiteDbSession, T> change, LiteEngine engine, LiteDbLog log, bool isSynced, out bool isRaised)
    {
        var session = new LiteDbSession(engine, Files.Path);
        try
        {
            session.Begin();
            var result = change(session);
            session.Commit();
            // LiteDB changes it only outside of a transaction.
            isRaised = session.RaiseVersion();
            log.Seal(isSynced);
            return result;
        }
        catch
        {
            // In place of a rollback, which would write to the log; a retry then repeats no commit.
            engine.Dispose();
            try
            {
                log.CutBack();
            }
            catch (IOException exception)
            {
                // Not retried: the change may be there.
                throw LiteDbFaults.Translated(exception, Files.Path);
            }

            throw;
        }
    }

    private T Guarded<T>(Func<T> use)
    {
        try
        {
            return _retrying.Execute(use);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or LiteException)
        {
            throw LiteDbFaults.Translated(exception, Files.Path);
        }
    }

    private T Answer<T>(Func<LiteDbSession, T> question, FileLock? shared)
    {
        // First: a file that is not ours has no log of ours.
        LiteDbOpening.ThrowIfForeign(Files);
        var logLength = LiteDbLog.ReliableLength(Files, shared is null ? null : LogSeal.Read(shared.File), BootId);
        LiteDbOpening.ThrowIfUnfit(Files, logLength);
        // Given streams, LiteDB neither cuts a page off that is not whole nor marks a file that it finds damaged.
        using var file = new PageStream(Files.Path, LiteDbFiles.WholePages(new FileInfo(Files.Path).Length));
        using var log = logLength > 0 ? new PageStream(Files.Log, logLength) : Stream.Null;
        using var engine = Open(new EngineSettings { DataStream = file, LogStream = log, ReadOnly = true });
        return question(new LiteDbSession(engine, Files.Path));
    }

    private LiteEngine OpenToWrite(LiteDbLog log)
    {
        // LiteDB would create a missing file anew, and mark a truncated one.
        LiteDbOpening.ThrowIfUnfit(Files, log.Length);
        return Open(new EngineSettings { Filename = Files.Path });
    }

    private LiteEngine Open(EngineSettings settings)
    {
        try
        {
            return new LiteEngine(settings);
        }
        catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException))
        {
            throw LiteDbFaults.Translated(exception, Files.Path);
        }
    }

    private LiteDbLog TakeLog(TimeSpan patience) => LiteDbLog.Take(Files, EngineAlone(patience), BootId);

    // Before any lock: a lock file created by this user would keep the owner of another user's store out.
    private FileLock Writer(TimeSpan patience) => StoreFiles.IsWritable(Files.Path)
        ? Exclusive(Files.WriterLock, patience)
        : throw StoreFaults.ReadOnly(Files.Path);

    private FileLock EngineAlone(TimeSpan patience)
    {
        using var gate = FileLock.TryExclusive(Files.Gate, patience) ?? throw EngineLocked();
        return Exclusive(Files.EngineLock, patience);
    }

    private FileLock EngineShared(TimeSpan patience)
    {
        if (File.Exists(Files.Gate))
            (FileLock.TryShared(Files.Gate, patience) ?? throw EngineLocked()).Dispose();
        return FileLock.TryShared(Files.EngineLock, patience) ?? throw EngineLocked();
    }

    private FileLock Exclusive(string file, TimeSpan patience) =>
        FileLock.TryExclusive(file, patience) ?? throw StoreFaults.Locked(Files.Path, file);

    private TrackingException EngineLocked() => StoreFaults.Locked(Files.Path, Files.EngineLock);
}

internal sealed record LiteDbStoreOptions : FileStoreOptions
{
    /// <summary>How long to wait for a lock that another process holds.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of log at which it is folded into the file. Every opening reads the whole log.</summary>
    public long FoldLength { get; init; } = 1 << 20;
}
