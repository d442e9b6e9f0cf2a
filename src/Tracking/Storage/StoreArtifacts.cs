using System.Globalization;
using System.Text;

namespace SweepRunner.Tracking.Storage;

/// <summary>The folder of files beside a store's own file, bound to it by an id that both keep.</summary>
/// <param name="path">The store's file, as an absolute path.</param>
/// <param name="readStoreId">Reads the id that the store keeps.</param>
internal sealed class StoreArtifacts(string path, Func<string> readStoreId)
{
    private const string IdFile = "store-id";

    private string? _storeId;

    /// <summary>The folder; made when the first trial needs it.</summary>
    public string Folder { get; } = FolderOf(path);

    /// <summary>The file that binds the artifacts to the store at a path.</summary>
    public static string IdFileOf(string path) => Path.Join(FolderOf(path), IdFile);

    /// <summary>The file that keeps the standard error of one attempt.</summary>
    public string LogOf(string sweep, int trial, int attempt) =>
        Path.Join(TrialFolder(sweep, trial), string.Create(CultureInfo.InvariantCulture, $"attempt-{attempt}.log"));

    /// <summary>Makes the folder of one trial.</summary>
    /// <exception cref="TrackingException">The artifacts are another store's, or the folder cannot be made.</exception>
    public string Prepare(string sweep, int trial)
    {
        var folder = TrialFolder(sweep, trial);
        Guarded(() =>
        {
            Directory.CreateDirectory(Folder);
            Bind();
            Directory.CreateDirectory(folder);
        });
        return folder;
    }

    /// <summary>Removes the folder of a sweep, where there is one.</summary>
    /// <exception cref="TrackingException">The artifacts are another store's, or the folder cannot be removed.</exception>
    public void Delete(string sweep)
    {
        if (!IsFolderName(sweep) || !Directory.Exists(SweepFolder(sweep)))
            return;
        Guarded(() =>
        {
            Bind();
            Directory.Delete(SweepFolder(sweep), recursive: true);
        });
    }

    private void Guarded(Action use)
    {
        try
        {
            use();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreFaults.ArtifactsRefused(Folder, exception);
        }
    }

    private static bool IsFolderName(string sweep) => Path.GetFileName(sweep) == sweep && sweep is not ("" or "." or "..");

    private string SweepFolder(string sweep) => IsFolderName(sweep)
        ? Path.Join(Folder, sweep)
        : throw new ArgumentException($"'{sweep}' cannot be the name of a folder.", nameof(sweep));

    // Whole or not there: another process may look at the same moment, and this one may be killed.
    private static void Write(string file, string id)
    {
        var unfinished = $"{file}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
        using (var stream = new FileStream(unfinished, FileMode.Create))
        {
            stream.Write(Encoding.UTF8.GetBytes(id));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            if (new FileInfo(file) is { Exists: true, Length: 0 })
                File.Delete(file);
            File.Move(unfinished, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(unfinished);
        }
    }

    private static string FolderOf(string path) => Path.ChangeExtension(path, null) + ".artifacts";

    private string TrialFolder(string sweep, int trial) => Path.Join(SweepFolder(sweep), trial.ToString(CultureInfo.InvariantCulture));

    private void Bind()
    {
        var id = _storeId ??= readStoreId();
        var file = Path.Join(Folder, IdFile);
        // An empty one was left by a machine that lost its power.
        if (new FileInfo(file) is not { Exists: true, Length: > 0 })
            Write(file, id);
        if (File.ReadAllText(file) != id)
            throw StoreFaults.ForeignArtifacts(Folder, path);
    }
}
