namespace SweepRunner.Tracking.Storage;

/// <summary>Tells a regular file from what only looks like one, without opening it: to open a FIFO waits for a
/// writer.</summary>
public static class FileKind
{
    // stat.h, as Linux has it: the type is in the upper bits of the mode.
    private const int TypeMask = 0xF000;
    private const int Fifo = 0x1000, Folder = 0x4000, Regular = 0x8000, Socket = 0xC000;

    // What .NET makes of bytes that are not UTF-8: no file is found by such a name.
    private const char Replacement = '\uFFFD';

    /// <summary>Why what is at a path cannot be read as a file, links followed; null where it can, or is
    /// gone.</summary>
    public static string? ObstacleTo(string path)
    {
        if (RealFile.StatusOf(path) is not { } status)
        {
            if (path.Contains(Replacement, StringComparison.Ordinal))
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
