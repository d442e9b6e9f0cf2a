using System.Globalization;

namespace SweepRunner.Runner.Launchers.Slurm;

/// <summary>The tasks of a sweep in Slurm, found by the name and the comment of their job.</summary>
internal sealed class SlurmJobs(LaunchPlace place)
{
    private const char Separator = '|';

    // Array job, task, state, reason, nodes, start, submission, and at the end the comment, which may contain anything.
    private const string Format = "%F|%K|%T|%r|%N|%S|%V|%k";

    private readonly SlurmCommands _commands = new(place.Context.Variable);

    /// <summary>The name of the job, for people and for squeue.</summary>
    public string Name => $"sweep-{place.Sweep}";

    /// <summary>The comment of the job, which tells sweeps of one name in several stores apart.</summary>
    public string Comment => $"sweep {place.Sweep} in {place.Store.Url}";

    /// <summary>The tasks that wait, run or are about to end.</summary>
    /// <exception cref="SlurmException">Slurm cannot be asked.</exception>
    public async Task<IReadOnlyList<LaunchedTask>> FindAsync(CancellationToken cancellationToken)
    {
        string[] arguments = ["--array", "--noheader", $"--name={Name}", $"--format={Format}"];
        var lines = (await _commands.RunAsync("squeue", arguments, cancellationToken)).Split('\n');
        return
        [
            .. lines.Select(line => line.Split(Separator, 8))
                .Where(fields => fields.Length == 8 && fields[7].TrimEnd() == Comment)
                .Select(ReadTask),
        ];
    }

    /// <summary>Cancels tasks.</summary>
    /// <exception cref="SlurmException">Slurm cannot be asked.</exception>
    public async Task CancelAsync(IReadOnlyList<LaunchedTask> tasks, CancellationToken cancellationToken)
    {
        // A command line has a limit; arrays of 1 000 tasks are usual.
        foreach (var some in tasks.Select(task => task.Id).Chunk(1000))
            await _commands.RunAsync("scancel", some, cancellationToken);
    }

    /// <summary>Reads a time of Slurm's commands, which are asked in UTC; null for none.</summary>
    public static DateTimeOffset? ReadTime(string text) => DateTimeOffset.TryParseExact(
        text, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time
        : null;

    private static LaunchedTask ReadTask(string[] fields)
    {
        var id = int.TryParse(fields[1], out _) ? $"{fields[0]}_{fields[1]}" : fields[0];
        var state = fields[2] switch
        {
            "PENDING" or "REQUEUED" or "REQUEUE_HOLD" or "SPECIAL_EXIT" or "RESV_DEL_HOLD" => TaskState.Waiting,
            "RUNNING" or "CONFIGURING" or "SUSPENDED" or "STOPPED" or "RESIZING" or "SIGNALING" => TaskState.Running,
            // COMPLETING, and what it was before.
            _ => TaskState.Ending,
        };
        return state == TaskState.Waiting
            ? new LaunchedTask(id, state, ReadTime(fields[6]), null, fields[3])
            : new LaunchedTask(id, state, ReadTime(fields[5]), fields[4], null);
    }
}
