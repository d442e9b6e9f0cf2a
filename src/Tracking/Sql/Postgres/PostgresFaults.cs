using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace SweepRunner.Tracking.Sql.Postgres;

/// <summary>Faults of a store on a PostgreSQL server: each names the place and the way out. None shows a
/// password.</summary>
internal static class PostgresFaults
{
    // idle_in_transaction_session_timeout, which Npgsql does not name.
    private const string FellSilent = "25P03";

    public static TrackingException NoUrl(string url) =>
        new($"Cannot open the store '{url}': write postgres://USER@HOST:PORT/DATABASE. HOST, PORT and USER may be left "
            + "out, as in postgres:///DATABASE; the environment (PGHOST, PGPORT, PGUSER, PGSERVICE) then names them.");

    public static TrackingException UnknownOption(string url, string option, IEnumerable<string> options) =>
        new($"Cannot open the store '{url}': '{option}' is not an option of its URL. Allowed: "
            + $"{string.Join(", ", options)}. A password comes from PGPASSWORD or from ~/.pgpass.");

    public static TrackingException BadPort(string url, string port) =>
        new($"Cannot open the store '{url}': '{port}' is not a port. Allowed: 1 to {ushort.MaxValue}.");

    public static TrackingException UnknownMode(string url, string mode, IEnumerable<string> modes) =>
        new($"Cannot open the store '{url}': '{mode}' is not an sslmode. Allowed: {string.Join(", ", modes)}.");

    public static TrackingException NoService(string url, string service, IEnumerable<string> files) =>
        new($"Cannot open the store '{url}': there is no service '{service}' in {string.Join(" or ", files)}. Add the "
            + "section there, or name the file in PGSERVICEFILE.");

    public static TrackingException ServiceFileRefused(string url, string file, Exception exception) =>
        new($"Cannot open the store '{url}': the service file '{file}' cannot be read: "
            + $"{FileFaults.Reason(exception, file)}.", exception);

    public static TrackingException OldServer(string url, string version, int fewest) =>
        new($"Cannot open the store '{url}': the server is PostgreSQL {version}. Use version {fewest} or newer.");

    public static TrackingException NotUnicode(string url, string encoding) =>
        new($"Cannot open the store '{url}': the database has the encoding {encoding}, and a store needs UTF8. Create "
            + "a database with: createdb --template=template0 --encoding=UTF8 NAME");

    public static TrackingException ReadOnlyServer(string url, Exception? exception = null) =>
        new($"Cannot write to the store '{url}': the server is read-only. It may be a standby: name the primary server "
            + "with --store.", exception);

    public static TrackingException Missing(string url, string schema) =>
        new($"There is no store at '{url}': the database has no schema '{schema}' with its tables. Run a sweep first, "
            + "or name another store with --store.");

    public static TrackingException Foreign(string url, string schema) =>
        new($"Cannot open the store '{url}': the schema '{schema}' of the database has tables, but not those of a "
            + "store of sweeps. Name another schema with the option schema=NAME of the URL.");

    public static TrackingException NotUpgradable(string url, int version, int known, PostgresException exception) =>
        new($"The store '{url}' has schema version {version}. This build upgrades older stores to version {known}, but "
            + $"may not change this one: {exception.MessageText}. Run a command as the owner of its tables first.",
            exception);

