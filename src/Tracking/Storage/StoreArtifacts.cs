using System.Text;

namespace SweepRunner.Tracking.Storage;

/// <summary>The folder of files beside a store, bound to the store's file by an id that both keep. <paramref
/// name="path"/> is the file's real path.</summary>
internal sealed class StoreArtifacts(string path, IStoreHome home) : IStoreArtifacts
{
    /// <summary>The ending of the folder's name, after the whole name of the file.</summary>
    public const string Ending = ".artifacts";

    private const string IdFile = "store-id", Sweeps = "sweeps";

    private StoreHome? _home;

    public string Folder { get; } = FolderOf(path);

    // Older builds named it without the file's extension, and had the sweeps in it without a folder between.
    private string OlderFolder { get; } = OlderFolderOf(path);

    /// <summary>The files that bind artifacts to the store at a path, of this build and of older ones.</summary>
    public static string[] IdFilesOf(string path) =>
        [Path.Join(FolderOf(path), IdFile), Path.Join(OlderFolderOf(path), IdFile)];

    /// <summary>Refuses a second path of the file, by a hard link or a mount of the file alone: the store's other files
    /// are beside the first.</summary>
    public void ThrowIfSecondPath()
    {
        _home = home.Read();
        if (_home.Path is { } first && !IsHere(first) && NativeFiles.IsSame(first, path))
            throw StoreFaults.SecondPath(path, first);
    }

    /// <summary>Creates the folder, or renames one of an older build, and binds it to the store. Returns a warning if
    /// there is one.</summary>
    public string? Prepare()
    {
        string? note = null;
        var kept = _home ??= home.Read();
        if (new[] { Folder, Path.Join(Folder, Sweeps) }.FirstOrDefault(IsReadOnly) is { } readOnly)
            throw StoreFaults.ArtifactsReadOnly(readOnly);
        if (IsHere(kept.Path) && Guarded(() => IsBound(kept.Id)))
            return note;
        home.Move(path, () => note = Guarded(() => Bind(kept)));
        _home = kept with { Path = path };
        return note;
    }

    public string SweepFolder(string sweep) => IsFolderName(sweep)
        ? Path.Join(Folder, Sweeps, sweep)
        : throw new ArgumentException($"'{sweep}' cannot be the name of a folder.", nameof(sweep));

    public string PrepareTrial(TrialId trial)
    {
        var folder = Path.Join(SweepFolder(trial.Sweep), $"{trial.Number}");
        Prepare();
        Guarded(() => Directory.CreateDirectory(folder));
        return folder;
    }

    public void Delete(string sweep)
    {
        if (IsFolderName(sweep) && SweepFolder(sweep) is var folder && Directory.Exists(folder))
            Guarded(() => { Directory.Delete(folder, recursive: true); return true; });
    }

    /// <summary>Deletes the checkpoints of a program.</summary>
    public void DeleteCheckpoints(TrialId trial)
    {
        if (!IsFolderName(trial.Sweep))
            return;
        var folder = Path.Join(SweepFolder(trial.Sweep), $"{trial.Number}", ArtifactNames.Checkpoints);
        if (Directory.Exists(folder))
            Guarded(() => { Directory.Delete(folder, recursive: true); return true; });
    }

    /// <summary>The log of an attempt as the store keeps it: relative to the folder, which may move.</summary>
    public static string LogOf(TrialId trial, int attempt) => $"{Sweeps}/{trial}/{ArtifactNames.LogOf(attempt)}";

    /// <summary>The full path of a file that the store names by its path in the folder, or by the absolute path that it
    /// once had in an older folder.</summary>
    public string Locate(string kept)
    {
        if (!Path.IsPathRooted(kept))
            return Path.Join(Folder, kept);
        var parts = kept.Split(Path.DirectorySeparatorChar);
        if (parts is not [.., var folder, var sweep, var trial, var name]
            || !folder.EndsWith(Ending))
            return kept;
        return new[] { Path.Join(Folder, Sweeps, sweep, trial, name), Path.Join(OlderFolder, sweep, trial, name) }
            .FirstOrDefault(File.Exists, kept);
    }

    private static bool IsReadOnly(string folder) => Directory.Exists(folder) && !NativeFiles.IsWritable(folder);

    private static string FolderOf(string path) => path + Ending;

    private static string OlderFolderOf(string path) => Path.ChangeExtension(path, null) + Ending;

