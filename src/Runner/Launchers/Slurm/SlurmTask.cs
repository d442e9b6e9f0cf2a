using System.Text.RegularExpressions;
using SweepRunner.Runner.Machine;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Launchers.Slurm;

/// <summary>This process as a task of a job array, which Slurm describes in its environment.</summary>
internal sealed partial class SlurmTask : IWorkerTask
{
    private readonly SlurmCommands _commands;
    private readonly string _id;
    private readonly int _restarts;
    private readonly int _parent = Parent();

    private SlurmTask(Func<string, string?> variable, string job)
    {
        _commands = new SlurmCommands(variable);
        var (array, number) = (variable("SLURM_ARRAY_JOB_ID"), variable("SLURM_ARRAY_TASK_ID"));
        _id = array is null ? job : $"{array}_{number}";
        Name = array is null ? $"job {job}" : $"task {number} of job {array}";
        // Unset in the first run.
        _restarts = Number(variable("SLURM_RESTART_COUNT"), 0);
        var gpus = variable(Devices.Visible)?.Split(',', StringSplitOptions.RemoveEmptyEntries).Length ?? 0;
        Share = new TaskShare(Tasks: 1, Number(variable("SLURM_CPUS_PER_TASK"), 1), gpus);
    }

    public string Name { get; }

    public TaskShare Share { get; }

    // slurmstepd starts the script, which replaces itself by this process.
    public bool IsOrphaned => Parent() != _parent;

    /// <summary>This process as a task; null if it is not part of a job.</summary>
    public static SlurmTask? Find(Func<string, string?> variable) =>
        variable("SLURM_JOB_ID") is { } job ? new SlurmTask(variable, job) : null;

    public async Task<TaskReading> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var text = await _commands.RunAsync("scontrol", ["--oneliner", "show", "job", _id], cancellationToken);
            var reading = Read(text, _restarts);
            return reading.Ending == TaskEnding.Requeued && await IsPreemptedAsync(cancellationToken)
                ? reading with { Ending = TaskEnding.Preempted }
                : reading;
        }
        catch (SlurmException exception) when (exception.Message.Contains("Invalid job id"))
        {
            // Without accounting, Slurm forgets a job after MinJobAge.
            return new TaskReading(TaskEnding.Forgotten, null, CanRequeue: false);
        }
    }

    public Task RequeueAsync(CancellationToken cancellationToken) =>
        _commands.RunAsync("scontrol", ["requeue", _id], cancellationToken);

    /// <summary>Reads a line of <c>scontrol --oneliner show job</c>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="restarts">How often the job had been queued again when this process started.</param>
    internal static TaskReading Read(string line, int restarts)
    {
        // The last ones, such as the comment, may contain anything.
        var values = new Dictionary<string, string>();
        foreach (Match match in Pair().Matches(line))
            values.TryAdd(match.Groups[1].Value, match.Groups[2].Value);
        var (start, end) = (Time("StartTime"), Time("EndTime"));
        var ending = values.GetValueOrDefault("JobState") switch
        {
            // Also while it ends here first.
            _ when Number(values.GetValueOrDefault("Restarts"), 0) > restarts => TaskEnding.Requeued,
            "RUNNING" or "SUSPENDED" or "CONFIGURING" => TaskEnding.None,
            "TIMEOUT" => TaskEnding.TimeLimit,
            // COMPLETING hides the state: a job that ran for all of its time was not cancelled.
            "COMPLETING" when end - start >= Limit() => TaskEnding.TimeLimit,
            _ => TaskEnding.Cancelled,
        };
        return new TaskReading(ending, end, values.GetValueOrDefault("Requeue") == "1");

        DateTimeOffset? Time(string key) => SlurmJobs.ReadTime(values.GetValueOrDefault(key, ""));

        // D-HH:MM:SS without the days where there are none, or UNLIMITED.
        TimeSpan? Limit() =>
            TimeSpan.TryParse(values.GetValueOrDefault("TimeLimit", "").Replace('-', '.'), out var limit)
                ? limit
                : null;
    }

    // Slurm 22.05 shows this time here, but not by scontrol while the job ends.
    private async Task<bool> IsPreemptedAsync(CancellationToken cancellationToken)
    {
        string[] arguments = ["--array", "--noheader", $"--jobs={_id}", "--Format=PreemptTime"];
        var time = await _commands.RunAsync("squeue", arguments, cancellationToken);
        return SlurmJobs.ReadTime(time.Trim()) is not null;
    }

    private static int Number(string? text, int absent) => int.TryParse(text, out var number) ? number : absent;

    private static int Parent() =>
        int.Parse(ProcessStat.Fields(File.ReadAllText("/proc/self/stat"))[ProcessStat.Parent]);

    [GeneratedRegex(@"(?:^|\s)([A-Za-z]+)=(\S*)")]
    private static partial Regex Pair();
}
