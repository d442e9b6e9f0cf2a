using System.Runtime.InteropServices;

namespace SweepRunner.Tracking.Storage;

/// <summary>Which file a path leads to.</summary>
internal static partial class RealFile
{
    // fcntl.h and linux/stat.h.
    private const int CurrentFolder = -100, FollowLinks = 0;
    private const uint TypeLinksAndInode = 0x105;

    /// <summary>
    /// The absolute path without symbolic links. The file need not be there, nor its folder; of one that is not, a
    /// slash at the end stays.
    /// </summary>
    public static string PathOf(string path)
    {
        var full = Path.Combine(Environment.CurrentDirectory, path);
        if (RealPath(full, 0) is { } real)
            return real;
        // A link to a file that is still to be made. One that leads nowhere, or in a circle, stays what it is.
        if (TargetOf(full) is { } target)
            return PathOf(target);
        return Path.GetFullPath(Path.GetDirectoryName(full) is { } folder
            ? $"{PathOf(folder)}/{Path.GetFileName(full)}"
            : full);
    }

    /// <summary>True where two paths lead to one file or folder; false where one of them leads to none.</summary>
    public static bool IsSame(string first, string second) =>
        StatusOf(first) is { } one
        && StatusOf(second) is { } other
        && (one.Inode, one.DeviceMajor, one.DeviceMinor) == (other.Inode, other.DeviceMajor, other.DeviceMinor);

    /// <summary>True for a file that has another path too, by a hard link.</summary>
    public static bool IsLinked(string path) => StatusOf(path)?.Links > 1;

    /// <summary>What the kernel tells of a file or folder, links followed, without opening it; null where there is
    /// none.</summary>
    internal static Status? StatusOf(string path) =>
        Read(CurrentFolder, path, FollowLinks, TypeLinksAndInode, out var status) == 0 ? status : null;

    private static string? TargetOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial string? RealPath(string path, nint buffer);

    // Its structure is the same on every processor, unlike that of stat.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Read(int folder, string path, int flags, uint wanted, out Status status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal readonly struct Status
    {
        [FieldOffset(16)]
        public readonly uint Links;

        [FieldOffset(28)]
        public readonly ushort Mode;

        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(136)]
        public readonly uint DeviceMajor;

        [FieldOffset(140)]
        public readonly uint DeviceMinor;
    }
}
