using Npgsql;

namespace SweepRunner.Tracking.Sql.Postgres;

/// <summary>Prepares a database before it is used as a store: checks the server, finds or creates the tables, and
/// upgrades them.</summary>
internal static class PostgresOpening
{
    // gen_random_uuid is new there.
    private const int FewestVersion = 13;

    private const string Encoding = "UTF8";

    public static void Prepare(PostgresDatabase database, StoreAccess access, PostgresSchema schema)
    {
        var state = database.Read(session => State.Read((PostgresSession)session, database));
        if (state.Version is null && access == StoreAccess.Existing)
            throw PostgresFaults.Missing(database.Url.Text, database.Url.Schema);
        if (access == StoreAccess.Create && state.IsReadOnly)
            throw PostgresFaults.ReadOnlyServer(database.Url.Text);
        if (state.Version != schema.Version)
            database.Guarded(() => CreateOrUpgrade(database, schema));
        database.KeepTrying();
        if (access == StoreAccess.Create)
            database.Write(WriteScope.OfStore, PostgresCommits.DeleteOld);
    }

    // Under a lock, since two processes may begin at once.
    private static int CreateOrUpgrade(PostgresDatabase database, PostgresSchema schema) =>
        database.Prepare(session =>
        {
            var state = State.Read(session, database);
            if (state.Version is { } version)
                Upgrade(session, database, schema, version);
            else
                Create(session, database, schema, state.HasSchema);
            return schema.Version;
        });

    private static void Create(
        PostgresSession session, PostgresDatabase database, PostgresSchema schema, bool hasSchema)
    {
        // An administrator may have created it for a user who may not.
        if (!hasSchema)
            session.Execute($"CREATE SCHEMA {database.QuotedSchema}");
        session.Execute(schema.CreateSql);
        session.Execute(
            "INSERT INTO meta VALUES ('store_id', replace(gen_random_uuid()::text, '-', '')), ('version', @version)",
            new { version = $"{schema.Version}" });
    }

    private static void Upgrade(PostgresSession session, PostgresDatabase database, PostgresSchema schema, int version)
    {
        if (version > schema.Version)
            throw StoreFaults.Newer(database.Url.Text, version, schema.Version);
        if (version == schema.Version)
            return;
        try
        {
            Copy(session, database, version);
            for (; version < schema.Version; version++)
            {
                if (!schema.Upgrades.TryGetValue(version, out var sql))
                    throw StoreFaults.TooOld(database.Url.Text, version, schema.Version);
                session.Execute(sql);
            }

            session.Execute("UPDATE meta SET value = @version WHERE key = 'version'", new { version = $"{version}" });
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw PostgresFaults.NotUpgradable(database.Url.Text, version, schema.Version, exception);
        }
    }

    // In the transaction of the upgrade: a copy of another moment, or half of one, cannot be left behind.
    private static void Copy(PostgresSession session, PostgresDatabase database, int version)
    {
        var copy = database.QuotedSchema.Insert(database.QuotedSchema.Length - 1, $"_v{version}");
        session.Execute($"LOCK TABLE sweeps IN ACCESS EXCLUSIVE MODE; CREATE SCHEMA {copy}");
        var tables = session.Query<string>(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = @Schema ORDER BY tablename",
            new { database.Url.Schema });
        foreach (var table in tables)
            session.Execute($"CREATE TABLE {copy}.{table} AS TABLE {table}");
    }

    /// <summary>What is in the database: the version of the store, or null.</summary>
    private sealed record State(bool HasSchema, int? Version, bool IsReadOnly)
    {
        public static State Read(PostgresSession session, PostgresDatabase database)
        {
            var url = database.Url.Text;
            var (number, text, encoding, isReadOnly, hasSchema, hasTables, hasMeta) =
                session.Connection.QuerySingle<(int, string, string, bool, bool, bool, bool)>(
                    """
                    SELECT current_setting('server_version_num')::integer, current_setting('server_version'),
                        current_setting('server_encoding'),
                        pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean,
                        EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = @Schema),
                        EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = @Schema),
                        EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = @Schema AND tablename = 'meta')
                    """,
                    new { database.Url.Schema });
            if (number / 10000 < FewestVersion)
                throw PostgresFaults.OldServer(url, text, FewestVersion);
            if (encoding != Encoding)
                throw PostgresFaults.NotUnicode(url, encoding);
            // By its whole name: without a right to the schema, a table in it would only seem not to be there.
            var meta = $"{database.QuotedSchema}.meta";
            var version = hasMeta
                ? session.ExecuteScalar<string?>(
                    $"SELECT version.value FROM {meta} version JOIN {meta} id ON id.key = 'store_id' "
                    + "WHERE version.key = 'version'")
                : null;
            return hasTables && version is null
                ? throw PostgresFaults.Foreign(url, database.Url.Schema)
                : new State(hasSchema, version is null ? null : int.Parse(version), isReadOnly);
        }
    }
}
