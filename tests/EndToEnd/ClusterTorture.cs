using System.Diagnostics;
using System.Globalization;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>Runs a sweep on a Slurm cluster of two nodes with PostgreSQL as its store, and kills what belongs to it at
/// random moments until it is done: processes of Slurm and of the trials, the database, a node, a node's network. Then
/// it holds its tables against those of one machine.</summary>
/// <param name="seed">When and what is killed.</param>
/// <param name="longestWait">The most time between two kills.</param>
/// <param name="sweep">What is run.</param>
internal sealed class ClusterTorture(int seed, TimeSpan longestWait, TorturedSweep sweep) : ITorture
{
    private const string Database = "PostgreSQL";

    private static readonly string[] Nodes = ["n1", "n2"];

    private const int Slots = 4;

    // A round without an end would hide what hangs behind what is slow.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private static readonly TimeSpan LongestNotice = TimeSpan.FromMinutes(5);

    // Shorter than Slurm's time-out for a node, and longer: then it gives up the node, whose tasks still run.
    private static readonly TimeSpan LongestCut = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder _folder = new();
    private readonly SlurmCluster _cluster = new(isApart: true);
    private readonly Random _random = new(seed);
    private readonly SortedDictionary<string, int> _kills = new(StringComparer.Ordinal);
    private readonly Stopwatch _clock = new();

    // What is broken now, a node or the database, and the task that repairs it.
    private readonly Dictionary<string, Task> _repairs = [];
    private PostgresServer? _server;
    private int _rounds;
    private int _trials;
    private int _attempts;
    private int _resumes;

    public int Kills => _kills.Values.Sum();

    public void Dispose()
    {
        _cluster.Dispose();
        _server?.Dispose();
        _folder.Dispose();
    }

