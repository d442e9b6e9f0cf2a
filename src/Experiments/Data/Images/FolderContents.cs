using System.Security.Cryptography;

namespace SweepRunner.Experiments.Data.Images;

/// <summary>An image file that has been read.</summary>
/// <param name="File">The file as it was listed.</param>
/// <param name="Sha256">The SHA-256 of its contents in lower-case hexadecimal; null if it could not be read.</param>
/// <param name="Height">Height of the upright image in pixels; 0 if there is a fault.</param>
/// <param name="Width">Width of the upright image in pixels; 0 if there is a fault.</param>
/// <param name="Fault">What is wrong with it, such as "is truncated"; null if it can be used.</param>
internal sealed record VerifiedFile(FolderFile File, string? Sha256, int Height, int Width, string? Fault);

/// <summary>What an image folder contains: its listing, and every image file, read and decoded.</summary>
internal sealed record FolderContents(FolderListing Listing, IReadOnlyList<VerifiedFile> Files)
{
    /// <summary>The images that can be used, by class and name.</summary>
    public IReadOnlyList<VerifiedFile> Images { get; } = [.. Files.Where(file => file.Fault is null)];

    /// <summary>Each file that cannot be used, with its path and what is wrong: <c>'/pets/cat/1.png' is empty</c>.
    /// </summary>
    public IReadOnlyList<string> Unreadable { get; } =
    [
        .. Files.Where(file => file.Fault is not null)
            .Select(file => $"'{Path.Join(Listing.Folder, file.File.Name)}' {file.Fault}"),
    ];

    /// <summary>The sizes of the images in pixels, the most frequent first, each with its number of images and the path
    /// of its first one.</summary>
    public IEnumerable<SizeCount> Sizes => Images
        .GroupBy(image => (image.Height, image.Width))
        .OrderByDescending(size => size.Count())
        .Select(size => new SizeCount(
            size.Key, size.Count(), Path.Join(Listing.Folder, size.First().File.Name)));

    /// <summary>Lists a folder, and reads and decodes its images on all cores. Files that have the length and time at
    /// which they were remembered are not read again.</summary>
    /// <param name="folders">How it is read.</param>
    /// <param name="folder">Its full path.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static FolderContents Read(ImageFolders folders, string folder)
    {
        var listing = FolderListing.Read(folder);
        var memory = new FolderMemory(folder, folders.Data);
        var known = folders.IsAnew ? [] : memory.Read();
        var missing = listing.Files.Where(file => !known.ContainsKey(file)).ToArray();
        foreach (var verified in Verify(folders, folder, missing))
            known[verified.File] = verified;
        var files = listing.Files.Select(file => known[file]).ToArray();
        if (missing.Length > 0)
            memory.Write(files);
        return new FolderContents(listing, files);
    }

    private static VerifiedFile[] Verify(ImageFolders folders, string folder, FolderFile[] files)
    {
        var verified = new VerifiedFile[files.Length];
        var progress = new ReadingProgress(folders, folder, files.Length);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = folders.Cancellation,
        };
        Parallel.For(0, files.Length, options, i =>
        {
            verified[i] = Verify(folder, files[i]);
            progress.Add();
        });
        return verified;
    }

    private const long LargestFile = 1L << 30;

    private static VerifiedFile Verify(string folder, FolderFile file)
    {
        // A FIFO, a socket and a device have no length, and reading them may not end.
        if (file.Length is 0 or > LargestFile)
            return new(
                file, null, 0, 0, file.Length == 0
                    ? "is empty, or is no regular file"
                    : $"has {file.Length >> 20} MiB; a file may have up to {LargestFile >> 20}");
        string? sha256 = null;
        try
        {
            var bytes = File.ReadAllBytes(Path.Join(folder, file.Name));
            sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            using var image = ImageDecoder.Decode(bytes);
            return new(file, sha256, image.Height, image.Width, Fault: null);
        }
        catch (InvalidDataException exception)
        {
            return new(file, sha256, 0, 0, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new(file, Sha256: null, 0, 0, $"cannot be read ({exception.Message.TrimEnd('.')})");
        }
    }
}

/// <summary>A size in pixels, the number of images that have it, and the path of the first one.</summary>
internal sealed record SizeCount((int Height, int Width) Shape, int Count, string First)
{
    public override string ToString() => $"{Shape.Width}×{Shape.Height} ('{First}')";
}

/// <summary>Tells the progress of reading a folder, from many threads.</summary>
internal sealed class ReadingProgress(ImageFolders folders, string folder, int count)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private long _told = folders.Time.GetTimestamp();
    private int _done;

    /// <summary>Counts a file.</summary>
    public void Add()
    {
        lock (_gate)
        {
            _done++;
            if (folders.Time.GetElapsedTime(_told) < Interval)
                return;
            _told = folders.Time.GetTimestamp();
            folders.Say($"Checking the images of {folder}: {_done} of {count}");
        }
    }
}
