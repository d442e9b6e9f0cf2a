namespace SweepRunner.Tracking.LiteDb;

/// <summary>The files of a store: LiteDB's two and the three that are locked.</summary>
internal sealed record LiteDbFiles
{
    /// <summary>LiteDB reads and writes pages of this many bytes.</summary>
    public const int PageLength = 8192;

    /// <summary>Names the files of the store at a path.</summary>
    /// <param name="path">The store's file, as an absolute path.</param>
    public LiteDbFiles(string path)
    {
        Path = path;
        Log = LogOf(path);
        WriterLock = path + "-writer";
        EngineLock = path + "-lock";
        Gate = path + "-gate";
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>LiteDB's log beside it, which has what was committed and is not yet in the file.</summary>
    public string Log { get; }

    /// <summary>Locked for as long as a process writes, whatever it does meanwhile.</summary>
    public string WriterLock { get; }

    /// <summary>Locked for as long as a process has the file and the log open. Holds the log's
    /// <see cref="LogSeal"/>.</summary>
    public string EngineLock { get; }

    /// <summary>Locked by who waits for <see cref="EngineLock"/> alone, and passed by who wants to share it: else those
    /// would follow each other without end.</summary>
    public string Gate { get; }

    /// <summary>How long the log is, in bytes; 0 where there is none.</summary>
    public long LogLength => new FileInfo(Log) is { Exists: true } log ? log.Length : 0;

    /// <summary>How many of so many bytes are in whole pages.</summary>
    public static long WholePages(long length) => length / PageLength * PageLength;

    // As LiteDB names it: the extension stays the last part.
    private static string LogOf(string path) =>
        System.IO.Path.Join(
            System.IO.Path.GetDirectoryName(path),
            $"{System.IO.Path.GetFileNameWithoutExtension(path)}-log{System.IO.Path.GetExtension(path)}");
}
