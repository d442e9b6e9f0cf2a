namespace SweepRunner.Tracking.Sql.Postgres;

/// <summary>The folder of the artifacts of a store on a server, which all machines share.</summary>
internal sealed class PostgresArtifacts(string folder) : IStoreArtifacts
{
    private const string Variable = "SWEEP_ARTIFACTS", Sweeps = "sweeps";

    public string Folder => folder;

    public static PostgresArtifacts Of(PostgresUrl url) =>
        new(Path.GetFullPath(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named
            : $"runs/{url.Database}{StoreArtifacts.Ending}"));

    public string? Prepare()
    {
        Guarded(() => Directory.CreateDirectory(Folder));
        return null;
    }

    public string SweepFolder(string sweep) => Path.GetFileName(sweep) == sweep && sweep is not ("" or "." or "..")
        ? Path.Join(Folder, Sweeps, sweep)
        : throw new ArgumentException($"'{sweep}' cannot be the name of a folder.", nameof(sweep));

    public string PrepareTrial(TrialId trial)
    {
        var path = FolderOf(trial);
        Guarded(() => Directory.CreateDirectory(path));
        return path;
    }

    public void Delete(string sweep) => DeleteFolder(SweepFolder(sweep));

    public void DeleteCheckpoints(TrialId trial) =>
        DeleteFolder(Path.Join(FolderOf(trial), ArtifactNames.Checkpoints));

    public string Locate(string kept) => Path.Join(Folder, kept);

    private string FolderOf(TrialId trial) => Path.Join(SweepFolder(trial.Sweep), $"{trial.Number}");

    private void DeleteFolder(string path) => Guarded(() =>
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        return true;
    });

    private void Guarded<T>(Func<T> use)
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
}
