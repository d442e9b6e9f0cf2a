using System.Diagnostics;
using System.Globalization;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>The real command on a real Slurm cluster, with PostgreSQL as its store.</summary>
public sealed class ClusterTests : IDisposable
{
    // Trials of some seconds, and trials that last until they are interrupted.
    private const string Short = "trial.epochs=16", Endless = "trial.epochs=10000";

    private readonly SmallSweep _sweep = new();
    private SlurmCluster? _cluster;
    private PostgresServer? _server;

    public void Dispose()
    {
        _cluster?.Dispose();
        _server?.Dispose();
        _sweep.Dispose();
    }

    [ClusterFact]
    public async Task Run_TasksArePreemptedThenCancelled_LeavesNothingAndResumesWithTheSameBits()
    {
        using var alone = new SmallSweep();
        Assert.Equal(0, (await alone.RunAsync(SmallSweep.RunInline(Short))).ExitCode);
        using var store = await SubmitAsync(Short);

        // Slurm queues a preempted task again: its trial goes on from its checkpoint.
        await Eventually.HoldsAsync(() => StepsOf(store) > 0);
        foreach (var node in new[] { "n1", "n2" })
            await _cluster!.RunAsync(
                "sbatch", "--partition=urgent", "--exclusive", $"--nodelist={node}", "--output=/dev/null",
                "--wrap=sleep 1");
        await Eventually.HoldsAsync(() => store.Attempts(SmallSweep.Name).Any(attempt =>
            attempt is { Ending: AttemptEnding.Released, StepsAfter: > 0 }));
        await Eventually.HoldsAsync(() => store.Attempts(SmallSweep.Name).Any(attempt =>
            attempt is { Number: > 1, StepsBefore: > 0, Ending: null or AttemptEnding.Finished }));

        // A person cancels the job.
        await _cluster!.RunAsync("scancel", $"--name=sweep-{SmallSweep.Name}");
        await Eventually.HoldsAsync(() => _cluster.Tasks().Count == 0);
        Assert.Equal(0, store.RunningTrials(SmallSweep.Name));

        if (!store.IsDone(SmallSweep.Name))
            Assert.Equal(0, (await CommandAsync("resume", SmallSweep.Name, "--store", _server!.Url)).ExitCode);
        await Eventually.HoldsAsync(() => store.IsDone(SmallSweep.Name));
        Assert.Equal(await alone.NumbersAsync(), await NumbersAsync());
        Assert.Contains("The task was preempted.", Output(), StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task Stop_TasksRun_EndsThemAndNothingIsLeft()
    {
        using var store = await SubmitAsync(Endless);
        await Eventually.HoldsAsync(() => StepsOf(store) > 0);

        var stop = await CommandAsync("stop", SmallSweep.Name, "--store", _server!.Url);

        Assert.Equal((0, ""), (stop.ExitCode, stop.Error));
        Assert.StartsWith("Stopped quickstart; 2 trials are left. ", stop.Output, StringComparison.Ordinal);
        Assert.Equal(0, store.RunningTrials(SmallSweep.Name));
        Assert.Equal("", string.Join('\n', _cluster!.Tasks().Select(task => string.Join(' ', task.Arguments))));
        Assert.Equal("", await _cluster.RunAsync("squeue", "--noheader"));
    }

    [ClusterFact]
    public async Task Run_ProcessThatStartedATaskIsKilled_LeavesNothingAndQueuesTheTaskAgain()
    {
        using var store = await SubmitAsync(Endless, "launcher={\"name\":\"slurm\",\"parallel\":1}");
        await Eventually.HoldsAsync(() => StepsOf(store) > 0);

        var task = _cluster!.Tasks().Single(process =>
            process.Arguments.Contains("--launcher") && !process.Arguments.Contains("--supervised"));
        var parent = ProcessStat.Fields(await File.ReadAllTextAsync($"/proc/{task.Id}/stat"))[ProcessStat.Parent];
        using (var slurmstepd = Process.GetProcessById(int.Parse(parent, CultureInfo.InvariantCulture)))
            slurmstepd.Kill();

        await Eventually.HoldsAsync(() => store.Attempts(SmallSweep.Name).Any(attempt => attempt.Number == 2));
        await Eventually.HoldsAsync(() => Output().Contains(
            "The process of the cluster that started the task is dead.", StringComparison.Ordinal));
    }

    [ClusterFact]
    public async Task Run_UnknownPartition_HasTheWordsOfSbatchAndCreatesNoSweep()
    {
        Start();
        var run = await CommandAsync([
            .. SmallSweep.Run("launcher={\"name\":\"slurm\",\"partition\":\"nope\"}"), "--store", _server!.Url,
        ]);

        Assert.Equal(
            (2, "sbatch refuses: invalid partition specified: nope; allocation failure: Invalid partition name "
                + "specified. Its options are the key launcher of the sweep file; 'sinfo' lists the partitions.\n"),
            (run.ExitCode, run.Error));
        using var store = Open();
        Assert.Null(store.FindSweep(SmallSweep.Name));
    }

    private void Start()
    {
        _cluster = new SlurmCluster();
        _server = new PostgresServer();
    }

    private async Task<ITrackingStore> SubmitAsync(string epochs, string launcher = "launcher={\"name\":\"slurm\"}")
    {
        Start();
        var run = await CommandAsync([.. SmallSweep.Run(epochs, launcher), "--store", _server!.Url]);
        Assert.True(run.ExitCode == 0, run.Error);
        return Open();
    }

    private ITrackingStore Open() =>
        TrackingStores.Open(_server!.UrlWithPassword, StoreAccess.Existing, TimeProvider.System);

    private static long StepsOf(ITrackingStore store) => store.Metrics(SmallSweep.Name, "train/loss").LongCount();

    private string Output() => string.Concat(
        Directory.EnumerateFiles(_sweep.Folder, "task-*.out", SearchOption.AllDirectories).Select(File.ReadAllText));

    private async Task<string> NumbersAsync()
    {
        var export = await CommandAsync("export", SmallSweep.Name, "--csv", "out", "--store", _server!.Url);
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        return Tables.WithoutTime(Path.Join(_sweep.Folder, "out/trials.csv"))
            + Tables.WithoutTime(Path.Join(_sweep.Folder, "out/metrics.csv"));
    }

    private async Task<SweepResult> CommandAsync(params string[] arguments)
    {
        using var process = SweepProcess.Start(
            _sweep.Folder, arguments, (SlurmCluster.ConfigurationVariable, _cluster!.Configuration),
            (PostgresServer.PasswordVariable, _server!.Password));
        return await process.EndAsync();
    }
}
