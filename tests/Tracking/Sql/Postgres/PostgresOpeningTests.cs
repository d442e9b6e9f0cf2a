using System.Diagnostics;
using Dapper;
using Npgsql;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Sql.Postgres;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests.Sql.Postgres;

/// <summary>What a database must be to be opened, and what is said if it is not.</summary>
public sealed class PostgresOpeningTests
{
    private static readonly int Built = PostgresSchema.Current.Version;

    private static readonly PostgresSchema Later = PostgresSchema.Current with
    {
        Version = Built + 2,
        Upgrades = new Dictionary<int, string>
        {
            [Built] = "ALTER TABLE sweeps ADD COLUMN colour text NOT NULL DEFAULT 'red'",
            [Built + 1] = "UPDATE sweeps SET colour = colour || '-ish'",
        },
    };

    private readonly PostgresUrl _url = PostgresStores.Parsed(PostgresStores.NewUrl());

    private string Text => _url.Text;

    [Fact]
    public void Open_NoStoreToRead_SaysSoAndCreatesNothing()
    {
        Assert.Equal(
            $"There is no store at '{Text}': the database has no schema '{_url.Schema}' with its tables. Run a sweep "
                + "first, or name another store with --store.",
            Fault(_url, access: StoreAccess.Existing));
        Assert.Equal(0, Scalar<int>("SELECT count(*) FROM pg_namespace WHERE nspname = @Schema"));
    }

