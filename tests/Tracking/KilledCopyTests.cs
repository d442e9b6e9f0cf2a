using System.Diagnostics;
using System.Globalization;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

/// <summary>A process that copies a sweep is killed at random moments, over and over: the store has what it had before,
/// or the whole copy, and copying again completes it.</summary>
public sealed class KilledCopyTests : IDisposable
{
    private const int PointsOfTrial = 500, BytesOfFile = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(1);

    public void Dispose() => _folder.Dispose();

    // SWEEP_STORE_KILLS=500 makes it hundreds.
    [Theory]
    [InlineData("sqlite", "litedb")]
    [InlineData("litedb", "sqlite")]
    public async Task CopyFrom_ProcessKilledAtRandomMoments_HasTheOldOrTheNewSweep(string from, string to)
    {
        var kills = int.Parse(
            Environment.GetEnvironmentVariable("SWEEP_STORE_KILLS") ?? "8", CultureInfo.InvariantCulture);
        var (source, target) = (Url(from, "source.db"), Url(to, "target.db"));
        using (var store = Open(source))
            store.CreateSweep(SampleSweeps.Named("s", kills));
        TimeSpan whole = default;
        var old = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            // Each round has one more trial to copy, and replaces the copy of the round before.
            using (var store = Open(source))
                Finish(store);
            if (kill == 0)
                whole = await CopyAsync(source, Url(to, "timed.db"), killAfter: Patience);
            await CopyAsync(source, target, whole * _random.NextDouble());

            old += AssertOldOrNew(target, kills, kill, kill + 1);
            await CopyAsync(source, target, killAfter: Patience);
            Assert.Equal(0, AssertOldOrNew(target, kills, kill + 1, kill + 1));
        }

        Assert.InRange(old, 1, kills);
    }

    // 1 for the old sweep, 0 for the new one.
    private int AssertOldOrNew(string url, int trials, int old, int young)
    {
        using var store = Open(url);
        store.PrepareArtifacts();
        Assert.DoesNotContain(
            Directory.EnumerateFiles(store.ArtifactsFolder, "*", SearchOption.AllDirectories),
            file => file.Contains("incoming"));
        var ended = store.OutcomeCounts("s").GetValueOrDefault(Outcome.Completed);
        Assert.Contains(ended, new[] { old, young });
        Assert.Equal(ended > 0 ? trials : 0, store.Trials("s").Count);
        Assert.Equal(ended * PointsOfTrial, store.Metrics("s").Count());
        Assert.Equal(ended, store.Attempts("s").Count);
        // A trial has the file of each round up to now.
        Assert.Equal(
            Enumerable.Range(0, ended).Select(trial => $"{trial}/model").Order(StringComparer.Ordinal),
            store.Files("s").Select(file => file.Path));
        Assert.All(store.Files("s"), file => Assert.Equal(BytesOfFile, file.Bytes));
        return ended < young ? 1 : 0;
    }

    private static void Finish(ITrackingStore store)
    {
        var claim = store.ClaimNext("s", LeaseOwners.Current())!;
        File.WriteAllBytes(Path.Join(store.TrialArtifacts(claim.Trial.Id), "model"), new byte[BytesOfFile]);
        var points = Enumerable.Range(0, PointsOfTrial)
            .Select(step => new MetricPoint("train/loss", step, 0, step, TimeProvider.System.GetUtcNow()));
        store.Finish(claim, SampleSweeps.Completed, [.. points]);
    }

    // From the moment at which the process begins to copy.
    private static async Task<TimeSpan> CopyAsync(string source, string target, TimeSpan killAfter)
    {
        var arguments = new[] { typeof(OtherProcess).Assembly.Location, target, "copy", source };
        using var copying = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        Assert.Equal("copying", await copying.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        var clock = Stopwatch.StartNew();
        try
        {
            await copying.WaitForExitAsync().WaitAsync(killAfter);
            Assert.Equal(0, copying.ExitCode);
        }
        catch (TimeoutException)
        {
            copying.Kill();
            await copying.WaitForExitAsync().WaitAsync(Patience);
        }

        return clock.Elapsed;
    }

    private static ITrackingStore Open(string url) =>
        TrackingStores.Open(url, StoreAccess.Create, TimeProvider.System);

    private string Url(string scheme, string name) => $"{scheme}:{_folder.File(name)}";
}
