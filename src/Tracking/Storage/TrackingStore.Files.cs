namespace SweepRunner.Tracking.Storage;

/// <summary>Artifacts, and copies of whole sweeps.</summary>
internal sealed partial class TrackingStore<TSession, TTrial>
{
    public string ArtifactsFolder => _artifacts.Folder;

    public string? PrepareArtifacts()
    {
        var note = _artifacts.Prepare();
        _copies.Complete();
        return note;
    }

    public string SweepArtifacts(string sweep) => _artifacts.SweepFolder(sweep);

    public string TrialArtifacts(TrialId trial)
    {
        _copies.Complete();
        return _artifacts.PrepareTrial(trial);
    }

    public string? PrepareArtifacts(string sweep) => FilesOf(sweep).AreInStore ? null : PrepareArtifacts();

    public ITrialFiles FilesOf(string sweep) => (ITrialFiles?)StoredFilesOf(sweep) ?? new FolderFiles(_artifacts, this);

    public IReadOnlyList<ArtifactFile> Files(string sweep)
    {
        if (StoredFilesOf(sweep) is { } stored)
            return stored.All(sweep);
        _artifacts.ThrowIfAbsent();
        return SweepFiles.In(SweepArtifacts(sweep));
    }

    public Stream OpenFile(string sweep, ArtifactFile file) => StoredFilesOf(sweep) is { } stored
        ? stored.Open(sweep, file)
        : SweepFiles.Open(Path.Join(SweepArtifacts(sweep), file.Path));

    public SweepContents? Contents(string sweep) => _copies.Contents(sweep);

    private StoredFiles<TSession, TTrial>? StoredFilesOf(string sweep) =>
        _tables.Files is { } files && KnownPaths.KeepsFilesInStore(FindSweep(sweep)?.Definition)
            ? new StoredFiles<TSession, TTrial>(_database, _tables, files, _claims)
            : null;

    public SweepCopy CopyFrom(ITrackingStore source, string sweep) => _copies.CopyFrom(source, sweep, this);
}
