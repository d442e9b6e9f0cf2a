namespace SweepRunner.Runner.Launchers;

/// <summary>This process as a task of a launcher: what it has of its machine, and what the cluster wants of
/// it.</summary>
internal interface IWorkerTask
{
    /// <summary>Its name for people, such as <c>task 3 of job 17</c>.</summary>
    string Name { get; }

    /// <summary>The cores and GPUs that it has.</summary>
    TaskShare Share { get; }

    /// <summary>True once the process of the cluster that started it is dead. The cluster can then no longer end
    /// it.</summary>
    bool IsOrphaned { get; }

    /// <summary>Asks the cluster for its state.</summary>
    /// <exception cref="CommandException">The cluster cannot be asked.</exception>
    Task<TaskReading> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Puts the task into the queue of the cluster again, which ends this process.</summary>
    /// <exception cref="CommandException">The cluster refuses.</exception>
    Task RequeueAsync(CancellationToken cancellationToken);
}

/// <summary>What the cluster says about a task.</summary>
/// <param name="Ending">Why it ends.</param>
/// <param name="EndsUtc">When its time ends, which administrators may change; null for no limit.</param>
/// <param name="CanRequeue">False if the task must not be queued again.</param>
internal sealed record TaskReading(TaskEnding Ending, DateTimeOffset? EndsUtc, bool CanRequeue);

/// <summary>Why a task ends.</summary>
internal enum TaskEnding
{
    /// <summary>It does not: a signal was a warning, or came from elsewhere.</summary>
    None,

    Cancelled,

    TimeLimit,

    /// <summary>Another job takes its place.</summary>
    Preempted,

    /// <summary>The cluster has queued it again, and may run it elsewhere already.</summary>
    Requeued,

    /// <summary>The cluster no longer knows it.</summary>
    Forgotten,
}
