using SweepRunner.Runner.Programs;

namespace SweepRunner.Runner.Trials;

/// <summary>The files of a trial that is a program, in the trial's folder.</summary>
internal sealed class ProgramFolder
{
    private readonly ITrackingStore _store;
    private readonly Claim _claim;
    private bool _isEmptyAtBegin;

    /// <exception cref="TrackingException">The trial's folder cannot be made.</exception>
    public ProgramFolder(ITrackingStore store, Claim claim)
    {
        (_store, _claim) = (store, claim);
        var folder = store.TrialArtifacts(claim.Trial.Id);
        Parameters = Path.Join(folder, "parameters.json");
        Metrics = Path.Join(folder, "metrics.jsonl");
        Points = Path.Join(folder, "points.jsonl");
        Unread = Path.Join(folder, "unread.log");
        Checkpoints = Path.Join(folder, ArtifactNames.Checkpoints);
    }

    public string Parameters { get; }

    public string Metrics { get; }

    /// <summary>The file of the <see cref="PointJournal"/>.</summary>
    public string Points { get; }

    /// <summary>The file of <see cref="UnreadOutput"/>.</summary>
    public string Unread { get; }

    /// <summary>The folder that outlives attempts.</summary>
    public string Checkpoints { get; }

    /// <summary>True if the program cannot have resumed: it has no checkpoint, or had none when it began.</summary>
    public bool IsFromStart => _isEmptyAtBegin || IsEmpty;

    /// <summary>Creates the files of the attempt.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Prepare(JsonObject parameters)
    {
        _store.Hold(_claim, () =>
        {
            if (!Directory.Exists(Checkpoints))
                Delete(Checkpoints);
            Directory.CreateDirectory(Checkpoints);
            Delete(Parameters);
            File.WriteAllText(Parameters, CanonicalJson.Write(parameters) + "\n");
            // A new file: a process of an earlier attempt that could not be found has the old one.
            Delete(Metrics);
            File.WriteAllBytes(Metrics, []);
            Delete(Points);
            Delete(Unread);
        });
        _isEmptyAtBegin = IsEmpty;
    }

    private bool IsEmpty => !Directory.Exists(Checkpoints) || !Directory.EnumerateFileSystemEntries(Checkpoints).Any();

    /// <summary>Deletes the checkpoints and metrics of a trial that this process still holds.</summary>
    /// <returns>A warning if that is not possible; else null.</returns>
    public string? CleanHeld()
    {
        string? warning = null;
        _store.Hold(_claim, () => warning = Clean());
        return warning;
    }

    /// <summary>Deletes the checkpoints and metrics of a trial that never runs again.</summary>
    /// <returns>A warning if that is not possible; else null.</returns>
    public string? Clean()
    {
        // The program chose what is there: a folder that may not be changed, or a place where a disk is mounted.
        try
        {
            Delete(Checkpoints);
            Delete(Metrics);
            Delete(Points);
            Delete(Unread);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"Warning: the checkpoints of trial {_claim.Trial.Id}, which are no longer needed, cannot be "
                + $"deleted. {exception.Message}";
        }
    }

    // A program may have put a file in place of a folder, or a folder in place of a file.
    private static void Delete(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else if (File.Exists(path))
            File.Delete(path);
    }
}
