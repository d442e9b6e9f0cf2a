using LiteDB;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>Faults of a LiteDB file: each names the place and the way out.</summary>
internal static class LiteDbFaults
{
    // errno.h and winerror.h.
    private const int NoSpace = 28, OverQuota = 122, ReadOnlyDisk = 30, DiskFull = unchecked((int)0x80070070);

    // LiteDB gives this one no code.
    private const string TooLarge = "Document size exceed";

    public static bool IsDiskFull(IOException exception) => exception.HResult is NoSpace or OverQuota or DiskFull;

    public static TrackingException Translated(Exception exception, string path) =>
        exception switch
        {
            TrackingException known => known,
            IOException full when IsDiskFull(full) => StoreFaults.DiskFull(path, full),
            IOException { HResult: ReadOnlyDisk } => StoreFaults.ReadOnly(path, exception),
            FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException =>
                StoreFaults.CannotOpen(path, FileFaults.Reason(exception, path), exception),
            EndOfStreamException => StoreFaults.Damaged(path, exception),
            IOException => new($"The store '{path}' failed: {FileFaults.Reason(exception, path)}.", exception),
            LiteException { ErrorCode: LiteException.INVALID_INDEX_KEY } =>
                new($"The store '{path}' cannot keep a name of more than about a thousand bytes: LiteDB limits the "
                    + "length of its keys. Choose a shorter name, or use sqlite:PATH.", exception),
            LiteException when exception.Message.StartsWith(TooLarge) =>
                new($"The store '{path}' cannot keep a document of more than about 16 MB, such as a sweep with its "
                    + "config and provenance, or a trial with its error: LiteDB limits the size of a document. Shorten "
                    + "it, or use sqlite:PATH.", exception),
            // Any other exception, such as an index out of range or a null reference, comes from damaged pages.
            _ => StoreFaults.Damaged(path, exception),
        };

    public static TrackingException Foreign(string path) =>
        new($"'{path}' is a LiteDB database but not a store of sweeps. Name another store with --store.");

    public static TrackingException IsSqlite(string path) =>
        new($"'{path}' is a SQLite database, not one of LiteDB. Name it as --store sqlite:{path}");

    public static TrackingException Orphaned(string path, string log) =>
        new($"There is no store at '{path}', but '{log}' holds its latest changes. Put the store back, or move that "
            + "file away to start a new store.");

    public static TrackingException NameTaken(string path, string other) =>
        new($"Cannot use the store '{path}': LiteDB would treat it and the store '{other}' as one file and its log. "
            + "Name another store with --store.");

    public static TrackingException NoLocks(string path) =>
        new($"Cannot use the store '{path}': file locks have no effect there, as on some network file systems. Name a "
            + "store on a local disk with --store.");
}
