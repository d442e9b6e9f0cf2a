using System.Text.RegularExpressions;
using Npgsql;

namespace SweepRunner.Tracking.Sql.Postgres;

/// <summary>A database on a server, as a URL names it. What the URL leaves out comes from a service of libpq's service
/// file, then from libpq's environment variables. Npgsql finds the password file itself.</summary>
internal sealed partial record PostgresUrl
{
    public const string Scheme = "postgres";

    /// <summary>The schema of the tables unless the URL names another.</summary>
    public const string DefaultSchema = "sweep";

    /// <summary>The environment variable with the password.</summary>
    public const string PasswordVariable = "PGPASSWORD";

    private const string Mode = "sslmode", Root = "sslrootcert", SchemaOption = "schema", ServiceOption = "service",
        ArtifactsOption = "artifacts";
    private const string DefaultSocketFolder = "/var/run/postgresql", LocalHost = "localhost";
    private const int DefaultPort = 5432;

    // libpq's names are those of Npgsql's members, with dashes.
    private static readonly string[] Modes = [.. Enum.GetNames<SslMode>().Select(ModeName)];

    private static readonly string[] Options = [Mode, Root, SchemaOption, ServiceOption, ArtifactsOption];

    /// <summary>A name or an address; a folder of sockets if it begins with a slash.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string User { get; init; }

    public required string Database { get; init; }

    public required SslMode SslMode { get; init; }

    public required string Schema { get; init; }

    /// <summary>The full path of the folder of artifacts; null if the URL names none.</summary>
    public string? Artifacts { get; private init; }

    /// <summary>The password of the URL or of the service; null if there is none.</summary>
    public string? Password { get; private init; }

    private string? RootCertificate { get; init; }

    private string? Service { get; init; }

    private string? CertificateFile { get; init; }

    private string? KeyFile { get; init; }

    private string? PasswordFile { get; init; }

