using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;

namespace SweepRunner.Tracking.Sql.Postgres;

/// <summary>The table <c>commits</c>: a row of each write, which tells a client whose connection broke during COMMIT
/// whether the server made it. (The id of the transaction does not tell: a server that crashed gives it to another.)
/// The next write of the client removes the rows that it needs no more.</summary>
internal sealed class PostgresCommits(string schema)
{
    private readonly ConcurrentQueue<Guid> _answered = new();

    /// <summary>Deletes the rows that clients left behind when they ended; counts them.</summary>
    public static int DeleteOld(SqlSession session) =>
        session.Execute("DELETE FROM commits WHERE time < clock_timestamp() - interval '1 day'");

    public PostgresCommit Begin()
    {
        var answered = new List<Guid>();
        while (_answered.TryDequeue(out var id))
            answered.Add(id);
        // Of no seed: no two writes of all clients may have the same.
        return new PostgresCommit(schema, new Guid(RandomNumberGenerator.GetBytes(16)), answered, _answered.Enqueue);
    }
}

/// <summary>The row of one write.</summary>
/// <param name="schema">The schema as a name in SQL.</param>
/// <param name="id">Identifies the write.</param>
/// <param name="answered">Rows of earlier writes, which it removes.</param>
/// <param name="keep">Keeps the id of a row that a later write removes.</param>
internal sealed class PostgresCommit(string schema, Guid id, IReadOnlyList<Guid> answered, Action<Guid> keep)
    : IDisposable
{
    /// <summary>True once the client knows that the write was made.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Begins the first statement of the transaction, of which $1 and $2 are taken.</summary>
    public string BeginSql =>
        $"""
        WITH begun AS (INSERT INTO {schema}.commits (id, time) VALUES ($3, clock_timestamp())),
            answered AS (DELETE FROM {schema}.commits WHERE id = ANY($4))
        """;

    public void AddTo(NpgsqlCommand command)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.Parameters.Add(new NpgsqlParameter { Value = answered.ToArray() });
    }

    /// <summary>Asks the server whether it made the write; waits while it has not ended it.</summary>
    public bool IsMade(NpgsqlDataSource source)
    {
        using var connection = source.OpenConnection();
        // Rolled back: whoever asks twice gets the same answer.
        using var transaction = connection.BeginTransaction();
        using var insert = new NpgsqlCommand(
            $"INSERT INTO {schema}.commits (id, time) VALUES ($1, clock_timestamp()) ON CONFLICT DO NOTHING",
            connection);
        insert.Parameters.Add(new NpgsqlParameter { Value = id });
        return insert.ExecuteNonQuery() == 0;
    }

    public void Dispose()
    {
        if (IsAnswered)
        {
            keep(id);
            return;
        }

        foreach (var each in answered)
            keep(each);
    }
}