    [Fact]
    public async Task Open_FromManyAtOnce_CreatesOneStore()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Open(_url))));

        stores[0].CreateSweep(SampleSweeps.Named("s"));
        Assert.All(stores, store => Assert.Equal("s", Assert.Single(store.Sweeps()).Name));
        Assert.Equal(1, Scalar<int>($"SELECT count(*) FROM {_url.Schema}.meta WHERE key = 'store_id'"));
    }

    [Fact]
    public void Open_SchemaOfAnother_IsRefused()
    {
        Run($"CREATE SCHEMA {_url.Schema}; CREATE TABLE {_url.Schema}.meta (key text, value text)");

        Assert.Equal(
            $"Cannot open the store '{Text}': the schema '{_url.Schema}' of the database has tables, but not those of "
                + "a store of sweeps. Name another schema with the option schema=NAME of the URL.",
            Fault(_url));
    }

    [Fact]
    public void Open_SchemaThatIsEmpty_GetsTheTables()
    {
        Run($"CREATE SCHEMA {_url.Schema}");

        using var store = Open(_url);
        Assert.Empty(store.Sweeps());
    }

    [Theory]
    [InlineData(StoreAccess.Existing)]
    [InlineData(StoreAccess.Create)]
    public void Open_OlderSchema_IsUpgradedStepByStepAfterACopy(StoreAccess access)
    {
        WriteBuilt();

        using var store = Open(_url, access, Later);

        Assert.NotNull(store.FindSweep("s"));
        Assert.Equal("red-ish", Scalar<string>($"SELECT colour FROM {_url.Schema}.sweeps"));
        Assert.Equal($"{Built + 2}", Scalar<string>($"SELECT value FROM {_url.Schema}.meta WHERE key = 'version'"));
        Assert.Equal("s", Scalar<string>($"SELECT name FROM {_url.Schema}_v{Built}.sweeps"));
        Assert.Equal(
            $"{Built}", Scalar<string>($"SELECT value FROM {_url.Schema}_v{Built}.meta WHERE key = 'version'"));
    }

    [Fact]
    public void Open_UpgradeFails_LeavesTheOlderStoreAsItWas()
    {
        WriteBuilt();
        var broken = Later with
        {
            Upgrades = new Dictionary<int, string>
            {
                [Built] = Later.Upgrades[Built],
                [Built + 1] = "UPDATE nowhere SET x = 1",
            },
        };

        Assert.Equal(
            $"The store '{Text}' failed: relation \"nowhere\" does not exist (SQLSTATE 42P01).",
            Fault(_url, schema: broken));
        using var store = Open(_url);
        Assert.NotNull(store.FindSweep("s"));
        Assert.Equal(0, Scalar<int>($"SELECT count(*) FROM pg_namespace WHERE nspname = '{_url.Schema}_v{Built}'"));
    }

    [Fact]
    public void Open_SchemaNewerOrTooOld_IsRefused()
    {
        WriteBuilt();

        Assert.Equal(
            $"The store '{Text}' has schema version {Built}, which this build cannot upgrade to version {Built + 2}. "
                + "Use an older build, or name another store with --store.",
            Fault(_url, schema: Later with { Upgrades = new Dictionary<int, string>() }));
        Run($"UPDATE {_url.Schema}.meta SET value = '7' WHERE key = 'version'");
        Assert.Equal(
            $"The store '{Text}' has schema version 7; this build knows versions up to {Built}. Use a newer build, or "
                + "name another store with --store.",
            Fault(_url, access: StoreAccess.Existing));
    }

    [Fact]
    public void Open_RightsThatAreMissing_SaysWhatToGrant()
    {
        Administer($"CREATE ROLE r_{_url.Schema} LOGIN PASSWORD 'r'");
        var reader = As($"r_{_url.Schema}");
        string Refused(string said) =>
            $"The store '{reader.Text}' refuses '{reader.User}': {said}. The owner of the database can allow it. To "
            + $"create the store: GRANT CREATE ON DATABASE \"sweep\" TO \"{reader.User}\". To use one that exists: "
            + $"GRANT USAGE ON SCHEMA \"{_url.Schema}\" TO \"{reader.User}\", and GRANT ALL ON ALL TABLES IN SCHEMA "
            + $"\"{_url.Schema}\" TO \"{reader.User}\" (SELECT is enough to read).";

        Assert.Equal(Refused("permission denied for database sweep"), Fault(reader));
        WriteBuilt();
        Assert.Equal(
            Refused($"permission denied for schema {_url.Schema}"), Fault(reader, access: StoreAccess.Existing));
        Run(
            $"GRANT USAGE ON SCHEMA {_url.Schema} TO {reader.User}; "
            + $"GRANT SELECT ON ALL TABLES IN SCHEMA {_url.Schema} TO {reader.User}");
        using var store = Open(reader, StoreAccess.Existing);
        Assert.Single(store.Sweeps());
        Assert.Equal(
            Refused("permission denied for table commits"),
            Assert.Throws<TrackingException>(() => store.CreateSweep(SampleSweeps.Named("t"))).Message);
    }

    [Fact]
    public void Open_ReadOnlyDatabase_CanBeReadAlone()
    {
        WriteBuilt();
        var role = $"o_{_url.Schema}";
        Administer(
            $"CREATE ROLE {role} SUPERUSER LOGIN PASSWORD 'r'; "
            + $"ALTER ROLE {role} SET default_transaction_read_only = on");
        var reader = As(role);

        using var store = Open(reader, StoreAccess.Existing);
        Assert.Single(store.Sweeps());
        var message = $"Cannot write to the store '{reader.Text}': the server is read-only. It may be a standby: name "
            + "the primary server with --store.";
        Assert.Equal(message, Fault(reader));
        Assert.Equal(message, Assert.Throws<TrackingException>(() => store.RequestStop("s")).Message);
    }

    [Fact]
    public void Open_DatabaseThatIsNotUnicode_IsRefused()
    {
        Administer("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'");
        var latin = _url with { Database = "latin" };

        Assert.Equal(
            $"Cannot open the store '{latin.Text}': the database has the encoding LATIN1, and a store needs UTF8. "
                + "Create a database with: createdb --template=template0 --encoding=UTF8 NAME",
            Fault(latin));
    }

    [Fact]
    public void Open_LoginThatIsRefused_SaysWhere()
    {
        string At(PostgresUrl url, string rest) => rest.Replace("URL", url.Text);
        var wrong = PostgresStores.Parsed($"postgres://sweep:wrong@{_url.Host}:{_url.Port}/sweep");
        var none = PostgresStores.Parsed($"postgres://sweep@{_url.Host}:{_url.Port}/sweep");
        var absent = _url with { Database = "absent" };

        Assert.Equal(
            At(wrong, "Cannot open the store 'URL': the server refuses the password of 'sweep'. It comes from "
                + "PGPASSWORD, else from the password file (PGPASSFILE, else ~/.pgpass)."),
            Fault(wrong));
        Assert.Equal(
            At(none, "Cannot open the store 'URL': the server wants a password of 'sweep'. Set PGPASSWORD, or add a "
                + "line HOST:PORT:DATABASE:USER:PASSWORD to ~/.pgpass (readable by you alone)."),
            Fault(none));
        Assert.Equal(
            At(absent, "Cannot open the store 'URL': the server has no database 'absent'. Create it with: createdb "
                + "'absent'"),
            Fault(absent));
    }

    [Fact]
    public void Open_ServerThatIsNotThere_SaysSoWithinSeconds()
    {
        var (unknown, nobody) = (_url with { Host = "nowhere.invalid" }, _url with { Port = 1 });
        var clock = Stopwatch.StartNew();

        Assert.Equal(
            $"Cannot reach the store '{unknown.Text}': the host 'nowhere.invalid' is not known. Correct the name, or "
                + "write its address.",
            Fault(unknown));
        Assert.Equal(
            $"Cannot reach the store '{nobody.Text}': nothing listens at 127.0.0.1, port 1. Start PostgreSQL there "
                + "(listen_addresses says where it listens), or name another store with --store.",
            Fault(nobody));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public void Open_WithTls_ChecksTheCertificateAsTheUrlSays()
    {
        using var server = new PostgresServer("127.0.0.1", "ssl=on");
        var local = server.UrlWithPassword.Replace("127.0.0.1", "localhost");
        PostgresUrl With(string url, string options) => PostgresStores.Parsed($"{url}?{options}");
        var root = $"sslrootcert={server.RootCertificate}";

        using (var store = Open(With(local, "sslmode=require")))
            store.CreateSweep(SampleSweeps.Named("s"));
        using (var store = Open(With(local, $"sslmode=verify-full&{root}")))
            Assert.Single(store.Sweeps());
        var unknown = With(local, "sslmode=verify-full");
        Assert.Equal(Refused(unknown), Fault(unknown));
        // The certificate is for localhost.
        var other = With(server.UrlWithPassword, $"sslmode=verify-full&{root}");
        Assert.Equal(Refused(other), Fault(other));
        var plain = _url with { SslMode = SslMode.Require };
        Assert.Equal(
            $"Cannot open the store '{plain.Text}': the server offers no TLS, which sslmode asks for. Turn ssl on "
                + "there, or remove the option.",
            Fault(plain));

        static string Refused(PostgresUrl url) =>
            $"Cannot open the store '{url.Text}': the certificate of the server is refused: The remote certificate was "
            + "rejected by the provided RemoteCertificateValidationCallback. Name the certificate of its authority "
            + "with sslrootcert=FILE.";
    }

    private static ITrackingStore Open(
        PostgresUrl url, StoreAccess access = StoreAccess.Create, PostgresSchema? schema = null) =>
        PostgresTrackingStore.Open(url, access, new PostgresStoreOptions
        {
            Processes = new ProcessTable(),
            Schema = schema ?? PostgresSchema.Current,
            OpeningRetries = 1,
        });

    private static string Fault(
        PostgresUrl url, StoreAccess access = StoreAccess.Create, PostgresSchema? schema = null) =>
        Assert.Throws<TrackingException>(() => Open(url, access, schema)).Message;

    // Another role, with the password "r".
    private PostgresUrl As(string role) =>
        PostgresStores.Parsed($"postgres://{role}:r@{_url.Host}:{_url.Port}/sweep?schema={_url.Schema}");

    private void WriteBuilt()
    {
        using var store = Open(_url);
        store.CreateSweep(SampleSweeps.Named("s"));
    }

    private void Run(string sql)
    {
        using var connection = new NpgsqlConnection(_url.ToBuilder().ConnectionString);
        connection.Execute(sql);
    }

    private T? Scalar<T>(string sql)
    {
        using var connection = new NpgsqlConnection(_url.ToBuilder().ConnectionString);
        return connection.ExecuteScalar<T>(sql, new { _url.Schema });
    }

    private static void Administer(string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = PostgresStores.Server.Sockets,
            Port = PostgresStores.Parsed(PostgresStores.Server.Url).Port,
            Username = "postgres",
            Pooling = false,
        };
        using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Execute(sql);
    }
}
