namespace SweepRunner.Experiments.Data;

/// <summary>Copies the files of an installed Debian package.</summary>
internal sealed class PackageSource(SystemPackage package, DataFolders folders) : IDatasetSource
{
    /// <inheritdoc/>
    public string Description => $"the Debian package {package.Name}";

    /// <inheritdoc/>
    public Task FetchAsync(DatasetDefinition definition, string folder, CancellationToken cancellationToken)
    {
        var installed = folders.Of(package);
        if (!Directory.Exists(installed))
            throw new IOException($"it is not installed: there is no folder {installed}");
        foreach (var path in definition.Files.Select(file => DatasetReader.Locate(installed, file)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            File.Copy(path, Path.Combine(folder, Path.GetFileName(path)));
        }
        return Task.CompletedTask;
    }
}