    private static bool IsFolderName(string sweep) =>
        Path.GetFileName(sweep) == sweep && sweep is not ("" or "." or "..");

    // The second line tells the folder from one of the older layout.
    private static string Binding(string id) => $"{id}\nlayout 2\n";

    // An empty one was left by a machine that lost its power.
    private static string? BindingIn(string folder)
    {
        var file = new FileInfo(Path.Join(folder, IdFile));
        return file is { Exists: true, Length: > 0 } ? File.ReadAllText(file.FullName) : null;
    }

    private static void WriteBinding(string folder, string id) =>
        WriteDurably(Path.Join(folder, IdFile), Encoding.UTF8.GetBytes(Binding(id)));

    /// <summary>Writes a file that is whole or not there: another process may look at the same moment, and this one may
    /// be killed.</summary>
    public static void WriteDurably(string file, byte[] content) =>
        WholeFile.Write(file, mark: "", stream => stream.Write(content), rename => rename());

    // A folder that is mounted at two places is one place.
    private bool IsHere(string? file) => file == path || (file is not null
        && Path.GetFileName(file) == Path.GetFileName(path)
        && NativeFiles.IsSame(Path.GetDirectoryName(file)!, Path.GetDirectoryName(path)!));

    private bool IsBound(string id)
    {
        var binding = BindingIn(Folder);
        if (binding is null || binding == id)
            return false;
        if (binding != Binding(id))
            throw StoreFaults.ForeignArtifacts(Folder, path, isOlder: !binding.Contains('\n'));
        return true;
    }

    // Under the store's lock, since two processes may begin at once.
    private string? Bind(StoreHome kept)
    {
        if (IsBound(kept.Id))
            return null;
        MoveOlder(kept.Id);
        var isMissing = !Directory.Exists(Folder);
        if (isMissing)
            ThrowIfElsewhere(kept);
        Directory.CreateDirectory(Folder);
        if (!IsBound(kept.Id))
            WriteBinding(Folder, kept.Id);
        return isMissing && kept.Path is { } before ? StoreFaults.WithoutArtifacts(path, before, Folder) : null;
    }

    // The older folder becomes the folder of sweeps in a new one, which then gets its name. After a kill between two of
    // these steps, the next process continues.
    private void MoveOlder(string id)
    {
        var unfinished = Folder + ".unfinished";
        var sweeps = Path.Join(unfinished, Sweeps);
        if (!Directory.Exists(sweeps))
        {
            var older = Directory.Exists(Folder) ? Folder : OlderFolder;
            if (BindingIn(older) != id)
                return;
            if (older == OlderFolder)
                ThrowIfShared(older, id);
            Directory.CreateDirectory(unfinished);
            Directory.Move(older, sweeps);
        }

        if ((BindingIn(sweeps) ?? id) != id)
            throw StoreFaults.ForeignArtifacts(unfinished, path, isOlder: false);
        WriteBinding(unfinished, id);
        File.Delete(Path.Join(sweeps, IdFile));
        Directory.Move(unfinished, Folder);
    }

    private void ThrowIfShared(string older, string id)
    {
        // Files whose names begin with the file's name and a dash belong to the database, which is open here.
        var other = Directory.EnumerateFiles(Path.GetDirectoryName(path)!)
            .Where(file => OlderFolderOf(file) == older && !file.StartsWith($"{path}-"))
            .FirstOrDefault(file => !NativeFiles.IsSame(file, path) && HasId(file, id));
        if (other is not null)
            throw StoreFaults.SharedArtifacts(older, path, FolderOf(path), other, FolderOf(other));
    }

    private bool HasId(string file, string id)
    {
        try
        {
            return home.IdOf(file) == id;
        }
        catch (Exception exception) when (exception is TrackingException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void ThrowIfElsewhere(StoreHome kept)
    {
        if (File.Exists(kept.Path))
            return;
        if (kept.Path is { } before && BindingIn(FolderOf(before)) == Binding(kept.Id))
            throw StoreFaults.ArtifactsLeftBehind(path, before, FolderOf(before), Folder);
        if (NativeFiles.IsLinked(path))
            throw StoreFaults.Linked(path, Folder);
    }

    private T Guarded<T>(Func<T> use) => Guarded(Folder, use);

    /// <summary>Translates faults of the files in a folder of artifacts.</summary>
    public static T Guarded<T>(string folder, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreFaults.ArtifactsRefused(folder, exception);
        }
    }
}
