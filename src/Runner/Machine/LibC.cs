using System.Runtime.InteropServices;

namespace SweepRunner.Runner.Machine;

/// <summary>Calls into the C library of Linux that .NET has no equal for.</summary>
internal static partial class LibC
{
    /// <summary>Flags of <c>open</c> in <c>fcntl.h</c>.</summary>
    public const int ReadOnly = 0, WriteOnly = 0x1, Create = 0x40, Append = 0x400, NotInherited = 0x80000;

    /// <summary>Permissions <c>rw-r--r--</c> of a new file.</summary>
    public const int ReadableByAll = 0x1A4;

    /// <summary>The command of <c>fcntl</c> that returns a descriptor's flags, and the flag that closes it at
    /// <c>execve</c>.</summary>
    public const int GetFlags = 1, CloseOnExecute = 1;

    private const int DuplicateNotInherited = 1030, BrokenPipe = 13;

    /// <summary>Duplicates a descriptor, for this process alone.</summary>
    public static int Duplicate(int descriptor) => Control(descriptor, DuplicateNotInherited, 0);

    /// <summary>Signals that end a process: one that it may handle, and one that it cannot.</summary>
    public const int Terminate = 15, KillAtOnce = 9;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags, int permissions = 0);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte[] bytes, nint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    public static partial int DuplicateTo(int descriptor, int target);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, int argument);

    /// <summary>.NET ignores SIGPIPE, and so would each process that it starts: <c>yes | head</c> in a script would
    /// report a fault. With a handler that does nothing, a new process handles the signal as usual, since a handler
    /// cannot be inherited.</summary>
    public static void HandleBrokenPipes() =>
        _ = SetHandler(BrokenPipe, NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "abs"));

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Execute(string path, string?[] arguments, string?[] environment);

    /// <summary>Sends a signal to a process.</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int processId, int signal);

    /// <summary>Ends the process without any clean-up.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int exitCode);
}
