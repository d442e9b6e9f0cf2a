namespace SweepRunner.Tracking.Sql;

/// <summary>The connection of a transaction.</summary>
/// <param name="connection">The open connection.</param>
internal class SqlSession(DbConnection connection)
{
    public DbConnection Connection => connection;

    /// <summary>The end of a query that locks its rows until the transaction ends, where rows can be locked.</summary>
    public virtual string Lock => "";

    /// <summary>The same, for a query that skips the rows that another transaction has locked.</summary>
    public virtual string LockIfFree => "";

    public int Execute(string sql, object? parameters = null) => connection.Execute(sql, Bound(parameters));

    public T? ExecuteScalar<T>(string sql, object? parameters = null) =>
        connection.ExecuteScalar<T>(sql, Bound(parameters));

    public IEnumerable<T> Query<T>(string sql, object? parameters = null) =>
        connection.Query<T>(sql, Bound(parameters));

    public T? QueryFirstOrDefault<T>(string sql, object? parameters = null) =>
        connection.QueryFirstOrDefault<T>(sql, Bound(parameters));

    /// <summary>The parameters in a form that the database can store.</summary>
    protected virtual object? Bound(object? parameters) => parameters;
}

/// <summary>A SQL database: connections, transactions and how a reader streams.</summary>
internal interface ISqlDatabase : IStoreDatabase<SqlSession>
{
    /// <summary>Streams rows from one unchanging view of the database. <paramref name="begin"/> begins it with a first
    /// query, which is retried while the database is busy.</summary>
    IEnumerable<T> Stream<TBegun, T>(Func<SqlSession, TBegun> begin, Func<SqlSession, TBegun, IEnumerable<T>> rows);
}

internal static class SqlTables
{
    public static StoreTables<SqlSession, TrialRow> With(SqlMetrics metrics) =>
        new(new SqlSweeps(), new SqlTrials(), new SqlAttempts(), new SqlDecisions(), metrics);
}
