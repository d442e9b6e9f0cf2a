using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Launchers.Slurm;
using SweepRunner.Runner.Tests.Commands;
using SweepRunner.Tests.Shared;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Launchers;

/// <summary>What <c>status</c>, <c>stop</c> and <c>delete</c> say about tasks on a cluster, and do with them.</summary>
[SupportedOSPlatform("linux")]
public sealed class TaskCommandTests : IDisposable
{
    private const string Name = StorySweep.Name;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.2);

    private readonly FakeSlurm _slurm = new();
    private readonly CommandHarness _harness;
    private readonly ITrackingStore _store;

    public TaskCommandTests()
    {
        _harness = new CommandHarness { Variable = _slurm.Variable };
        _store = _harness.Create();
        StorySweep.Write(_store, _harness.Time);
        var context = CommandHarness.Context(TextWriter.Null, TextWriter.Null);
        LaunchEvents.AddSubmission(
            new LaunchPlace(context, _store, Name), new SlurmLauncher(), "job 16 with 4 tasks");
    }

    public void Dispose()
    {
        _store.Dispose();
        _harness.Dispose();
        _slurm.Dispose();
    }

    [Fact]
    public async Task Status_TasksWaitAndRun_SaysWhereSinceWhenAndWhy()
    {
        Queue(
            "16|0|RUNNING|None|n1|2026-03-04T05:00:00|2026-03-04T04:00:00",
            "16|1|RUNNING|None|n1|2026-03-04T05:00:01|2026-03-04T04:00:00",
            "16|2|RUNNING|None|n2|2026-03-04T05:00:02|2026-03-04T04:00:00",
            "16|3|PENDING|AssocGrpCPULimit||N/A|2026-03-04T04:00:00",
            "16|4|COMPLETING|None|n2|2026-03-04T05:00:00|2026-03-04T04:00:00");

        Assert.Equal(
            """
            nan-story: 3 completed, 3 diverged, 1 failed, 1 queued
              ██████████████████████████░░░░ 7 of 8 done
              2 tasks run on n1 since 2026-03-04 05:00:00 UTC: 16_0, 16_1
              1 task runs on n2 since 2026-03-04 05:00:02 UTC: 16_2
              1 task waits since 2026-03-04 04:00:00 UTC, AssocGrpCPULimit: 16_3
              1 task ends on n2: 16_4
              Its tasks have not started their next trials yet.

            """,
            (await _harness.RunAsync(["status"])).Output);
        var task = JsonNode.Parse((await _harness.RunAsync(["status", "--json"])).Output)![0]!["tasks"]![3]!;
        Assert.Equal(
            ("16_3", "waiting", "2026-03-04T04:00:00Z", null, "AssocGrpCPULimit"),
            ((string?)task["id"], (string?)task["state"], (string?)task["sinceUtc"], (string?)task["host"],
                (string?)task["reason"]));
    }

    [Fact]
    public async Task Status_AllTasksWait_SaysThatTheyDo()
    {
        Queue("16|0|PENDING|Resources||N/A|2026-03-04T04:00:00");

        Assert.EndsWith(
            """
              1 task waits since 2026-03-04 04:00:00 UTC, Resources: 16_0
              No trial runs: the tasks wait for the cluster.

            """,
            (await _harness.RunAsync(["status"])).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_NoTaskIsLeft_ShowsTheLastWordsOfOne()
    {
        var folder = Path.Join(_store.SweepArtifacts(Name), "slurm");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Join(folder, "task-16_0.out"), "one\nThe node n1 has no /opt/sweep.\n\n");

        Assert.Contains(
            "\n  The last task ended with: The node n1 has no /opt/sweep. "
                + "(FOLDER/sweeps.db.artifacts/sweeps/nan-story/slurm/task-16_0.out)\n  Nothing runs: ",
            (await _harness.RunAsync(["status"])).Output,
            StringComparison.Ordinal);

        LaunchEvents.AddFailure(_store, Name, "task 1 of job 16 on n1 ended early: There is no data.");
        Assert.Contains(
            "\n  The last task ended with: task 1 of job 16 on n1 ended early: There is no data.\n  Nothing runs: ",
            (await _harness.RunAsync(["status"])).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_SlurmCannotBeAsked_SaysSoAndShowsTheRest()
    {
        _slurm.Answer("squeue", "", exitCode: 1, "slurm_load_jobs error: Unable to contact slurm controller\n");

        Assert.Contains(
            "\n  Its tasks are not known. squeue refuses: slurm_load_jobs error: Unable to contact slurm controller.\n",
            (await _harness.RunAsync(["status"])).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_TasksWaitAndRun_CancelsThoseThatWaitAndWaitsForTheOthers()
    {
        Queue(
            "16|0|RUNNING|None|n1|2026-03-04T05:00:00|2026-03-04T04:00:00",
            "16|1|PENDING|Resources||N/A|2026-03-04T04:00:00");
        var stopping = _harness.RunAsync(["stop", Name]);
        await LookUntilAsync(() => _slurm.Calls.Count(call => call.StartsWith("squeue", StringComparison.Ordinal)) > 2);
        Assert.False(stopping.IsCompleted);
        Assert.Equal(["scancel 16_1"], Cancellations);
        Queue();
        await LookUntilAsync(() => stopping.IsCompleted);

        Assert.Equal(ExitCodes.Done, (await stopping).ExitCode);
        Assert.StartsWith("Stopped nan-story; 1 trial is left. ", (await stopping).Output, StringComparison.Ordinal);
        Assert.True(_store.IsStopRequested(Name));
    }

    [Fact]
    public async Task Stop_ATaskHangs_IsCancelledToo()
    {
        Queue("16|0|RUNNING|None|n1|2026-03-04T05:00:00|2026-03-04T04:00:00");
        var stopping = _harness.RunAsync(["stop", Name]);
        await LookUntilAsync(() => Cancellations.Length > 0);
        Queue();
        await LookUntilAsync(() => stopping.IsCompleted);

        Assert.Equal(["scancel 16_0"], Cancellations);
        Assert.Equal(ExitCodes.Done, (await stopping).ExitCode);
    }

    [Fact]
    public async Task Stop_SlurmCannotBeAsked_SaysThatTasksMayWait()
    {
        _slurm.Remove("squeue");
        var stopping = _harness.RunAsync(["stop", Name]);
        await LookUntilAsync(() => stopping.IsCompleted);

        Assert.Equal(
            new CommandResult(
                ExitCodes.Failed,
                "",
                "nan-story was asked to stop, and no trial of it runs. Its tasks may wait: There is no squeue on the "
                    + "PATH of this machine. Run the command where jobs are submitted to Slurm, such as on its login "
                    + "node; '--launcher local' runs the trials on this machine. One that starts ends at once.\n"),
            await stopping);
    }

    [Fact]
    public async Task Delete_TasksWait_RefusesAndNamesTheCommandThatEndsThem()
    {
        Queue("16|0|PENDING|Resources||N/A|2026-03-04T04:00:00");

        Assert.Equal(
            new CommandResult(
                ExitCodes.BadInput,
                "",
                "1 task of the sweep 'nan-story' waits or runs on a cluster. 'sweep stop nan-story --store "
                    + "litedb:FOLDER/sweeps.db' ends them.\n"),
            await _harness.RunAsync(["delete", Name, "--yes"]));
        Assert.NotNull(_store.FindSweep(Name));
    }

    private string[] Cancellations =>
        [.. _slurm.Calls.Where(call => call.StartsWith("scancel", StringComparison.Ordinal))];

    private void Queue(params string[] tasks) => _slurm.Answer(
        "squeue", string.Concat(tasks.Select(task => $"{task}|sweep {Name} in {_store.Url}\n")));

    // A command waits on the clock of the harness, and on processes.
    private Task LookUntilAsync(Func<bool> condition) => Eventually.HoldsAsync(() =>
    {
        _harness.Time.Advance(Look);
        return condition();
    });
}
