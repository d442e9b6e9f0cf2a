using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SweepRunner.Tracking.Storage;

/// <summary>Calls of libc about files, for what .NET does not offer.</summary>
internal static partial class NativeFiles
{
    // sys/file.h of Linux.
    public const int Shared = 1, Exclusive = 2, NonBlocking = 4, Unlocked = 8;

    // fcntl.h, unistd.h and linux/stat.h.
    public const int ReadOnly = 0, ReadWrite = 2, Create = 0x40;
    private const int CloseOnExec = 0x80000, ByUmask = 0b110_110_110;
    private const int CurrentFolder = -100, FollowLinks = 0, MayWrite = 2, AsEffectiveUser = 0x200;
    private const uint TypeLinksAndInode = 0x105;

    /// <summary>The absolute path without symbolic links. Neither the file nor its folder has to exist; a slash at the
    /// end of a path that does not exist stays.</summary>
    public static string RealPath(string path)
    {
        var full = Path.Combine(Environment.CurrentDirectory, path);
        if (RealPath(full, 0) is { } real)
            return real;
        // A link to a file that does not exist yet. One that leads nowhere, or in a circle, stays what it is.
        if (TargetOf(full) is { } target)
            return RealPath(target);
        return Path.GetFullPath(Path.GetDirectoryName(full) is { } folder
            ? $"{RealPath(folder)}/{Path.GetFileName(full)}"
            : full);
    }

    /// <summary>True if two paths lead to one file or folder; false if one of them leads to none.</summary>
    public static bool IsSame(string first, string second) =>
        StatusOf(first) is { } one
        && StatusOf(second) is { } other
        && (one.Inode, one.DeviceMajor, one.DeviceMinor) == (other.Inode, other.DeviceMajor, other.DeviceMinor);

    /// <summary>True for a file that has another path by a hard link.</summary>
    public static bool IsLinked(string path) => StatusOf(path)?.Links > 1;

    /// <summary>True if this process may write to a file, or create files in a folder.</summary>
    public static bool IsWritable(string path) => Access(CurrentFolder, path, MayWrite, AsEffectiveUser) == 0;

    /// <summary>The kernel's status of a file or folder, links followed, without opening it; null if it does not
    /// exist.</summary>
    public static Status? StatusOf(string path) =>
        Read(CurrentFolder, path, FollowLinks, TypeLinksAndInode, out var status) == 0 ? status : null;

    /// <summary>Opens a file even if another process has locked it, which .NET refuses. If it fails, the handle is
    /// invalid and <see cref="Marshal.GetLastPInvokeError"/> tells why.</summary>
    public static SafeFileHandle Open(string path, int flags) => OpenFile(path, flags | CloseOnExec, ByUmask);

    /// <summary>Locks or unlocks a file: 0, or −1 and the error in <see
    /// cref="Marshal.GetLastPInvokeError"/>.</summary>
    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(SafeFileHandle file, int operation);

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

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFile(string path, int flags, int permissions);

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial string? RealPath(string path, nint buffer);

    // Its structure is the same on every processor, unlike that of stat.
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Read(int folder, string path, int flags, uint wanted, out Status status);

    [LibraryImport("libc", EntryPoint = "faccessat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(int folder, string path, int mode, int flags);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public readonly struct Status
    {
        [FieldOffset(16)] public readonly uint Links;
        [FieldOffset(28)] public readonly ushort Mode;
        [FieldOffset(32)] public readonly ulong Inode;
        [FieldOffset(136)] public readonly uint DeviceMajor;
        [FieldOffset(140)] public readonly uint DeviceMinor;
    }
}

/// <summary>Distinguishes a regular file from what only looks like one, without opening it: to open a FIFO waits for a
/// writer.</summary>
public static class FileKind
{
    // stat.h of Linux: the type is in the upper bits of the mode.
    private const int TypeMask = 0xF000;
    private const int Fifo = 0x1000, Folder = 0x4000, Regular = 0x8000, Socket = 0xC000;

    // .NET's replacement for bytes that are not UTF-8: no file is found by such a name.
    private const char Replacement = '\uFFFD';

    /// <summary>Why a path cannot be read as a file, links followed; null if it can, or does not exist.</summary>
    public static string? ObstacleTo(string path)
    {
        if (NativeFiles.StatusOf(path) is not { } status)
        {
            if (path.Contains(Replacement))
                return "its name is not UTF-8";
            return new FileInfo(path).LinkTarget is { } target
                ? $"it is a link to '{target}', which is not there"
                : null;
        }

        return (status.Mode & TypeMask) switch
        {
            Regular => null,
            Folder => "it is a folder",
            Fifo => "it is a FIFO",
            Socket => "it is a socket",
            _ => "it is a device",
        };
    }
}
