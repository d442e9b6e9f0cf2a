using System.Text.Json;

namespace SweepRunner.Tracking.Sql.Postgres;

/// <summary>The id of a store and the paths of its artifacts, in rows of <c>meta</c>.</summary>
internal sealed class PostgresHome(PostgresDatabase database) : ISharedHome
{
    private const string PathsKey = "artifacts_paths";

    public static SharedFolder Artifacts(PostgresDatabase database, string? named)
    {
        var url = database.Url;
        return new SharedFolder(
            url.Text, Full(url.Artifacts ?? named), Full($"runs/{url.Database}{BoundFolder.Ending}")!,
            new PostgresHome(database));
    }

    public SharedHome Read() => database.Read(session => new SharedHome(
        session.ExecuteScalar<string>("SELECT value FROM meta WHERE key = 'store_id'")!, Paths(session)));

    public void Add(string path, Func<IReadOnlyList<string>, bool> action) =>
        database.Write(WriteScope.OfStore, session =>
        {
            var before = Paths(session);
            return !before.Contains(path) && action(before) ? Write(session, [.. before, path]) : 0;
        });

    private static int Write(SqlSession session, string[] paths) => session.Execute(
        "INSERT INTO meta VALUES (@PathsKey, @paths) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        new { PathsKey, paths = JsonSerializer.Serialize(paths) });

    private static string[] Paths(SqlSession session) =>
        session.ExecuteScalar<string?>("SELECT value FROM meta WHERE key = @PathsKey", new { PathsKey }) is { } paths
            ? JsonSerializer.Deserialize<string[]>(paths)!
            : [];

    private static string? Full(string? path) => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path);
}
