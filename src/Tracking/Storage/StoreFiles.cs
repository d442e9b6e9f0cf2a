using System.Text;

namespace SweepRunner.Tracking.Storage;

/// <summary>Checks of a store's file before it is opened.</summary>
internal static class StoreFiles
{
    /// <summary>The most bytes of a path with which every file beside a store can be opened.</summary>
    public const int LongestPath = 4095 - LongestSuffix;

    // While a LiteDB store is made, the name of its log is 25 bytes longer. File systems allow 255.
    private const int LongestSuffix = 25, LongestName = 255 - LongestSuffix;

    private static readonly string[] ReservedEndings =
        ["-lock", "-gate", "-writer", "-wal", "-shm", "-journal", BoundFolder.Ending];

    /// <summary>Checks that the file exists or can be created, and was not truncated to nothing: <paramref
    /// name="leftovers"/> exist only beside a store with content.</summary>
    public static void Prepare(
        string path, StoreAccess access, string scheme, int longestPath, params ReadOnlySpan<string> leftovers)
    {
        if (Encoding.UTF8.GetByteCount(path) > longestPath
            || Encoding.UTF8.GetByteCount(Path.GetFileName(path)) > LongestName)
            throw StoreFaults.TooLong(path, LongestName, longestPath);
        if (Directory.Exists(path) || path.EndsWith('/'))
            throw StoreFaults.IsFolder(path, scheme);
        if (access == StoreAccess.Create)
        {
            ThrowIfReserved(path);
            MakeFolder(path);
            if (!IsWritable(path))
                throw StoreFaults.ReadOnly(path);
        }
        else if (!File.Exists(path))
        {
            throw Absent(path);
        }

        ThrowIfEmptied(path, [.. leftovers, .. StoreArtifacts.IdFilesOf(path)]);
    }

    // The artifacts first: another process that makes the store meanwhile makes its file before them.
    private static void ThrowIfReserved(string path)
    {
        var idFile = StoreArtifacts.IdFilesOf(path)[0];
        var hasArtifacts = File.Exists(idFile);
        // A file without content that has such a name is a lock of the other store.
        if (new FileInfo(path) is not { Exists: true, Length: > 0 }
            && ReservedEndings.FirstOrDefault(ending => path.EndsWith(ending)) is { } ending)
            throw StoreFaults.NameReserved(path, ending);
        if (hasArtifacts && !File.Exists(path))
            throw StoreFaults.OnlyArtifacts(path, Path.GetDirectoryName(idFile)!);
    }

    /// <summary>True if this process may change the file, or create it, and may create others beside it.</summary>
    public static bool IsWritable(string path) =>
        (NativeFiles.IsWritable(path) || !File.Exists(path)) && NativeFiles.IsWritable(Path.GetDirectoryName(path)!);

    /// <summary>Refuses what is neither a regular file nor a folder.</summary>
    public static void ThrowIfNoFile(string path)
    {
        if (File.Exists(path) && FileKind.ObstacleTo(path) is { } obstacle)
            throw StoreFaults.NoFile(path, obstacle);
    }

    // A file in a folder that may not be searched is there, for all that is known.
    private static TrackingException Absent(string path)
    {
        try
        {
            _ = File.GetAttributes(path);
        }
        catch (UnauthorizedAccessException exception)
        {
            return StoreFaults.CannotOpen(path, FileFaults.Reason(exception, path), exception);
        }
        catch (IOException)
        {
            // There is none.
        }

        return StoreFaults.Missing(path);
    }

    // The leftovers first: another process that makes the store meanwhile fills its file before it makes any of them.
    private static void ThrowIfEmptied(string path, string[] leftovers)
    {
        var leftover = leftovers.FirstOrDefault(file => new FileInfo(file) is { Exists: true, Length: > 0 });
        if (leftover is not null && new FileInfo(path) is { Exists: true, Length: 0 })
            throw StoreFaults.Emptied(path, leftover);
    }

    private static void MakeFolder(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreFaults.FolderRefused(path, folder, exception);
        }
    }
}
