using System.Text.Json;

namespace SweepRunner.Tracking.Storage;

/// <summary>A sweep of a store: one that was deleted and made again has another key.</summary>
internal sealed record IncomingKey(long Id, long CreatedMs);

/// <summary>Who copies the files of a sweep, and the sweep to which they belong once its rows are committed; null
/// before.</summary>
internal sealed record IncomingNote(LeaseOwner Owner, IncomingKey? Key);

/// <summary>The files of sweeps that are copied to a store. They are in <c>incoming/SWEEP+PROCESS</c> until the rows of
/// the sweep are committed; then they take the place of the sweep's folder. A note in each folder names the rows, so
/// that whoever comes after a process that was killed knows whether they were committed.</summary>
internal sealed class IncomingArtifacts(IStoreArtifacts artifacts, IProcessTable processes)
{
    private const string Note = "copy.json", Files = "files", Replaced = "replaced";

    private const char Separator = '+';

    private string Root => Path.Join(artifacts.Folder, "incoming");

    /// <summary>The sweeps of which files are here.</summary>
    public IReadOnlyList<string> Sweeps() =>
        Guarded(() => Folders().Select(SweepOf).Distinct().ToList());

    /// <summary>Begins to copy the files of a sweep.</summary>
    public IncomingFiles Begin(string sweep)
    {
        var owner = processes.Current;
        var process = $"{owner.BootId}-{owner.ProcessId}-{owner.ProcessStart}";
        var folder = Path.Join(Root, $"{sweep}{Separator}{process}");
        return Guarded(() =>
        {
            Directory.CreateDirectory(Path.Join(folder, Files));
            Write(folder, new IncomingNote(owner, null));
            return new IncomingFiles(Path.Join(folder, Files), key => Write(folder, new IncomingNote(owner, key)));
        });
    }

    /// <summary>Gives files their place if the sweep with this key is the one to which they belong. Removes the others
    /// of this process, which has ended its copy, and of processes that are dead. Runs while nobody else writes to the
    /// sweep.</summary>
    public void Complete(string sweep, IncomingKey? key) => Guarded(() =>
    {
        foreach (var folder in Folders().Where(folder => SweepOf(folder) == sweep))
        {
            // A process that was killed before it wrote the note has written nothing else.
            var note = Read(folder);
            if (key is not null && note?.Key == key)
                Publish(sweep, folder);
            else if (note is not null && note.Owner != processes.Current && !LeaseOwners.IsDead(note.Owner, processes))
                continue;
            Directory.Delete(folder, recursive: true);
        }

        return true;
    });

    // After a kill between two of these steps, the next process continues.
    private void Publish(string sweep, string folder)
    {
        var (files, place, replaced) =
            (Path.Join(folder, Files), artifacts.SweepFolder(sweep), Path.Join(folder, Replaced));
        if (!Directory.Exists(files))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (Directory.Exists(replaced))
            Directory.Delete(replaced, recursive: true);
        if (Directory.Exists(place))
            Directory.Move(place, replaced);
        Directory.Move(files, place);
    }

    private T Guarded<T>(Func<T> use) => BoundFolder.Guarded(artifacts.Folder, use);

    private string[] Folders() => Directory.Exists(Root) ? Directory.GetDirectories(Root) : [];

    private static string SweepOf(string folder) =>
        Path.GetFileName(folder) is var name && name.LastIndexOf(Separator) is >= 0 and var end ? name[..end] : name;

    private static IncomingNote? Read(string folder)
    {
        var file = new FileInfo(Path.Join(folder, Note));
        return file.Exists ? JsonSerializer.Deserialize<IncomingNote>(File.ReadAllText(file.FullName)) : null;
    }

    private static void Write(string folder, IncomingNote note) =>
        BoundFolder.WriteDurably(Path.Join(folder, Note), JsonSerializer.SerializeToUtf8Bytes(note));
}

/// <summary>The files of a sweep while they are copied to a folder.</summary>
/// <param name="folder">Where they are.</param>
/// <param name="confirm">Keeps the key of the rows to which they belong.</param>
internal sealed class IncomingFiles(string folder, Action<IncomingKey> confirm) : CopiedFiles
{
    /// <summary>Keeps the key of the rows to which the files belong.</summary>
    public void Confirm(IncomingKey key) => Guarded(() =>
    {
        confirm(key);
        return true;
    });

    protected override WrittenFile Write(ArtifactFile file, Stream content) => Guarded(() =>
    {
        var path = Path.Join(folder, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        WrittenFile written;
        using (var copy = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            written = WholeFile.Hashed(copy, content.CopyTo);
            copy.Flush(flushToDisk: true);
        }

        // Programs look for their newest checkpoint by its time.
        File.SetLastWriteTimeUtc(path, file.ModifiedUtc.UtcDateTime);
        return written;
    });

    private T Guarded<T>(Func<T> use) => BoundFolder.Guarded(folder, use);
}