    /// <summary>True for a fault that may pass: the server restarts, has no room, or chose this transaction to end a
    /// deadlock.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => false,
        PostgresException { SqlState: FellSilent } => true,
        NpgsqlException fault => fault.IsTransient,
        _ => exception is SocketException or TimeoutException,
    };

    /// <summary>True for a fault of a server that is there: it starts, or has no connection to spare.</summary>
    public static bool IsBusy(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure,
    };

    public static bool IsDiskFull(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    /// <summary>True if the server did not say whether it carried out a statement.</summary>
    public static bool IsBroken(Exception exception) => exception switch
    {
        PostgresException { SqlState: var state } => state.StartsWith("57P", StringComparison.Ordinal)
            || state.StartsWith("08", StringComparison.Ordinal),
        _ => IsOfServer(exception),
    };

    /// <summary>True for what <see cref="Translated"/> explains.</summary>
    public static bool IsOfServer(Exception exception) =>
        exception is NpgsqlException or SocketException or TimeoutException;

    public static TrackingException Translated(Exception exception, PostgresUrl url) => exception switch
    {
        PostgresException refused => OfServer(refused, url),
        _ => new TrackingException(OfConnection(exception, url), exception),
    };

    private static TrackingException OfServer(PostgresException exception, PostgresUrl url)
    {
        var (said, text) = (exception.MessageText, url.Text);
        return new(exception.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword =>
                $"Cannot open the store '{text}': the server refuses the password of '{url.User}'. It comes from "
                + $"{PostgresUrl.PasswordVariable}, else from the password file (PGPASSFILE, else ~/.pgpass).",
            PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"Cannot open the store '{text}': the server refuses the login: {said}. pg_hba.conf of the server "
                + "says who may log in.",
            PostgresErrorCodes.InvalidCatalogName =>
                $"Cannot open the store '{text}': the server has no database '{url.Database}'. Create it with: "
                + $"createdb '{url.Database}'",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"The store '{text}' refuses '{url.User}': {said}. The owner of the database can allow it. To create "
                + $"the store: GRANT CREATE ON DATABASE \"{url.Database}\" TO \"{url.User}\". To use one that exists: "
                + $"GRANT USAGE ON SCHEMA \"{url.Schema}\" TO \"{url.User}\", and GRANT ALL ON ALL TABLES IN SCHEMA "
                + $"\"{url.Schema}\" TO \"{url.User}\" (SELECT is enough to read).",
            PostgresErrorCodes.ReadOnlySqlTransaction => ReadOnlyServer(text).Message,
            PostgresErrorCodes.TooManyConnections =>
                $"The store '{text}' stayed without a free connection: {said}. Raise max_connections of the server, "
                + "put PgBouncer before it, or run fewer workers.",
            PostgresErrorCodes.CannotConnectNow => $"The store '{text}' does not answer yet: {said}. Try again.",
            PostgresErrorCodes.DiskFull =>
                $"The store '{text}' cannot grow: the disk of the server is full. Free some space there, then try "
                + "again.",
            _ => $"The store '{text}' failed: {said} (SQLSTATE {exception.SqlState}).",
        }, exception);
    }

    private static string OfConnection(Exception exception, PostgresUrl url)
    {
        var place = url.Host.StartsWith('/')
            ? $"the socket of port {url.Port} in {url.Host}"
            : $"{url.Host}, port {url.Port}";
        return Innermost(exception) switch
        {
            SocketException
            {
                SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain,
            } => $"Cannot reach the store '{url.Text}': the host '{url.Host}' is not known. Correct the name, or "
                + "write its address.",
            SocketException
            {
                SocketErrorCode: SocketError.ConnectionRefused or SocketError.AddressNotAvailable,
            } => $"Cannot reach the store '{url.Text}': nothing listens at {place}. Start PostgreSQL there "
                + "(listen_addresses says where it listens), or name another store with --store.",
            AuthenticationException secure =>
                $"Cannot open the store '{url.Text}': the certificate of the server is refused: {secure.Message} "
                + "Name the certificate of its authority with sslrootcert=FILE.",
            SocketException or TimeoutException =>
                $"Cannot reach the store '{url.Text}': {place} does not answer. Check the address, the network and "
                + "the firewall.",
            IOException => $"The connection to the store '{url.Text}' broke, and the server at {place} did not come "
                + "back. Look at its log, then try again.",
            var other when other.Message.Contains("No password", StringComparison.Ordinal) =>
                $"Cannot open the store '{url.Text}': the server wants a password of '{url.User}'. Set "
                + $"{PostgresUrl.PasswordVariable}, or add a line HOST:PORT:DATABASE:USER:PASSWORD to ~/.pgpass "
                + "(readable by you alone).",
            var other when other.Message.Contains("SSL", StringComparison.Ordinal) =>
                $"Cannot open the store '{url.Text}': the server offers no TLS, which sslmode asks for. Turn ssl on "
                + "there, or remove the option.",
            var other => $"The store '{url.Text}' failed: {other.Message.TrimEnd('.')}.",
        };
    }

    private static Exception Innermost(Exception exception) =>
        exception is { InnerException: { } inner } and not AuthenticationException ? Innermost(inner) : exception;
}
