using Microsoft.Data.Sqlite;

namespace SweepRunner.Tracking.Sqlite;

/// <summary>What goes wrong with a database file, each said with its place and the way out.</summary>
internal static class SqliteFaults
{
    // Result codes of sqlite3.h.
    private const int Busy = 5, Locked = 6, ReadOnly = 8, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>True when another connection holds the lock that was needed: trying again can help.</summary>
    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is Busy or Locked;

    /// <summary>True when the disk is full: trying again helps once somebody has made room.</summary>
    public static bool IsDiskFull(SqliteException exception) => exception.SqliteErrorCode is Full;

    /// <summary>The fault that an error code of SQLite stands for.</summary>
    public static TrackingException Translated(SqliteException exception, string path) => new(
        exception.SqliteErrorCode switch
        {
            Busy or Locked => $"The store '{path}' stayed locked by another process, and nothing was written. End that process ('fuser {path}' names it), then try again.",
            ReadOnly => $"Cannot write to the store '{path}': the file or its folder is read-only. Change the permissions, or name another store with --store.",
            Corrupt => $"The store '{path}' is damaged. Put a copy in its place, or name another store with --store.",
            Full => $"The store '{path}' cannot grow: the disk is full. Free some space, then try again.",
            CannotOpen => $"Cannot open the store '{path}': the file, or the -wal and -shm files beside it, cannot be opened for reading and writing. Change the permissions, or name another store with --store.",
            NotADatabase => $"'{path}' is not a store: the file is not a database. Move it away, or name another store with --store.",
            _ => $"The store '{path}' failed: {exception.Message}",
        },
        exception);

    /// <summary>A command that reads found no file.</summary>
    public static TrackingException Missing(string path) =>
        new($"There is no store at '{path}'. Run a sweep first, or name another store with --store.");

    /// <summary>A folder stands where the file should be.</summary>
    public static TrackingException IsFolder(string path) =>
        new($"'{path}' is a folder, not a store. Name a file in it, such as --store sqlite:{System.IO.Path.Join(path, "sweeps.db")}");

    /// <summary>The file's folder cannot be made.</summary>
    public static TrackingException FolderRefused(string path, string folder, Exception exception) =>
        new($"Cannot make the store '{path}': the folder '{folder}' cannot be written to. Change its permissions, or name another store with --store.", exception);

    /// <summary>A database that something else made.</summary>
    public static TrackingException Foreign(string path) =>
        new($"'{path}' is a SQLite database but not a store of sweeps. Name another store with --store.");

    /// <summary>A file without content beside what only a store with content has.</summary>
    public static TrackingException Emptied(string path, string leftover) =>
        new($"The store '{path}' is empty, and '{leftover}' tells that it was not: it has been cut off. Put a copy in its place. To begin a new store there, move both away first.");

    /// <summary>A store that a newer build has written.</summary>
    public static TrackingException Newer(string path, long version, int known) =>
        new($"The store '{path}' has schema version {version}; this build knows versions up to {known}. Use a newer build, or name another store with --store.");

    /// <summary>A store too old for this build.</summary>
    public static TrackingException TooOld(string path, long version, int known) =>
        new($"The store '{path}' has schema version {version}, from which this build knows no way to version {known}. Use an older build, or name another store with --store.");

    /// <summary>The artifacts beside the file are another store's.</summary>
    public static TrackingException ForeignArtifacts(string folder, string path) =>
        new($"The artifacts in '{folder}' belong to another store than '{path}'. Move that folder away, or name another store with --store.");

    /// <summary>The artifacts' folder cannot be changed.</summary>
    public static TrackingException ArtifactsRefused(string folder, Exception exception) =>
        new($"Cannot change the artifacts in '{folder}': {exception.Message}", exception);
}
