using System.Runtime.Versioning;
using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Launchers.Slurm;

namespace SweepRunner.Runner.Tests.Launchers;

[SupportedOSPlatform("linux")]
public sealed class SlurmTaskTests : IDisposable
{
    private readonly FakeSlurm _slurm = new();

    public void Dispose() => _slurm.Dispose();

    // As Slurm 22.05 writes them, without what is not read.
    [Theory]
    [InlineData(
        "JobState=RUNNING Reason=None Requeue=1 Restarts=0 TimeLimit=00:05:00 StartTime=2026-11-29T00:20:30 "
            + "EndTime=2026-11-29T00:25:30 PreemptTime=None",
        0, "None 00:25:30 True")]
    [InlineData(
        "JobState=RUNNING Reason=None Requeue=0 Restarts=1 TimeLimit=UNLIMITED StartTime=2026-11-29T00:20:30 "
            + "EndTime=Unknown PreemptTime=None",
        1, "None  False")]
    [InlineData(
        "JobState=COMPLETING Requeue=1 Restarts=0 TimeLimit=00:05:00 StartTime=2026-11-29T00:20:30 "
            + "EndTime=2026-11-29T00:20:31 PreemptTime=None",
        0, "Cancelled 00:20:31 True")]
    [InlineData(
        "JobState=COMPLETING Requeue=1 Restarts=2 TimeLimit=00:05:00 StartTime=2026-11-29T00:21:14 "
            + "EndTime=2026-11-29T00:26:14 PreemptTime=None",
        1, "Requeued 00:26:14 True")]
    [InlineData(
        "JobState=RUNNING Requeue=1 Restarts=1 TimeLimit=00:05:00 StartTime=2026-11-29T00:21:14 "
            + "EndTime=2026-11-29T00:26:14 PreemptTime=None",
        0, "Requeued 00:26:14 True")] // the new run of a task whose node was lost
    [InlineData(
        "JobState=COMPLETING Requeue=1 Restarts=0 TimeLimit=1-00:05:00 StartTime=2026-11-28T00:20:30 "
            + "EndTime=2026-11-29T00:25:31 PreemptTime=None",
        0, "TimeLimit 00:25:31 True")]
    [InlineData("JobState=CANCELLED Restarts=7 Comment=a JobState=RUNNING Restarts=8", 7, "Cancelled  False")]
    public void Read_WhatSlurmShows_TellsWhyTheTaskEnds(string line, int restarts, string expected)
    {
        var (ending, ends, canRequeue) = SlurmTask.Read($"JobId=1 ArrayJobId=1 ArrayTaskId=0 {line} \n", restarts);

        Assert.Equal(expected, $"{ending} {ends:HH:mm:ss} {canRequeue}");
    }

    [Theory]
    [InlineData("2026-11-29T00:20:58 \n", nameof(TaskEnding.Preempted))]
    [InlineData("N/A \n", nameof(TaskEnding.Requeued))]
    public async Task Read_TaskIsQueuedAgain_AsksWhetherItWasPreempted(string preempted, string expected)
    {
        _slurm.Answer("scontrol", "JobState=COMPLETING Requeue=1 Restarts=1 EndTime=2026-11-29T00:25:58");
        _slurm.Answer("squeue", preempted);

        var reading = await Task().ReadAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(expected, $"{reading.Ending}");
        Assert.Equal("squeue --array --noheader --jobs=17_3 --Format=PreemptTime", _slurm.Calls[^1]);
    }

    [Fact]
    public async Task Read_JobIsForgotten_IsAnAnswer()
    {
        _slurm.Answer("scontrol", "", exitCode: 1, "slurm_load_jobs error: Invalid job id specified\n");

        Assert.Equal(
            new TaskReading(TaskEnding.Forgotten, null, CanRequeue: false),
            await Task().ReadAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Requeue_TaskOfAnArray_NamesTheTaskAlone()
    {
        await Task().RequeueAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(["scontrol requeue 17_3"], _slurm.Calls);
    }

    [Fact]
    public void Find_VariablesOfSlurm_AreWhatTheTaskHas()
    {
        _slurm.Variables["SLURM_CPUS_PER_TASK"] = "4";
        _slurm.Variables["CUDA_VISIBLE_DEVICES"] = "2,5";
        var task = Task();

        Assert.Equal("task 3 of job 17", task.Name);
        Assert.Equal(new TaskShare(Tasks: 1, Cores: 4, Gpus: 2), task.Share);
        Assert.False(task.IsOrphaned);
    }

    [Fact]
    public void Find_OutsideOfAJob_IsNull() => Assert.Null(SlurmTask.Find(_slurm.Variable));

    private SlurmTask Task()
    {
        _slurm.Variables["SLURM_JOB_ID"] = "20";
        _slurm.Variables["SLURM_ARRAY_JOB_ID"] = "17";
        _slurm.Variables["SLURM_ARRAY_TASK_ID"] = "3";
        return SlurmTask.Find(_slurm.Variable)!;
    }
}