    public static bool IsOne(string url) =>
        url.StartsWith($"{Scheme}:", StringComparison.OrdinalIgnoreCase)
        || url.StartsWith($"{Scheme}ql:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Parses <c>postgres://[USER[:PASSWORD]@][HOST[:PORT]]/[DATABASE][?OPTION=VALUE&amp;…]</c>.</summary>
    /// <param name="url">The URL. Its parts may have percent signs.</param>
    /// <param name="variable">Reads an environment variable: null if it is not set.</param>
    public static PostgresUrl Parse(string url, Func<string, string?> variable)
    {
        var parts = UrlParts.Parse(url);
        if (parts.Options.Keys.FirstOrDefault(key => !Options.Contains(key)) is { } unknown)
            // Without its options: one may be meant as a password.
            throw PostgresFaults.UnknownOption(parts.Shown.Split('?')[0], unknown, Options);
        var service = parts.Options.GetValueOrDefault(ServiceOption) ?? Filled(variable("PGSERVICE"));
        var kept = service is null ? [] : ServiceFile.Read(service, variable, parts.Shown);
        string? Choose(string? given, string key, string environment) =>
            Filled(given) ?? kept.GetValueOrDefault(key) ?? Filled(variable(environment));
        var user = Choose(parts.User, "user", "PGUSER") ?? Environment.UserName;
        var mode = Choose(parts.Options.GetValueOrDefault(Mode), Mode, "PGSSLMODE") ?? ModeName(nameof(SslMode.Prefer));
        var root = Choose(parts.Options.GetValueOrDefault(Root), Root, "PGSSLROOTCERT");
        var port = Choose(parts.Port, "port", "PGPORT");
        return new PostgresUrl
        {
            Host = Choose(parts.Host, "host", "PGHOST") ?? kept.GetValueOrDefault("hostaddr") ?? DefaultHost(),
            Port = port is null ? DefaultPort
                : int.TryParse(port, out var number) && number is > 0 and <= ushort.MaxValue ? number
                : throw PostgresFaults.BadPort(parts.Shown, port),
            User = user,
            Database = Choose(parts.Database, "dbname", "PGDATABASE") ?? user,
            SslMode = Array.IndexOf(Modes, mode) is >= 0 and var index
                ? Enum.GetValues<SslMode>()[index]
                : throw PostgresFaults.UnknownMode(parts.Shown, mode, Modes),
            RootCertificate = root is null ? null : Path.GetFullPath(root),
            Schema = parts.Options.GetValueOrDefault(SchemaOption) ?? DefaultSchema,
            Service = service,
            Artifacts = parts.Options.GetValueOrDefault(ArtifactsOption) is { Length: > 0 } folder
                ? Path.GetFullPath(folder)
                : null,
            Password = Filled(parts.Password) ?? kept.GetValueOrDefault("password"),
            CertificateFile = kept.GetValueOrDefault("sslcert"),
            KeyFile = kept.GetValueOrDefault("sslkey"),
            PasswordFile = kept.GetValueOrDefault("passfile"),
        };
    }

    /// <summary>The URL for messages, and to open the store again: without the password.</summary>
    public string Text
    {
        get
        {
            var host = Host.Contains(':') ? $"[{Host}]" : Uri.EscapeDataString(Host);
            var options = new (string Key, string? Value)[]
            {
                (Mode, SslMode == SslMode.Prefer ? null : ModeName($"{SslMode}")),
                (Root, RootCertificate),
                (SchemaOption, Schema == DefaultSchema ? null : Schema),
                (ServiceOption, Service),
                (ArtifactsOption, Artifacts),
            };
            var query = string.Join('&', options
                .Where(option => option.Value is not null)
                .Select(option => $"{option.Key}={Uri.EscapeDataString(option.Value!).Replace("%2F", "/")}"));
            return $"{Scheme}://{Uri.EscapeDataString(User)}@{host}:{Port}/{Uri.EscapeDataString(Database)}"
                + (query.Length > 0 ? $"?{query}" : "");
        }
    }

    /// <summary>True if both name one store.</summary>
    public bool IsSame(PostgresUrl other) =>
        (Host, Port, Database, Schema) == (other.Host, other.Port, other.Database, other.Schema);

    /// <summary>A text for messages and reports: URLs in it have no password, whatever characters that has.</summary>
    public static string WithoutPassword(string text) => Login().Replace(text, "${url}@");

    /// <summary>Npgsql's form of the parts that this record has.</summary>
    public NpgsqlConnectionStringBuilder ToBuilder() => new()
    {
        Host = Host,
        Port = Port,
        Database = Database,
        Username = User,
        Password = Password,
        Passfile = PasswordFile,
        SslMode = SslMode,
        RootCertificate = RootCertificate,
        SslCertificate = CertificateFile,
        SslKey = KeyFile,
    };

    [GeneratedRegex(@"(?<url>postgres(ql)?://[^:/@\s]*):\S*@", RegexOptions.IgnoreCase)]
    private static partial Regex Login();

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string DefaultHost() => Directory.Exists(DefaultSocketFolder) ? DefaultSocketFolder : LocalHost;

    // VerifyFull is verify-full, VerifyCA is verify-ca.
    private static string ModeName(string member) => member.Replace("Verify", "verify-").ToLowerInvariant();
}

/// <summary>The parts of a URL as they are written, without percent signs; what is not there is null.</summary>
internal sealed record UrlParts(
    string? User, string? Password, string? Host, string? Port, string? Database,
    IReadOnlyDictionary<string, string> Options, string Shown)
{
    // .NET's Uri refuses an empty host and a folder of sockets.
    public static UrlParts Parse(string url)
    {
        var afterScheme = url[(url.IndexOf(':') + 1)..];
        var rest = afterScheme.StartsWith("//", StringComparison.Ordinal) ? afterScheme[2..] : afterScheme;
        var (address, query) = Split(rest, rest.IndexOf('?'));
        var (authority, database) = Split(address, address.IndexOf('/'));
        var at = authority.LastIndexOf('@');
        var (login, place) = at < 0 ? (null, authority) : (authority[..at], authority[(at + 1)..]);
        var (user, password) = login is null ? (null, null) : Split(login, login.IndexOf(':'));
        var (host, port) = Split(place, place.EndsWith(']') ? -1 : place.LastIndexOf(':'));
        var shown = PostgresUrl.WithoutPassword(url);
        if (!afterScheme.StartsWith("//", StringComparison.Ordinal) || database?.Contains('/') is true)
            throw PostgresFaults.NoUrl(shown);
        var options = (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(option => Split(option, option.IndexOf('=')))
            .GroupBy(option => option.Item1, option => Unescaped(option.Item2) ?? "")
            .ToDictionary(option => option.Key, option => option.Last());
        return new UrlParts(
            Unescaped(user), Unescaped(password), Unescaped(host.Trim('[', ']')), port, Unescaped(database), options,
            shown);
    }

    private static string? Unescaped(string? text) => text is null ? null : Uri.UnescapeDataString(text);

    private static (string, string?) Split(string text, int at) =>
        at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
}

/// <summary>libpq's service file: sections with the parameters of a connection.</summary>
internal static class ServiceFile
{
    /// <summary>Reads the parameters of a service.</summary>
    public static Dictionary<string, string> Read(string service, Func<string, string?> variable, string url)
    {
        var folder = variable("PGSYSCONFDIR") ?? "/etc/postgresql-common";
        var home = variable("HOME") ?? "/";
        string[] files = variable("PGSERVICEFILE") is { Length: > 0 } only
            ? [only]
            : [Path.Join(home, ".pg_service.conf"), Path.Join(folder, "pg_service.conf")];
        foreach (var file in files.Where(File.Exists))
        {
            var section = Lines(file, url)
                .SkipWhile(line => line != $"[{service}]")
                .Skip(1)
                .TakeWhile(line => !line.StartsWith('['))
                .Select(line => line.Split('=', 2))
                .Where(pair => pair.Length == 2)
                .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim());
            if (section.Count > 0)
                return section;
        }

        throw PostgresFaults.NoService(url, service, files);
    }

    private static IEnumerable<string> Lines(string file, string url)
    {
        try
        {
            return File.ReadAllLines(file).Select(line => line.Trim()).Where(line => line is not ("" or ['#', ..]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PostgresFaults.ServiceFileRefused(url, file, exception);
        }
    }
}
