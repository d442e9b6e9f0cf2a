using System.Runtime.InteropServices;

namespace SweepRunner.Runner.Machine;

/// <summary>Calls into the C library of Linux that .NET has no equal for.</summary>
internal static partial class LibC
{
    /// <summary>Flags of <c>open</c> in <c>fcntl.h</c>.</summary>
    public const int ReadOnly = 0, WriteOnly = 0x1, Create = 0x40, Append = 0x400;

    /// <summary>The command of <c>fcntl</c> that returns a descriptor's flags, and the flag that closes it at
    /// <c>execve</c>.</summary>
    public const int GetFlags = 1, CloseOnExecute = 1;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags, int permissions = 0);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte[] bytes, nint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    public static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    public static partial int DuplicateTo(int descriptor, int target);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Execute(string path, string?[] arguments, string?[] environment);

    /// <summary>Ends the process without any clean-up.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int exitCode);
}
