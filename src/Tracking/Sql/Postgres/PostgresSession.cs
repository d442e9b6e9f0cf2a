using System.Collections;
using System.Data;
using System.Text;
using Npgsql;

namespace SweepRunner.Tracking.Sql.Postgres;

/// <summary>A transaction of PostgreSQL, with what its first statements have read.</summary>
/// <param name="connection">The open connection.</param>
/// <param name="now">The server's clock.</param>
/// <param name="isWriting">True if the transaction writes, and so may lock rows.</param>
internal sealed class PostgresSession(NpgsqlConnection connection, DateTimeOffset now, bool isWriting)
    : SqlSession(connection)
{
    public new NpgsqlConnection Connection => connection;

    public DateTimeOffset Now => now;

    public override string Lock => isWriting ? "FOR UPDATE" : "";

    public override string LockIfFree => isWriting ? "FOR UPDATE SKIP LOCKED" : "";

    protected override object? Bound(object? parameters) => parameters switch
    {
        null => null,
        IEnumerable several => several.Cast<object>().Select(each => new StorableParameters(each)),
        _ => new StorableParameters(parameters),
    };

    /// <summary>Parameters whose texts PostgreSQL can store.</summary>
    private sealed class StorableParameters(object template) : DynamicParameters(template), SqlMapper.IDynamicParameters
    {
        void SqlMapper.IDynamicParameters.AddParameters(IDbCommand command, SqlMapper.Identity identity)
        {
            AddParameters(command, identity);
            foreach (DbParameter parameter in command.Parameters)
            {
                if (parameter.Value is string text)
                    parameter.Value = StorableText.Of(text);
            }
        }
    }
}

/// <summary>Text as PostgreSQL stores it: U+FFFD in place of NUL and of half a surrogate pair, which it
/// refuses.</summary>
internal static class StorableText
{
    public static string Of(string text)
    {
        var replaced = text.Replace('\0', (char)Rune.ReplacementChar.Value);
        return replaced.Any(char.IsSurrogate)
            ? string.Concat(replaced.EnumerateRunes().Select(rune => rune.ToString()))
            : replaced;
    }
}
