using System.ComponentModel;

namespace SweepRunner.Tracking.Storage;

/// <summary>Explains why a file or a folder cannot be used.</summary>
public static class FileFaults
{
    // errno.h of Linux.
    private const int Exists = 17, NotAFolder = 20;
    private const int TooManyFiles = 24, NoSpace = 28, ReadOnlyDisk = 30, NameTooLong = 36, OverQuota = 122;

    private const string TooManyAreOpen =
        "too many files are open; raise the limit that 'ulimit -n' shows to 256 or more";

    /// <summary>Why a path cannot be used: the end of a sentence, without its full stop.</summary>
    public static string Reason(Exception exception, string path) => exception switch
    {
        _ when OfProcess(exception) is { } reason => reason,
        PathTooLongException or IOException { HResult: NameTooLong } =>
            "a name in it is longer than 255 bytes, or the path than 4095",
        DirectoryNotFoundException or IOException { HResult: Exists or NotAFolder }
            when FileInPlaceOfFolder(path) is { } file => $"'{file}' is a file, not a folder",
        IOException { HResult: ReadOnlyDisk } => "the disk is read-only",
        IOException { HResult: NoSpace or OverQuota } => "the disk is full",
        UnauthorizedAccessException when Directory.Exists(path) => "permission is denied there",
        UnauthorizedAccessException => "permission is denied",
        FileNotFoundException or DirectoryNotFoundException => "it does not exist and cannot be created",
        _ => exception.Message.TrimEnd('.'),
    };

    /// <summary>Why no file can be opened, whatever its path: the end of a sentence; null for another
    /// exception.</summary>
    public static string? OfProcess(Exception? exception) => exception switch
    {
        null => null,
        IOException { HResult: TooManyFiles } or Win32Exception { NativeErrorCode: TooManyFiles } => TooManyAreOpen,
        // An assembly, which is there as a rule: the runtime does not say why it could not be opened.
        FileNotFoundException { FileName: { } name }
            when name.Contains(", Version=") => TooManyAreOpen,
        FileNotFoundException or DirectoryNotFoundException when IsCurrentFolderGone() =>
            "the current folder has been removed; change to one that is there",
        _ => OfProcess(exception.InnerException),
    };

    private static bool IsCurrentFolderGone()
    {
        try
        {
            _ = Directory.GetCurrentDirectory();
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
    }

    private static string? FileInPlaceOfFolder(string path)
    {
        for (var folder = path; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
                return folder;
        }

        return null;
    }
}
