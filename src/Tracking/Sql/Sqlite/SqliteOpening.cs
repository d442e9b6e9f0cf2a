using Microsoft.Data.Sqlite;

namespace SweepRunner.Tracking.Sql.Sqlite;

/// <summary>Prepares a file before it is used as a store: finds or creates it, checks that it is ours, and upgrades its
/// schema.</summary>
internal static class SqliteOpening
{
    // SQLite's MAX_PATHNAME, less the suffix of a journal.
    private const int LongestPath = 512 - 8;

    public static void Prepare(SqliteDatabase database, StoreAccess access, SqliteSchema schema)
    {
        // SQLite takes an empty file for a new database, and deletes the log beside it with all that it holds.
        StoreFiles.Prepare(database.Path, access, SqliteTrackingStore.Scheme, LongestPath, database.Log);
        if (!StoreFiles.IsWritable(database.Path))
        {
            Check(database, schema);
            return;
        }

        database.Guarded(() =>
        {
            using var connection = database.Connect(
                access == StoreAccess.Create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite);
            if (IsEmpty(connection))
            {
                if (access == StoreAccess.Existing)
                    throw SqliteFaults.Foreign(database.Path);
                Create(connection, schema);
            }

            var version = Version(connection, database.Path);
            if (version > schema.Version)
                throw StoreFaults.Newer(database.Path, version, schema.Version);
            if (version < schema.Version)
                Upgrade(connection, database, schema);
            return version;
        });
    }

    private static void Check(SqliteDatabase database, SqliteSchema schema)
    {
        var version = database.Read(session => IsEmpty(session.Connection)
            ? throw SqliteFaults.Foreign(database.Path)
            : Version(session.Connection, database.Path));
        if (version > schema.Version)
            throw StoreFaults.Newer(database.Path, version, schema.Version);
        if (version < schema.Version)
            throw StoreFaults.NotUpgradable(database.Path, version, schema.Version);
    }

    private static bool IsEmpty(DbConnection connection) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema") == 0;

    private static void Create(SqliteConnection connection, SqliteSchema schema)
    {
        connection.Execute("PRAGMA journal_mode=WAL");
        using var transaction = connection.BeginTransaction(deferred: false);
        // Another process may have made the tables since they were looked for.
        if (IsEmpty(connection))
            connection.Execute($"{schema.CreateSql} PRAGMA application_id={SqliteSchema.ApplicationId}; "
                + $"PRAGMA user_version={schema.Version};");
        transaction.Commit();
    }

    private static long Version(DbConnection connection, string path)
    {
        if (connection.ExecuteScalar<long>("PRAGMA application_id") != SqliteSchema.ApplicationId)
            throw SqliteFaults.Foreign(path);
        return connection.ExecuteScalar<long>("PRAGMA user_version");
    }

    private static void Upgrade(SqliteConnection connection, SqliteDatabase database, SqliteSchema schema)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = (int)Version(connection, database.Path);
        if (version < schema.Version)
            Copy(database, $"{database.Path}.v{version}.bak");
        for (; version < schema.Version; version++)
        {
            if (!schema.Upgrades.TryGetValue(version, out var sql))
                throw StoreFaults.TooOld(database.Path, version, schema.Version);
            connection.Execute($"{sql}; PRAGMA user_version={version + 1};");
        }

        transaction.Commit();
    }

    // Called under the write lock, so that the copy is of the version in its name; a second connection may still read.
    private static void Copy(SqliteDatabase database, string copy)
    {
        var unfinished = copy + ".tmp";
        File.Delete(unfinished);
        using (var reader = database.Connect(SqliteOpenMode.ReadWrite))
            reader.Execute("VACUUM INTO @unfinished", new { unfinished });
        File.Move(unfinished, copy, overwrite: true);
    }
}
