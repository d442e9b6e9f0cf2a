using Microsoft.Data.Sqlite;

namespace SweepRunner.Tracking.Sql.Sqlite;

/// <summary>Faults of a SQLite file: each names the place and the way out.</summary>
internal static class SqliteFaults
{
    // Result codes of sqlite3.h; the first is extended: SQLITE_CONSTRAINT_PRIMARYKEY.
    private const int DuplicateKey = 1555;
    private const int Busy = 5, Locked = 6, ReadOnly = 8, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    public static bool IsDuplicateKey(SqliteException exception) => exception.SqliteExtendedErrorCode is DuplicateKey;

    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is Busy or Locked;

    public static bool IsDiskFull(SqliteException exception) => exception.SqliteErrorCode is Full;

    /// <summary>True if a file, or one beside it, cannot be opened or written.</summary>
    public static bool IsOfPermissions(SqliteException exception) =>
        exception.SqliteErrorCode is ReadOnly or CannotOpen;

    public static TrackingException Translated(SqliteException exception, string path) =>
        exception.SqliteErrorCode switch
        {
            Busy or Locked => StoreFaults.Locked(path, path, exception),
            ReadOnly => StoreFaults.ReadOnly(path, exception),
            Corrupt => StoreFaults.Damaged(path, exception),
            Full => StoreFaults.DiskFull(path, exception),
            // SQLite does not say why.
            CannotOpen => StoreFaults.CannotOpen(
                path, "permissions do not allow it, or too many files are open ('ulimit -n')", exception),
            NotADatabase => StoreFaults.NotADatabase(path, exception),
            _ => new($"The store '{path}' failed: {exception.Message}", exception),
        };

    public static TrackingException Foreign(string path) =>
        new($"'{path}' is a SQLite database but not a store of sweeps. Name another store with --store.");
}
