namespace SweepRunner.Tracking.Storage;

/// <summary>Copies the files of a sweep from another store to where this one keeps them.</summary>
internal abstract class CopiedFiles
{
    private readonly HashSet<string> _paths = [];

    public int Count => _paths.Count;

    public long Bytes { get; private set; }

    /// <summary>Copies the files of a sweep, and the logs that only <paramref name="before"/> has, which the copy
    /// replaces.</summary>
    /// <exception cref="TrackingException">The checksum of a checkpoint differs whose trial will resume.</exception>
    public void AddAll(ITrackingStore source, SweepContents sweep, ITrackingStore before)
    {
        var name = sweep.Sweep.Name;
        var checkpoints = sweep.Trials
            .Where(SweepFiles.WillResume)
            .SelectMany(trial => trial.Checkpoints.Select(checkpoint => (trial.Trial.Id, checkpoint)))
            .ToDictionary(each => SweepFiles.PathOf(each.Id, each.checkpoint));
        foreach (var file in source.Files(name))
        {
            var checksum = Add(source, name, file);
            if (checkpoints.TryGetValue(file.Path, out var known) && known.checkpoint.Sha256 != checksum)
                throw StoreFaults.CheckpointUnfit(known.Id, file.Path, "is damaged: its checksum differs");
        }

        foreach (var log in before.Files(name).Where(file => SweepFiles.IsLog(file) && !_paths.Contains(file.Path)))
            Add(before, name, log);
    }

    protected abstract WrittenFile Write(ArtifactFile file, Stream content);

    private string Add(ITrackingStore source, string sweep, ArtifactFile file)
    {
        using var content = source.OpenFile(sweep, file);
        var written = Write(file, content);
        _paths.Add(file.Path);
        Bytes += written.Bytes;
        return written.Sha256;
    }
}

/// <summary>Copies files into the table of a store, as a part of the transaction that writes the rows of the
/// sweep.</summary>
/// <param name="session">The transaction.</param>
/// <param name="files">The table.</param>
/// <param name="trials">The sweep's, in plan order.</param>
internal sealed class CopiedRows<TSession, TTrial>(
    TSession session, IFileTable<TSession, TTrial> files, IReadOnlyList<TTrial> trials) : CopiedFiles
    where TTrial : class
{
    protected override WrittenFile Write(ArtifactFile file, Stream content)
    {
        var (number, name) = SweepFiles.PartsOf(file.Path);
        if (file.Bytes > FileRecord.MostBytesInStore)
            throw StoreFaults.FileTooLarge(file.Path);
        var key = files.Begin(session, trials[number], name, attempt: null);
        using var chunks = new ChunkWriter((chunk, bytes) => files.Append(session, key, chunk, bytes));
        var written = WholeFile.Hashed(chunks, content.CopyTo);
        chunks.Complete();
        files.Publish(session, trials[number], key, written);
        return written;
    }
}
