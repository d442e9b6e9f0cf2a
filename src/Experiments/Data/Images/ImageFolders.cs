namespace SweepRunner.Experiments.Data.Images;

/// <summary>Reads image folders.</summary>
/// <param name="Data">The folders of this machine; the data folder remembers what has been checked.</param>
public sealed record ImageFolders(DataFolders Data)
{
    private readonly ImageMemory _memory = new();

    /// <summary>Image folders with the data folder of the environment.</summary>
    public static ImageFolders Default { get; } = new(DataFolders.FromEnvironment());

    /// <summary>The folder that relative paths count from; the current one by default.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>True to read every file, even if it is remembered.</summary>
    public bool IsAnew { get; init; }

    /// <summary>Receives a line about what takes long, every few seconds.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Ends what takes long.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Measures what takes long.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The same, for paths that count from another folder.</summary>
    public ImageFolders Below(string folder) => this with { Folder = folder };

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
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public DataDescription Describe(ImageFolderConfig config) => Describe(config, FolderParts.Read(this, config));

    /// <summary>The images of a folder without faults. They are decoded as they are read; all data sets together keep
    /// up to <see cref="ImageFolderConfig.Memory"/> MiB.</summary>
    /// <exception cref="DataException">A folder is missing or has faults, or its images are not those of the
    /// config's <see cref="ImageFolderConfig.Sha256"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Dataset Load(ImageFolderConfig config)
    {
        var parts = FolderParts.Read(this, config);
        var (info, sha256) = Describe(config, parts) switch
        {
            { Info: { } found, Sha256: { } hash } => (found, hash),
            var faulty => throw new DataException(string.Join('\n', faulty.Faults.Select(fault => fault.Message))),
        };
        if (config.Sha256 is { } planned && planned != sha256)
            throw new DataException(
                $"The images of '{config.Path}' are not those for which the sweep was made: the SHA-256 is {sha256}, "
                    + $"not {planned}. Restore the files, or make a new sweep.");

        return new Dataset(info, Images(parts.Training), parts.Test is { } test ? Images(test) : null)
        {
            Validation = parts.Validation is { } validation ? Images(validation) : null,
        };

        FolderImages Images(FolderPart part) => new(part.Contents, info, config, _memory);
    }

    private DataDescription Describe(ImageFolderConfig config, FolderParts parts)
    {
        var faults = FolderFaults.Of(config, parts, Data.Launcher).ToList();
        return new DataDescription(faults is [] ? parts.InfoOf(config) : null)
        {
            Sha256 = faults is [] ? parts.Sha256() : null,
            Faults = faults,
            Warnings = config.SkipUnreadable ? [.. FolderFaults.LeftOut(parts)] : [],
        };
    }

    private string? Full(string? path) => path is null ? null : Path.GetFullPath(path, Path.GetFullPath(Folder));
}
