using Microsoft.Data.Sqlite;

namespace SweepRunner.Tracking.Sql.Sqlite;

/// <summary>One unchanging view of a store's file for reading. SQLite shares a file through the <c>-shm</c> file beside
/// it, which it creates if it is missing: on a read-only medium that fails, and in another user's folder the owner
/// could not open that file. So if this process may not write there and nobody has the store open, the view reads
/// without locks, and <see cref="IsTorn"/> tells whether somebody wrote meanwhile.</summary>
internal sealed class SqliteView : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteTransaction _transaction;
    private readonly FilesState? _before;

    public SqliteView(SqliteDatabase database)
    {
        _database = database;
        if (StoreFiles.IsWritable(database.Path))
            Connection = database.Connect(SqliteOpenMode.ReadWrite);
        else if (SharedReading() is { } shared)
            Connection = shared;
        else
            (_before, Connection) = (FilesState.Read(database), Unlocked());
        _transaction = Connection.BeginTransaction(deferred: true);
    }

    public SqliteConnection Connection { get; }

    /// <summary>True if somebody wrote to the file while it was read without locks.</summary>
    public bool IsTorn() => _before is { } before && FilesState.Read(_database) != before;

    public void Dispose()
    {
        _transaction.Dispose();
        Connection.Dispose();
    }

    // Beside a writer, whose -shm file may be readable.
    private SqliteConnection? SharedReading()
    {
        if (!File.Exists(_database.Log) || !File.Exists(_database.SharedMemory))
            return null;
        try
        {
            var connection = _database.Connect(SqliteOpenMode.ReadOnly);
            connection.Execute("SELECT count(*) FROM sqlite_schema");
            return connection;
        }
        catch (SqliteException exception) when (SqliteFaults.IsOfPermissions(exception))
        {
            return null;
        }
    }

    private SqliteConnection Unlocked()
    {
        var file = "file:" + string.Join('/', _database.Path.Split('/').Select(Uri.EscapeDataString));
        // Immutable passes the log over; the locks of unix-none do nothing.
        var hasLog = new FileInfo(_database.Log) is { Exists: true, Length: > 0 };
        return _database.Connect(SqliteOpenMode.ReadOnly, file + (hasLog ? "?vfs=unix-none" : "?immutable=1"));
    }

    private readonly record struct FilesState(long Length, DateTime WrittenUtc, long LogLength, DateTime LogWrittenUtc)
    {
        public static FilesState Read(SqliteDatabase database)
        {
            var (file, log) = (new FileInfo(database.Path), new FileInfo(database.Log));
            return new(LengthOf(file), file.LastWriteTimeUtc, LengthOf(log), log.LastWriteTimeUtc);
        }

        private static long LengthOf(FileInfo file) => file.Exists ? file.Length : 0;
    }
}
