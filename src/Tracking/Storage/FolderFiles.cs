namespace SweepRunner.Tracking.Storage;

/// <summary>The files of trials as files in their folders. <paramref name="queue"/> tells whether a claim
/// holds.</summary>
internal sealed class FolderFiles(IStoreArtifacts artifacts, IQueueStore queue) : ITrialFiles
{
    public bool AreInStore => false;

    public WrittenFile Write(Claim claim, string name, Action<Stream> write) => WholeFile.Write(
        PathOf(artifacts.PrepareTrial(claim.Trial.Id), name), $".{claim.Attempt}", write,
        rename => queue.Hold(claim, rename));

    public WrittenFile Write(TrialId trial, string name, Action<Stream> write)
    {
        var path = PathOf(artifacts.PrepareTrial(trial), name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return WholeFile.Write(
            path, $".{Environment.MachineName}-{Environment.ProcessId}", write, rename => rename());
    }

    public Stream? Open(TrialId trial, string name)
    {
        try
        {
            return new FileStream(
                PathOf(FolderOf(trial), name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public IReadOnlyList<FileRecord> List(TrialId trial)
    {
        var folder = FolderOf(trial);
        return Directory.Exists(folder)
            ?
            [
                .. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
                    .Where(file => !file.Name.EndsWith(WholeFile.UnfinishedEnding))
                    .Select(file => new FileRecord(Path.GetRelativePath(folder, file.FullName), file.Length))
                    .OrderBy(file => file.Name, StringComparer.Ordinal),
            ]
            : [];
    }

    public void Delete(TrialId trial, IEnumerable<string> names)
    {
        foreach (var name in names)
            File.Delete(PathOf(FolderOf(trial), name));
    }

    public void ClearLeftovers(Claim claim)
    {
        var folder = artifacts.PrepareTrial(claim.Trial.Id);
        queue.Hold(claim, () =>
        {
            foreach (var file in Directory.EnumerateFiles(folder, $"*{WholeFile.UnfinishedEnding}"))
                File.Delete(file);
        });
    }

    private string FolderOf(TrialId trial) => Path.Join(artifacts.SweepFolder(trial.Sweep), $"{trial.Number}");

    private static string PathOf(string folder, string name)
    {
        FileRecord.ThrowIfUnfit(name);
        return Path.Join(folder, name);
    }
}
