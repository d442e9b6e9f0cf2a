namespace SweepRunner.Experiments.Data;

/// <summary>Loads data sets from this machine.</summary>
public static class Datasets
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(string Name, string Folder), Dataset> Loaded = [];

    /// <summary>
    /// Reads a data set and checks every file: magic number, dimensions, length, labels, checksum. It is read once in a process, whatever
    /// becomes of its files, and never fetched from elsewhere.
    /// </summary>
    /// <param name="name">A name of <see cref="DatasetCatalog"/>.</param>
    /// <param name="folders">Where to look.</param>
    /// <exception cref="DataException">The name is unknown, nothing was found, or a file is missing or damaged; every fault is in the message.</exception>
    public static Dataset Load(string name, DataFolders folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        return Load(Known(name), folders);
    }

    internal static Dataset Load(DatasetDefinition definition, DataFolders folders)
    {
        lock (Gate)
        {
            var location = DatasetLocation.Find(definition, folders) ?? throw new DataException(DatasetLocation.NotFound(definition, folders));
            var key = (definition.Info.Name, location.Folder);
            if (!Loaded.TryGetValue(key, out var dataset))
            {
                (dataset, var faults) = DatasetReader.Read(definition, location.Folder);
                Loaded[key] = dataset ?? throw new DataException(location.Damaged(definition, faults));
            }
            return dataset;
        }
    }

    internal static DatasetDefinition Known(string name) => DatasetCatalog.FindDefinition(name)
        ?? throw new DataException($"There is no data set '{name}'; known are {string.Join(", ", DatasetCatalog.Names)}.");
}
