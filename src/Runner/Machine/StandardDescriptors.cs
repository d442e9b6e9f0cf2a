using System.Runtime.InteropServices;

namespace SweepRunner.Runner.Machine;

/// <summary>The descriptors 0, 1 and 2 that a process is started with.</summary>
internal static partial class StandardDescriptors
{
    // fcntl.h, as Linux has it.
    private const int GetFlags = 1, CloseOnExecute = 1, ReadOnly = 0;

    /// <summary>
    /// Returns when all three were open as the process started; otherwise opens what was closed on nothing and replaces
    /// the process by the same command. The next file that is opened, .NET's own first, would else take the place of a
    /// closed one, and get all that is printed written into it.
    /// </summary>
    /// <exception cref="IOException">The process could not be replaced.</exception>
    public static void Require()
    {
        var closed = Enumerable.Range(0, 3).Where(IsClosed).ToList();
        if (closed.Count == 0)
            return;

        // For reading alone: what is printed is not taken for written.
        var nothing = Open("/dev/null", ReadOnly);
        foreach (var descriptor in closed)
            _ = DuplicateTo(nothing, descriptor);
        if (!closed.Contains(nothing))
            _ = Close(nothing);
        TrialEnvironment.StartAnew(new Dictionary<string, string>());
    }

    // What came with the process is never closed when a program is executed; what .NET has opened since always is.
    private static bool IsClosed(int descriptor) =>
        Control(descriptor, GetFlags) is var flags && (flags < 0 || (flags & CloseOnExecute) != 0);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int DuplicateTo(int descriptor, int target);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