    public string Report() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Kills} kills ({string.Join(", ", _kills.Select(pair => $"{pair.Key}: {pair.Value}"))}) over "
                + $"{_rounds} {(_rounds == 1 ? "sweep" : "sweeps")} of {_trials} trials, which took {_attempts} "
                + $"attempts and {_resumes} calls of resume, in {_clock.Elapsed.TotalMinutes:0} minutes.");

    public async Task RunRoundAsync(int kills)
    {
        var expected = await sweep.Untouched.Value;
        var server = _server = new PostgresServer(_cluster.Address);
        var folder = Path.Join(_folder.Path, $"{_rounds++}");
        Directory.CreateDirectory(folder);
        await sweep.WriteAsync(folder);
        _clock.Start();

        // No more tasks than slots: none waits to replace one that is killed.
        var run = await CommandAsync(
            folder, "run", "torture.json", "--set", $$"""launcher={"name":"slurm","parallel":{{Slots}}}""", "--store",
            server.Url);
        Assert.True(run.ExitCode == 0, $"The run was not submitted: {run.Error}");
        for (var begin = Stopwatch.GetTimestamp(); !IsDone();)
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience, "The sweep does not end.");
            await Task.Delay(longestWait * _random.NextDouble());
            if (Kills < kills)
                await KillAsync();
            await ResumeAsync(folder);
        }

        await Task.WhenAll(_repairs.Values);
        await ClusterRestsAsync();
        var actual = await TortureResult.ReadAsync(folder, server.UrlWithPassword, expected.Output);
        expected.AssertSame(actual);
        (_trials, var attempts) = sweep.AssertEveryTrialEndedOnce(server.UrlWithPassword);
        _attempts += attempts;
        _clock.Stop();
        server.Dispose();
        _server = null;
    }

    // Slurm notices only after a while that a task has ended whose slurmstepd was killed, and one that lost its node
    // waits for two minutes before it starts again.
    private async Task ClusterRestsAsync()
    {
        for (var begin = Stopwatch.GetTimestamp(); ; await Task.Delay(TimeSpan.FromSeconds(1)))
        {
            await ResumeNodesAsync();
            var nodes = (await _cluster.RunAsync("sinfo", "-h", "-p", "main", "-o", "%t %E")).Trim();
            var queue = (await _cluster.RunAsync("squeue", "-h")).Trim();
            var processes = _cluster.Tasks().Count;
            if ((nodes, queue, processes) == ("idle none", "", 0))
                return;
            Assert.True(
                Stopwatch.GetElapsedTime(begin) < LongestNotice,
                $"The cluster does not come to rest: nodes {nodes}; queue '{queue}'; {processes} processes.");
        }
    }

    // What a task leaves behind drains its node as "Kill task failed". Slurm drains a node also when it starts a job
    // again where the old slurmstepd of the job still lives, since only its slurmd was killed. A node that was away
    // comes back by itself.
    private async Task ResumeNodesAsync()
    {
        foreach (var node in Nodes)
        {
            var reason = (await _cluster.RunAsync("sinfo", "-h", "-n", node, "-p", "main", "-o", "%E")).Trim();
            Assert.NotEqual("Kill task failed", reason);
            if (reason == "Duplicate jobid")
                await _cluster.RunAsync("scontrol", "update", $"NodeName={node}", "State=RESUME");
        }
    }

    private bool IsDone()
    {
        try
        {
            using var store = TrackingStores.Open(_server!.UrlWithPassword, StoreAccess.Existing, TimeProvider.System);
            return store.IsDone(TorturedSweep.Name);
        }
        catch (TrackingException)
        {
            // The database is down.
            return false;
        }
    }

    private async Task KillAsync()
    {
        var node = Nodes[_random.Next(Nodes.Length)];
        switch (_random.Next(7))
        {
            case 0:
                Kill("worker", _cluster.Tasks().Where(IsWorker));
                break;
            case 1:
                Kill("task", _cluster.Tasks().Where(task => IsOfSweep(task) && !IsWorker(task)));
                break;
            case 2 when IsWhole(node):
                Kill("slurmstepd", _cluster.Daemons(node, "slurmstepd"));
                break;
            case 3 when IsWhole(node) && Kill("slurmd", _cluster.Daemons(node, "slurmd")):
                RepairLater(node, LongestOutage, () => _cluster.StartAsync(node));
                break;
            case 4 when IsWhole(Database):
                Count(Database);
                await _server!.KillAsync();
                RepairLater(Database, LongestOutage, _server.StartAsync);
                break;
            case 5 when IsWhole(node):
                Count("node");
                await _cluster.KillAsync(node);
                RepairLater(node, LongestOutage, () => _cluster.StartAsync(node));
                break;
            case 6 when IsWhole(node):
                Count("network of a node");
                await _cluster.CutAsync(node);
                RepairLater(node, LongestCut, () => _cluster.JoinAsync(node));
                break;
        }
    }

    // As a user does who sees that fewer tasks than slots are left: Slurm does not start a task again that died.
    private async Task ResumeAsync(string folder)
    {
        if (!IsWhole(Database) || IsDone() || (await _cluster.RunAsync("squeue", "-h", "-r")).Count('\n') >= Slots)
            return;
        var run = await CommandAsync(folder, "resume", TorturedSweep.Name, "--store", _server!.Url);
        Assert.True(run.ExitCode == 0, $"It was not resumed: {run.Error}");
        _resumes++;
    }

    private async Task<SweepResult> CommandAsync(string folder, params string[] arguments)
    {
        using var process = SweepProcess.Start(
            folder, arguments, (SlurmCluster.ConfigurationVariable, _cluster.Configuration),
            (PostgresServer.PasswordVariable, _server!.Password));
        return await process.EndAsync();
    }

    private static bool IsOfSweep(ClusterProcess task) => task.Arguments.Contains("worker");

    private static bool IsWorker(ClusterProcess task) => IsOfSweep(task) && task.Arguments.Contains("--supervised");

    // False if there is none, as between two tasks.
    private bool Kill(string kind, IEnumerable<ClusterProcess> processes)
    {
        var all = processes.ToList();
        if (all.Count == 0)
            return false;
        try
        {
            using var victim = Process.GetProcessById(all[_random.Next(all.Count)].Id);
            victim.Kill();
        }
        catch (ArgumentException)
        {
            return false;
        }

        Count(kind);
        return true;
    }

    private void Count(string kind) => _kills[kind] = _kills.GetValueOrDefault(kind) + 1;

    private bool IsWhole(string thing) =>
        !_repairs.TryGetValue(thing, out var repair) || repair.IsCompletedSuccessfully;

    private void RepairLater(string thing, TimeSpan longest, Func<Task> repair)
    {
        var outage = longest * _random.NextDouble();
        _repairs[thing] = RepairAsync();

        async Task RepairAsync()
        {
            await Task.Delay(outage);
            await repair();
        }
    }
}
