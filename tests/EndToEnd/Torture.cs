using System.Diagnostics;
using System.Globalization;
using SweepRunner.EndToEnd.Tests.Programs;
using SweepRunner.Tests.Shared;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>
/// Runs a small sweep of real trials again and again under two workers, and kills the supervisor, a worker or all of
/// them with SIGKILL at random moments until it is done; then holds its tables against those of a run that nobody
/// touched.
/// </summary>
/// <param name="seed">When and what is killed.</param>
/// <param name="scheme">The kind of store, as its URL begins.</param>
/// <param name="longestWait">The most time between two kills: several times what a worker needs to start, else few meet
/// a trial.</param>
/// <param name="sweep">What is run.</param>
internal sealed class Torture(int seed, string scheme, TimeSpan longestWait, TorturedSweep sweep) : ITorture
{
    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(seed);
    private readonly SortedDictionary<string, int> _kills = new(StringComparer.Ordinal);
    private readonly Stopwatch _clock = new();
    private int _rounds;
    private int _trials;
    private int _attempts;

    // One that takes all processes counts as one.
    public int Kills => _kills.Values.Sum();

    public void Dispose() => _folder.Dispose();

    public string Report() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Kills} kills ({string.Join(", ", _kills.Select(pair => $"{pair.Key}: {pair.Value}"))}) over "
                + $"{_rounds} {(_rounds == 1 ? "sweep" : "sweeps")} of {_trials} trials, which took {_attempts} "
                + $"attempts, in {_clock.Elapsed.TotalMinutes:0} minutes.");

    public async Task RunRoundAsync(int kills)
    {
        var expected = sweep.IsReproducible ? await sweep.Untouched.Value : null;
        Assert.True(
            expected is null || expected.Metrics.Length > 100_000,
            "The reference has too few numbers to tell anything.");
        if (_rounds == 0)
            await sweep.WriteAsync(_folder.Path);
        _clock.Start();
        var store = string.Create(CultureInfo.InvariantCulture, $"torn-{_rounds++}");
        var process = Start(store);
        try
        {
            while (Kills < kills && !await HasEndedAsync(process))
            {
                if (Kill(process))
                {
                    process.Dispose();
                    process = Start(store);
                }
            }

            var actual = await CloseAsync(process, store);
            expected?.AssertSame(actual);
        }
        finally
        {
            process.Dispose();
        }

        (_trials, var attempts) = sweep.AssertEveryTrialEndedOnce(UrlOf(store));
        _attempts += attempts;
        Assert.Empty(ProgramProcesses.Below(_folder.Path));
        _clock.Stop();
    }

    /// <summary>Runs the sweep once and kills nothing.</summary>
    public async Task<TortureResult> RunWholeAsync()
    {
        await sweep.WriteAsync(_folder.Path);
        using var process = Start("whole");
        return await CloseAsync(process, "whole");
    }

    private SweepProcess Start(string store) =>
        SweepProcess.Start(_folder.Path, [
            "run", "torture.json", "--workers", $"{sweep.Workers}", "--no-report", "--store", $"{scheme}:{store}.db",
        ]);

    private async Task<bool> HasEndedAsync(SweepProcess process)
    {
        await Task.WhenAny(process.Ended, Task.Delay(longestWait * _random.NextDouble()));
        return process.Ended.IsCompleted;
    }

    // True when the supervisor was among the killed.
    private bool Kill(SweepProcess process)
    {
        var workers = process.Workers();
        switch (_random.Next(sweep.HasPrograms ? 4 : 3))
        {
            case 0:
                // While the supervisor starts there is no worker to kill: another moment comes.
                if (workers.Count > 0)
                    Kill("a worker", [workers[_random.Next(workers.Count)]]);
                return false;
            case 1:
                Kill("the supervisor", [process.Id]);
                return true;
            case 2:
                Kill("all", _random.Next(2) == 0 ? [process.Id, .. workers] : [.. workers, process.Id]);
                return true;
            default:
                Kill("all with their programs", [process.Id, .. process.Descendants()]);
                return true;
        }
    }

    private void Kill(string kind, IReadOnlyList<int> processes)
    {
        foreach (var id in processes)
        {
            try
            {
                using var victim = Process.GetProcessById(id);
                victim.Kill();
            }
            catch (ArgumentException)
            {
                // It ended in the meantime.
            }
        }

        _kills[kind] = _kills.GetValueOrDefault(kind) + 1;
    }

    private async Task<TortureResult> CloseAsync(SweepProcess process, string store)
    {
        var run = await process.EndAsync();
        Assert.True(run.ExitCode == 0, $"The run ended with {run.ExitCode}:\n{run.Error}");
        return await TortureResult.ReadAsync(_folder.Path, UrlOf(store), run.Output);
    }

    private string UrlOf(string store) => $"{scheme}:{_folder.File($"{store}.db")}";
}
