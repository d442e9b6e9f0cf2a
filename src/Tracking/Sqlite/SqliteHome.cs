using Dapper;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Tracking.Sqlite;

/// <summary>Where a store belongs: rows of <c>meta</c>.</summary>
internal sealed class SqliteHome(SqliteDatabase database, SqliteStoreOptions options) : IStoreHome
{
    /// <inheritdoc/>
    public StoreHome Read() => database.Read(connection => new StoreHome(
        connection.ExecuteScalar<string>("SELECT value FROM meta WHERE key = 'store_id'")!,
        connection.ExecuteScalar<string?>("SELECT value FROM meta WHERE key = 'store_path'")));

    /// <inheritdoc/>
    public string? IdOf(string file)
    {
        using var other = new SqliteDatabase(file, options);
        return new SqliteHome(other, options).Read().Id;
    }

    /// <inheritdoc/>
    public void Move(string path, Action action) => database.Write(connection =>
    {
        action();
        return connection.Execute("INSERT OR REPLACE INTO meta VALUES ('store_path', @path)", new { path });
    });
}
