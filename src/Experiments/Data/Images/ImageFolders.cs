namespace SweepRunner.Experiments.Data.Images;

/// <summary>Reads image folders.</summary>
/// <param name="folders">The data folder, which remembers what has been checked.</param>
public sealed class ImageFolders(DataFolders folders)
{
    /// <summary>Image folders with the data folder of the environment.</summary>
    public static ImageFolders Default { get; } = new(DataFolders.FromEnvironment());

    /// <summary>The folders of data sets.</summary>
    public DataFolders Data => folders;

    /// <summary>The folder that relative paths count from; the current one by default.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>Receives a line about what takes long.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Ends what takes long.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The same, for paths that count from another folder.</summary>
    public ImageFolders Below(string folder) =>
        new(Data) { Folder = folder, Say = Say, Cancellation = Cancellation };

    /// <summary>The config with absolute paths.</summary>
    public ImageFolderConfig Absolute(ImageFolderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config with
        {
            Path = Path.GetFullPath(config.Path, Path.GetFullPath(Folder)),
            ValidationPath = Full(config.ValidationPath),
            TestPath = Full(config.TestPath),
        };
    }

    /// <summary>Reads every image and finds all faults. Remembers the result for as long as the files are the
    /// same.</summary>
    public DataDescription Describe(ImageFolderConfig config) =>
        throw new NotSupportedException($"{Data}: {Absolute(config).Path}");

    /// <summary>The images of a folder without faults.</summary>
    /// <exception cref="DataException">A folder is missing or has faults, or its images are not those of the
    /// config's <see cref="ImageFolderConfig.Sha256"/>.</exception>
    public Dataset Load(ImageFolderConfig config) => throw new NotSupportedException($"{Describe(config)}");

    private string? Full(string? path) => path is null ? null : Path.GetFullPath(path, Path.GetFullPath(Folder));
}
