using System.Diagnostics;
using System.Security.Cryptography;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>A sweep begins in a LiteDB store, goes on in one of another kind, comes back and ends there, with all its
/// processes killed before each copy: its tables are those of a run in one place.</summary>
public sealed class CopiedSweepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<PostgresServer> _postgres = new(() => new PostgresServer());

    private string Home => $"litedb:{_folder.File("home.db")}";

    public void Dispose()
    {
        if (_postgres.IsValueCreated)
            _postgres.Value.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public Task Copy_SearchThatDecides_GoesOnInSqliteAndComesBack() =>
        MoveAsync(TorturedSweep.Search, $"sqlite:{_folder.File("away.db")}");

    [Fact]
    public Task Copy_Networks_GoOnInPostgresAndComeBack() =>
        MoveAsync(TorturedSweep.Networks, _postgres.Value.UrlWithPassword);

    private async Task MoveAsync(TorturedSweep sweep, string away)
    {
        var expected = await sweep.Untouched.Value;
        await sweep.WriteAsync(_folder.Path);
        string[] workers = ["--workers", $"{sweep.Workers}", "--no-report"];

        await RunAndKillAsync(Home, attempts: 3, ["run", "torture.json", .. workers]);
        Assert.DoesNotContain("replaced", await CopyAsync(Home, away), StringComparison.Ordinal);
        await RunAndKillAsync(away, attempts: 7, ["resume", TorturedSweep.Name, .. workers]);
        Assert.Contains("It replaced an earlier copy.", await CopyAsync(away, Home), StringComparison.Ordinal);
        var run = await RunAsync(["run", "torture.json", "--store", Home, .. workers]);

        expected.AssertSame(await TortureResult.ReadAsync(_folder.Path, Home, run.Output));
        sweep.AssertEveryTrialEndedOnce(Home);
        var third = $"litedb:{_folder.File("third.db")}";
        await CopyAsync(Home, away);
        await CopyAsync(away, third);
        Assert.Equal(await ExportedAsync(Home), await ExportedAsync(third));
        Assert.Equal(FilesOf(Home), FilesOf(third));
    }

    private async Task RunAndKillAsync(string store, int attempts, string[] command)
    {
        using var process = SweepProcess.Start(_folder.Path, [.. command, "--store", store]);
        using (var watched = TrackingStores.Open(store, StoreAccess.Create, TimeProvider.System))
        {
            await Eventually.HoldsAsync(() => process.Ended.IsCompleted
                || (watched.Attempts(TorturedSweep.Name).Count(attempt => attempt.Ending is not null) >= attempts
                    && watched.RunningTrials(TorturedSweep.Name) > 0));
        }

        if (process.Ended.IsCompleted)
            Assert.Fail($"The command ended before it was killed:\n{(await process.EndAsync()).Error}");
        int[] all = [process.Id, .. process.Workers()];
        foreach (var id in all)
            Process.GetProcessById(id).Kill();
        await Eventually.HoldsAsync(() => !all.Any(id => Directory.Exists($"/proc/{id}/fd")));
    }

    private async Task<string> CopyAsync(string from, string to) =>
        (await RunAsync("copy", TorturedSweep.Name, "--from", from, "--to", to)).Output;

    private async Task<SweepResult> RunAsync(params string[] arguments)
    {
        var result = await SweepProcess.RunAsync(_folder.Path, arguments);
        Assert.True(result.ExitCode == 0, $"{arguments[0]} ended with {result.ExitCode}:\n{result.Error}");
        return result;
    }

    // With all times.
    private async Task<string> ExportedAsync(string store)
    {
        using var tables = new TemporaryFolder();
        await RunAsync("export", TorturedSweep.Name, "--csv", tables.Path, "--store", store);
        return await File.ReadAllTextAsync(tables.File("trials.csv"))
            + await File.ReadAllTextAsync(tables.File("metrics.csv"));
    }

    private static List<(string Path, string Checksum)> FilesOf(string url)
    {
        using var store = TrackingStores.Open(url, StoreAccess.Existing, TimeProvider.System);
        return
        [
            .. store.Files(TorturedSweep.Name).Select(file =>
            {
                using var content = store.OpenFile(TorturedSweep.Name, file);
                return (file.Path, Convert.ToHexStringLower(SHA256.HashData(content)));
            }),
        ];
    }
}
