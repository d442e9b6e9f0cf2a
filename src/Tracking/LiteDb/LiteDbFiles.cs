namespace SweepRunner.Tracking.LiteDb;

/// <summary>The files of a store: two of LiteDB and three lock files.</summary>
internal sealed record LiteDbFiles
{
    /// <summary>Bytes of a LiteDB page.</summary>
    public const int PageLength = 8192;

    public LiteDbFiles(string path)
    {
        Path = path;
        Log = LogOf(path);
        WriterLock = path + "-writer";
        EngineLock = path + "-lock";
        Gate = path + "-gate";
    }

    public string Path { get; }

    /// <summary>LiteDB's log: what was committed and is not yet in the file.</summary>
    public string Log { get; }

    /// <summary>Locked while a process writes, whatever else it does meanwhile.</summary>
    public string WriterLock { get; }

    /// <summary>Locked while a process has file and log open. Holds the log's <see cref="LogSeal"/>.</summary>
    public string EngineLock { get; }

    /// <summary>Locked while a process waits for <see cref="EngineLock"/> alone; readers pass through it first, so that
    /// they cannot overtake without end.</summary>
    public string Gate { get; }

    /// <summary>Bytes of the log; 0 if there is none.</summary>
    public long LogLength => new FileInfo(Log) is { Exists: true } log ? log.Length : 0;

    public static long WholePages(long length) => length / PageLength * PageLength;

    // As LiteDB names it: the extension stays the last part.
    private static string LogOf(string path) =>
        System.IO.Path.Join(
            System.IO.Path.GetDirectoryName(path),
            $"{System.IO.Path.GetFileNameWithoutExtension(path)}-log{System.IO.Path.GetExtension(path)}");
}
