namespace SweepRunner.Tracking.Storage;

/// <summary>The files of trials in a table of the store, in chunks. A file that is being written is seen by nobody; it
/// becomes the file of its name in one transaction, after its last chunk. No transaction is longer than one
/// chunk.</summary>
internal sealed class StoredFiles<TSession, TTrial>(
    IStoreDatabase<TSession> database, StoreTables<TSession, TTrial> tables, IFileTable<TSession, TTrial> files,
    TrialClaims<TSession, TTrial> claims) : ITrialFiles
    where TTrial : class
{
    public bool AreInStore => true;

    public WrittenFile Write(Claim claim, string name, Action<Stream> write) =>
        Write(claim.Trial.Id, name, write, claim.Attempt, session => claims.Find(session, claim).Trial);

    public WrittenFile Write(TrialId trial, string name, Action<Stream> write) =>
        Write(trial, name, write, attempt: null, session => Find(session, trial)
            ?? throw new TrackingException($"'{name}' cannot be stored: there is no trial {trial}."));

    public Stream? Open(TrialId trial, string name) =>
        Read(trial, (session, found) => files.Find(session, found, name)) is { } file
            ? new ChunkReader(file, number => database.Read(session => files.Read(session, file.Key, number)))
            : null;

    public IReadOnlyList<FileRecord> List(TrialId trial) => Read(trial, files.All) ?? [];

    /// <summary>The files of all trials of a sweep, by their path: the trial's number and the name.</summary>
    public IReadOnlyList<ArtifactFile> All(string sweep) => database.Read(session =>
    {
        if (tables.Sweeps.FindId(session, sweep) is not { } id)
            return [];
        var made = tables.Sweeps.Find(session, sweep)!.CreatedUtc;
        return tables.Trials.All(session, id)
            .SelectMany(trial => files.All(session, trial).Select(file =>
                new ArtifactFile($"{tables.Trials.Number(trial)}/{file.Name}", file.Bytes, made)))
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
    });

    /// <summary>Opens one of them.</summary>
    public Stream Open(string sweep, ArtifactFile file)
    {
        var (trial, name) = SweepFiles.PartsOf(file.Path);
        return Open(new TrialId(sweep, trial), name)
            ?? throw new TrackingException(
                $"The file '{file.Path}' of '{sweep}' is no longer in the store. Try again.");
    }

    public void Delete(TrialId trial, IEnumerable<string> names)
    {
        var all = names.ToList();
        if (all.Count > 0)
            Change(trial.Sweep, session =>
            {
                if (Find(session, trial) is { } found)
                    files.Delete(session, found, all);
            });
    }

    // What is unfinished is deleted when the trial is rewound.
    public void ClearLeftovers(Claim claim) { }

    private WrittenFile Write(
        TrialId id, string name, Action<Stream> write, int? attempt, Func<TSession, TTrial> trial)
    {
        FileRecord.ThrowIfUnfit(name);
        var key = 0L;
        Change(id.Sweep, session => key = files.Begin(session, trial(session), name, attempt));
        using var chunks = new ChunkWriter((number, content) =>
        {
            if ((number + 1L) * FileRecord.ChunkBytes > FileRecord.MostBytesInStore)
                throw FileTooLargeException.For(id, name);
            Change(id.Sweep, session =>
            {
                trial(session);
                files.Append(session, key, number, content);
            });
        });
        var written = WholeFile.Hashed(chunks, write);
        chunks.Complete();
        Change(id.Sweep, session => files.Publish(session, trial(session), key, written));
        return written;
    }

    private TTrial? Find(TSession session, TrialId trial) => tables.Sweeps.FindId(session, trial.Sweep) is { } sweep
        ? tables.Trials.Find(session, sweep, trial.Number)
        : null;

    private T? Read<T>(TrialId trial, Func<TSession, TTrial, T?> question) =>
        database.Read(session => Find(session, trial) is { } found ? question(session, found) : default);

    private void Change(string sweep, Action<TSession> change) =>
        database.Write(WriteScope.OfTrial(sweep), session =>
        {
            change(session);
            return true;
        });
}

/// <summary>Cuts what is written into chunks, and keeps one in memory.</summary>
internal sealed class ChunkWriter(Action<int, byte[]> write) : Stream
{
    private readonly byte[] _chunk = new byte[FileRecord.ChunkBytes];
    private int _filled;
    private int _number;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Position;

    public override long Position
    {
        get => ((long)_number * FileRecord.ChunkBytes) + _filled;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var count = Math.Min(buffer.Length, _chunk.Length - _filled);
            buffer[..count].CopyTo(_chunk.AsSpan(_filled));
            buffer = buffer[count..];
            _filled += count;
            if (_filled == _chunk.Length)
                WriteChunk(_chunk);
        }
    }

    /// <summary>Writes the last chunk, which may be shorter.</summary>
    public void Complete()
    {
        if (_filled > 0)
            WriteChunk(_chunk[.._filled]);
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void WriteChunk(byte[] content)
    {
        write(_number, content);
        _number++;
        _filled = 0;
    }
}

/// <summary>Reads a file chunk by chunk, and keeps one in memory. <paramref name="read"/> gives null for one that is
/// not there.</summary>
internal sealed class ChunkReader(StoredFile file, Func<int, byte[]?> read) : Stream
{
    private byte[] _chunk = [];
    private int _taken;
    private int _number;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => file.Bytes;

    public override long Position
    {
        get => ((long)_number * FileRecord.ChunkBytes) - _chunk.Length + _taken;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="IOException">The file was deleted or replaced meanwhile.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_taken == _chunk.Length)
        {
            if ((long)_number * FileRecord.ChunkBytes >= file.Bytes)
                return 0;
            _chunk = read(_number)
                ?? throw new IOException($"The file '{file.Name}' was deleted while it was read. Read it again.");
            _number++;
            _taken = 0;
        }

        var count = Math.Min(buffer.Length, _chunk.Length - _taken);
        _chunk.AsSpan(_taken, count).CopyTo(buffer);
        _taken += count;
        return count;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
