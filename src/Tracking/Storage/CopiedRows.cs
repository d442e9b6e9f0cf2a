namespace SweepRunner.Tracking.Storage;

/// <summary>Copies the files of a sweep into the table of a store, in the transaction that copies the sweep.</summary>
internal sealed class CopiedRows<TSession, TTrial>(
    TSession session, IFileTable<TSession, TTrial> table, IReadOnlyList<TTrial> rows)
{
    private readonly HashSet<string> _paths = [];

    public int Count => _paths.Count;

    public long Bytes { get; private set; }

    /// <summary>Copies the files of a sweep.</summary>
    /// <exception cref="TrackingException">The checksum of a checkpoint differs whose trial will resume.</exception>
    public void AddAll(ITrackingStore source, SweepContents sweep)
    {
        foreach (var file in source.Files(sweep.Sweep.Name))
        {
            using var content = source.OpenFile(sweep.Sweep.Name, file);
            if (Add(file.Path, content) is { } written)
                SweepFiles.ThrowIfDamaged(sweep, file.Path, written.Sha256);
        }
    }

    /// <summary>Copies a file whose trial this store has, unless it is there.</summary>
    public WrittenFile? Add(string path, Stream content)
    {
        if (path.Split('/', 2) is not [var folder, var name] || !int.TryParse(folder, out var trial)
            || trial >= rows.Count || !_paths.Add(path))
            return null;
        var key = table.Begin(session, rows[trial], name, attempt: null);
        using var chunks = new ChunkWriter((number, chunk) => table.Append(session, key, number, chunk));
        var written = WholeFile.Hashed(chunks, content.CopyTo);
        chunks.Complete();
        table.Publish(session, rows[trial], key, written);
        Bytes += written.Bytes;
        return written;
    }
}
