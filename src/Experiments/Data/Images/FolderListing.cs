namespace SweepRunner.Experiments.Data.Images;

/// <summary>A file of an image folder that has the extension of an image.</summary>
/// <param name="Name">Its class folder and its own name: <c>cat/1.png</c>.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Modified">When it was last written, in ticks (UTC).</param>
internal sealed record FolderFile(string Name, long Length, long Modified)
{
    /// <summary>The name of its class folder.</summary>
    public string Class => Name[..Name.IndexOf('/', StringComparison.Ordinal)];
}

/// <summary>
/// The files of an image folder, not yet read: a folder for each class, with the images of the class. Classes and files
/// are in ordinal order of their names, which is the same on every machine. Links are followed. Hidden files and
/// folders (<c>.name</c>), files of other extensions, and files beside the class folders are not images.
/// </summary>
internal sealed class FolderListing
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"];

    private readonly List<string> _classes = [];
    private readonly List<FolderFile> _files = [];
    private readonly List<string> _others = [];
    private readonly List<string> _faults = [];

    private FolderListing(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>The names of the class folders, in order. The place of a name is its class.</summary>
    public IReadOnlyList<string> Classes => _classes;

    /// <summary>The images, by class and name.</summary>
    public IReadOnlyList<FolderFile> Files => _files;

    /// <summary>The paths of visible files that are not images.</summary>
    public IReadOnlyList<string> Others => _others;

    /// <summary>What is wrong with the folders and links, a sentence each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Lists a folder. What cannot be listed is a fault.</summary>
    /// <param name="folder">The full path.</param>
    public static FolderListing Read(string folder)
    {
        var listing = new FolderListing(folder);
        if (File.Exists(folder))
            listing._faults.Add($"'{folder}' is a file; give a folder with a sub-folder for each class.");
        else if (!Directory.Exists(folder))
            listing._faults.Add($"'{folder}' does not exist; give a folder with a sub-folder for each class.");
        else if (listing.Entries(folder) is { } entries)
            listing.ReadClasses(entries);
        return listing;
    }

    private void ReadClasses(IReadOnlyList<FileSystemInfo> entries)
    {
        if (OneLevelBelow(entries) is { } below)
        {
            _faults.Add(
                $"'{Folder}' is one level too high: its sub-folders contain folders, and no images. Did you mean "
                    + $"'{below}'?");
            return;
        }

        foreach (var entry in entries)
            if (entry is DirectoryInfo)
                ReadClass(entry);
            else if (IsUsable(entry))
                _others.Add(entry.FullName);
        if (_classes is [])
            _faults.Add(
                $"'{Folder}' has no sub-folders; put the images of each class into a sub-folder, such as "
                    + $"'{Folder}/cat'.");
        else if (_classes is [var only])
            _faults.Add($"'{Folder}' has only the class '{only}'; at least two are needed.");
    }

    // The first of at least one sub-folder, if all have folders alone.
    private static string? OneLevelBelow(IReadOnlyList<FileSystemInfo> entries)
    {
        var folders = entries.OfType<DirectoryInfo>().Where(folder => folder.Exists).ToList();
        return folders.Count > 0 && folders.All(folder => TryList(folder) is { Length: > 0 } inside
            && inside.All(entry => entry is DirectoryInfo))
            ? folders.FirstOrDefault(folder => folder.Name.StartsWith("train", StringComparison.OrdinalIgnoreCase))
                ?.FullName ?? folders[0].FullName
            : null;
    }

    private static FileSystemInfo[]? TryList(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // False for what has been told: a link to nothing, or a name that .NET cannot write.
    private bool IsUsable(FileSystemInfo entry)
    {
        if (entry.Name.Contains('\uFFFD', StringComparison.Ordinal))
            _faults.Add($"'{entry.FullName}' has a name that is not UTF-8; rename it.");
        else if (entry.LinkTarget is { } target && Resolve(entry) is null or { Exists: false })
            _faults.Add($"'{entry.FullName}' is a link to '{target}', but leads nowhere; remove it.");
        else
            return true;
        return false;
    }

    private void ReadClass(FileSystemInfo folder)
    {
        if (!IsUsable(folder))
            return;
        _classes.Add(folder.Name);
        if (Entries(folder.FullName) is not { } entries)
            return;
        var (files, others, faults) = (_files.Count, _others.Count, _faults.Count);
        foreach (var entry in entries)
            ReadImage(entry, folder.Name);
        if (_files.Count == files && _faults.Count == faults)
        {
            var instead = _others.Count > others
                ? $" ('{Path.GetFileName(_others[others])}' has another extension)"
                : "";
            _faults.Add(
                $"'{folder.FullName}' has no images{instead}; put images of the class there "
                    + $"({string.Join(", ", Extensions)}), or remove the folder.");
        }
    }

    private void ReadImage(FileSystemInfo entry, string className)
    {
        if (entry is DirectoryInfo)
        {
            var link = entry.LinkTarget is { } target ? $" (a link to '{target}')" : "";
            _faults.Add(
                $"'{entry.FullName}' is a folder{link} in the folder of a class; put its images into the folder of "
                    + "their class, and remove it.");
        }
        else if (!IsUsable(entry))
            return;
        else if (!Extensions.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
            _others.Add(entry.FullName);
        else if (Resolve(entry) is FileInfo file)
            _files.Add(new($"{className}/{entry.Name}", file.Length, file.LastWriteTimeUtc.Ticks));
    }

    private List<FileSystemInfo>? Entries(string folder)
    {
        try
        {
            return
            [
                .. new DirectoryInfo(folder).EnumerateFileSystemInfos()
                    .Where(entry => !entry.Name.StartsWith('.'))
                    .OrderBy(entry => entry.Name, StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _faults.Add($"The folder '{folder}' cannot be read: {exception.Message}");
            return null;
        }
    }

    // The length and the time of a link are its own.
    private static FileSystemInfo? Resolve(FileSystemInfo entry)
    {
        try
        {
            return entry.LinkTarget is null ? entry : entry.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
