using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Sql.Postgres;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Tracking.Tests.Sql.Postgres;

public sealed class PostgresUrlTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = new() { ["PGUSER"] = "me", ["PGHOST"] = "here" };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("postgres://u@h:6000/d", "postgres://u@h:6000/d")]
    [InlineData("postgresql://u@h/d", "postgres://u@h:5432/d")]
    [InlineData("POSTGRES://h/d", "postgres://me@h:5432/d")]
    [InlineData("postgres:///d", "postgres://me@here:5432/d")]
    [InlineData("postgres://", "postgres://me@here:5432/me")]
    [InlineData("postgres://[::1]:99/d", "postgres://me@[::1]:99/d")]
    [InlineData("postgres://%2Fvar%2Frun:7/d", "postgres://me@%2Fvar%2Frun:7/d")]
    [InlineData("postgres://a%40b:p%2Fw@h/d%20e", "postgres://a%40b@h:5432/d%20e")]
    [InlineData("postgres://u:secret@h/d?sslmode=verify-full", "postgres://u@h:5432/d?sslmode=verify-full")]
    [InlineData(
        "postgres://h/d?sslrootcert=/r/ca.crt&schema=x", "postgres://me@h:5432/d?sslrootcert=/r/ca.crt&schema=x")]
    public void Text_OfAUrl_HasEveryPartButThePassword(string url, string text) =>
        Assert.Equal(text, Parse(url).Text);

    [Theory]
    [InlineData("postgres://u:secret@h/d", "secret")]
    [InlineData("postgres://u:p%3A%40%2F@h/d", "p:@/")]
    [InlineData("postgres://u@h/d", null)]
    [InlineData("postgres://u:@h/d", null)]
    public void Password_OfAUrl_IsThatOfItsLogin(string url, string? password) =>
        Assert.Equal(password, Parse(url).Password);

    [Fact]
    public void Parse_PartsLeftOut_TakesThoseOfTheService()
    {
        File.WriteAllText(
            _folder.File("services"),
            """
            # The lab.
            [other]
            host=elsewhere

            [lab]
            host = db.example
            port=6432
            dbname=trials
            user=them
            password=hidden
            sslmode=require
            """);
        _environment["PGSERVICEFILE"] = _folder.File("services");
        _environment["PGPORT"] = "1";

        var named = Parse("postgres:///?service=lab");
        Assert.Equal("postgres://them@db.example:6432/trials?sslmode=require&service=lab", named.Text);
        Assert.Equal("hidden", named.Password);
        _environment["PGSERVICE"] = "lab";
        Assert.Equal("postgres://i@db.example:6432/own?sslmode=require&service=lab", Parse("postgres://i@/own").Text);
    }

    [Theory]
    [InlineData(
        "postgres:sweeps",
        "Cannot open the store 'postgres:sweeps': write postgres://USER@HOST:PORT/DATABASE. HOST, PORT and USER may "
            + "be left out, as in postgres:///DATABASE; the environment (PGHOST, PGPORT, PGUSER, PGSERVICE) then names "
            + "them.")]
    [InlineData(
        "postgres://u@h/d?password=secret",
        "Cannot open the store 'postgres://u@h/d': 'password' is not an option of its URL. Allowed: sslmode, "
            + "sslrootcert, schema, service, artifacts. A password comes from PGPASSWORD or from ~/.pgpass.")]
    [InlineData(
        "postgres://u:secret@h:0/d",
        "Cannot open the store 'postgres://u@h:0/d': '0' is not a port. Allowed: 1 to 65535.")]
    [InlineData(
        "postgres://u:se/cret@h/d",
        "Cannot open the store 'postgres://u@h/d': write postgres://USER@HOST:PORT/DATABASE. HOST, PORT and USER may "
            + "be left out, as in postgres:///DATABASE; the environment (PGHOST, PGPORT, PGUSER, PGSERVICE) then names "
            + "them.")]
    [InlineData(
        "postgres://h/d?sslmode=on",
        "Cannot open the store 'postgres://h/d?sslmode=on': 'on' is not an sslmode. Allowed: disable, allow, prefer, "
            + "require, verify-ca, verify-full.")]
    public void Parse_BadUrl_SaysWhatIsAllowedWithoutThePassword(string url, string message) =>
        Assert.Equal(message, Assert.Throws<TrackingException>(() => Parse(url)).Message);

    [Fact]
    public void Parse_ServiceThatIsNotThere_NamesTheFile()
    {
        _environment["PGSERVICEFILE"] = "/none/services";

        Assert.Equal(
            "Cannot open the store 'postgres:///?service=lab': there is no service 'lab' in /none/services. Add the "
                + "section there, or name the file in PGSERVICEFILE.",
            Assert.Throws<TrackingException>(() => Parse("postgres:///?service=lab")).Message);
    }

    [Theory]
    [InlineData("--store=postgres://u:secret@h/d", "--store=postgres://u@h/d")]
    [InlineData("postgresql://u:s@cr/et@h/d", "postgresql://u@h/d")]
    [InlineData("sqlite:a:b@c", "sqlite:a:b@c")]
    [InlineData("postgres://h:5432/d", "postgres://h:5432/d")]
    public void WithoutPassword_Text_HasNoneLeft(string text, string shown) =>
        Assert.Equal(shown, TrackingStores.WithoutPassword(text));

    [Theory]
    [InlineData("postgres://u:x@h/d", "postgresql://v@h:5432/d?sslmode=require", true)]
    [InlineData("postgres://u@h/d", "postgres://u@h/e", false)]
    [InlineData("postgres://u@h/d", "postgres://u@h/d?schema=x", false)]
    [InlineData("postgres://u@h/d", "runs/sweeps.db", false)]
    public void AreSame_TwoUrls_ComparesServerDatabaseAndSchema(string one, string other, bool areSame) =>
        Assert.Equal(areSame, TrackingStores.AreSame(one, other));

    private PostgresUrl Parse(string url) => PostgresUrl.Parse(url, _environment.GetValueOrDefault);
}
