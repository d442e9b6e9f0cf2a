using System.Text;

namespace SweepRunner.Tracking.Storage;

/// <summary>A folder of artifacts, bound to its store by an id that both keep.</summary>
internal abstract class BoundFolder : IStoreArtifacts
{
    /// <summary>The ending of the folder's name.</summary>
    public const string Ending = ".artifacts";

    protected const string IdFile = "store-id", Sweeps = "sweeps";

    public abstract string Folder { get; }

    public abstract string? Prepare();

    public virtual void ThrowIfAbsent() { }

    public string SweepFolder(string sweep) => IsFolderName(sweep)
        ? Path.Join(Folder, Sweeps, sweep)
        : throw new ArgumentException($"'{sweep}' cannot be the name of a folder.", nameof(sweep));

    public string PrepareTrial(TrialId trial)
    {
        // Refuses a name before the folder is made.
        _ = SweepFolder(trial.Sweep);
        Prepare();
        var folder = Path.Join(SweepFolder(trial.Sweep), $"{trial.Number}");
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

    public virtual string Locate(string kept) => Path.Join(Folder, kept);

    // The second line tells the folder from one of the older layout.
    protected static string Binding(string id) => $"{id}\nlayout 2\n";

    // An empty one was left by a machine that lost its power.
    protected static string? BindingIn(string folder)
    {
        var file = new FileInfo(Path.Join(folder, IdFile));
        return file is { Exists: true, Length: > 0 } ? File.ReadAllText(file.FullName) : null;
    }

    protected static void WriteBinding(string folder, string id) =>
        WriteDurably(Path.Join(folder, IdFile), Encoding.UTF8.GetBytes(Binding(id)));

    /// <summary>Writes a file that is whole or not there: another process may look at the same moment, and this one may
    /// be killed.</summary>
    public static void WriteDurably(string file, byte[] content) =>
        WholeFile.Write(file, mark: "", stream => stream.Write(content), rename => rename());

    protected static void ThrowIfReadOnly(string folder)
    {
        if (new[] { folder, Path.Join(folder, Sweeps) }.FirstOrDefault(IsReadOnly) is { } readOnly)
            throw StoreFaults.ArtifactsReadOnly(readOnly);
    }

    protected T Guarded<T>(Func<T> use) => Guarded(Folder, use);

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

    private static bool IsReadOnly(string folder) => Directory.Exists(folder) && !NativeFiles.IsWritable(folder);

    private static bool IsFolderName(string sweep) =>
        Path.GetFileName(sweep) == sweep && sweep is not ("" or "." or "..");
}
