using System.Diagnostics;
using System.Globalization;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking.Stores;
using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

/// <summary>A process that writes to a store of one kind is killed at random moments, over and over: all that a call
/// has returned from is there.</summary>
/// <param name="url">Makes the URL of a store that is not there yet; one in a file is at the given path.</param>
public abstract class KilledWriterTests(Func<string, string> url) : IDisposable
{
    private const int LongestLifeMs = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(1);
    private string _url = "";
    private readonly Dictionary<string, int> _held = new() { ["points"] = 0, ["events"] = 0, ["decisions"] = 0 };


    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    // SWEEP_STORE_KILLS=500 makes it hundreds.
    [Fact]
    public async Task Write_ProcessKilledAtRandomMoments_KeepsAllThatACallHasReturnedFrom()
    {
        var kills = int.Parse(
            Environment.GetEnvironmentVariable("SWEEP_STORE_KILLS") ?? "8", CultureInfo.InvariantCulture);
        _url = url(_folder.File("sweeps.db"));
        using (var store = TrackingStores.Open(_url, StoreAccess.Create, TimeProvider.System))
            store.CreateSweep(SampleSweeps.Named(EndlessWriter.Sweep, trials: 1));
        for (var kill = 0; kill < kills; kill++)
        {
            var begun = await RunAndKillAsync(seed: kill);
            using var store = TrackingStores.Open(_url, StoreAccess.Existing, TimeProvider.System);
            AssertHeld("events", store.Events(EndlessWriter.Sweep).Count, begun);
            AssertHeld("decisions", store.Decisions(EndlessWriter.Sweep).Count, begun);
            Assert.Equal(_held["decisions"] + 1, store.Trials(EndlessWriter.Sweep).Count);
            AssertHeld("points", EndlessWriter.Points(store), begun);
            AssertWhole(store, _held["points"]);
            Assert.Equal(
                Enumerable.Range(1, kill + 1),
                store.Attempts(new TrialId(EndlessWriter.Sweep, 0)).Select(attempt => attempt.Number));
        }

        Assert.True(_held["points"] > 0);
    }

    // What was begun and not ended; what has ended is in _held.
    private async Task<(string What, int Count)?> RunAndKillAsync(int seed)
    {
        var arguments = new[]
        {
            typeof(OtherProcess).Assembly.Location,
            _url,
            seed.ToString(CultureInfo.InvariantCulture),
        };
        using var writer = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        (string, int)? begun = null;
        var isKilling = false;
        while (await writer.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (!isKilling)
            {
                isKilling = true;
                _ = KillAsync(writer, TimeSpan.FromMilliseconds(_random.NextDouble() * LongestLifeMs));
            }

            // The last line may be cut off, which tells nothing of the call.
            if (line.Split(' ') is [var when, var what, var count]
                && int.TryParse(count, CultureInfo.InvariantCulture, out var number))
            {
                begun = when == "begin" ? (what, number) : null;
                if (when == "end")
                    _held[what] = number;
            }
        }

        await writer.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(isKilling, "The writer ended by itself.");
        return begun;
    }

    private static async Task KillAsync(Process process, TimeSpan delay)
    {
        await Task.Delay(delay);
        process.Kill();
    }

    private void AssertHeld(string what, int actual, (string What, int Count)? begun)
    {
        var allowed = begun is { } call && call.What == what ? new[] { _held[what], call.Count } : [_held[what]];
        Assert.Contains(actual, allowed);
        _held[what] = actual;
    }

    private static void AssertWhole(ITrackingStore store, int points)
    {
        foreach (var metric in EndlessWriter.Metrics)
        {
            var found = store
                .Metrics(new TrialId(EndlessWriter.Sweep, 0), metric)
                .Select(point => (point.Point.Step, point.Point.Value));
            Assert.Equal(Enumerable.Range(0, points).Select(step => ((long)step, EndlessWriter.Value(step))), found);
        }
    }
}
