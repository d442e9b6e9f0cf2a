namespace SweepRunner.Tracking.Storage;

/// <summary>The folder of files beside a store, bound to the store's file by an id that both keep. <paramref
/// name="path"/> is the file's real path.</summary>
internal sealed class StoreArtifacts(string path, IStoreHome home) : BoundFolder
{
    private StoreHome? _home;

    public override string Folder { get; } = FolderOf(path);

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
    public override string? Prepare()
    {
        string? note = null;
        var kept = _home ??= home.Read();
        ThrowIfReadOnly(Folder);
        if (IsHere(kept.Path) && Guarded(() => IsBound(kept.Id)))
            return note;
        home.Move(path, () => note = Guarded(() => Bind(kept)));
        _home = kept with { Path = path };
        return note;
    }

    /// <summary>The full path of a file that the store names by its path in the folder, or by the absolute path that it
    /// once had in an older folder.</summary>
    public override string Locate(string kept)
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

    private static string FolderOf(string path) => path + Ending;

    private static string OlderFolderOf(string path) => Path.ChangeExtension(path, null) + Ending;

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
}
