namespace SweepRunner.Tracking;

/// <summary>How an attempt at a trial ended.</summary>
public enum AttemptEnding
{
    /// <summary>Its holder wrote the trial's end.</summary>
    Finished,

    /// <summary>Its holder returned the trial to the queue.</summary>
    Released,

    /// <summary>Its holder paused the trial at a rung.</summary>
    Paused,

    /// <summary>Its process died.</summary>
    Died,

    /// <summary>Its lease expired and another process took the trial. Its own process may still live.</summary>
    Lost,
}

/// <summary>An attempt at a trial: one claim and how it ended.</summary>
public sealed record AttemptRecord
{
    /// <summary>The trial's number in its sweep.</summary>
    public required int Trial { get; init; }

    /// <summary>The number of the attempt, from 1; equals <see cref="Claim.Attempt"/>.</summary>
    public required int Number { get; init; }

    /// <summary>The process that claimed the trial.</summary>
    public required LeaseOwner Owner { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedUtc { get; init; }

    /// <summary>When it ended or was noticed to have ended, UTC; null while it runs.</summary>
    public DateTimeOffset? EndedUtc { get; init; }

    /// <summary>How it ended; null while it runs.</summary>
    public AttemptEnding? Ending { get; init; }

    /// <summary>The outcome that a finished attempt wrote; else null.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>The kind of a finished attempt's outcome, or the fault that released the trial; else null.</summary>
    public string? Reason { get; init; }

    /// <summary>True if a running supervisor saw the process die.</summary>
    public bool IsDeathSeen { get; init; }

    /// <summary>The most steps that the trial had recorded before, since it was last queued anew.</summary>
    public required long StepsBefore { get; init; }

    /// <summary>The trial's recorded steps when the attempt ended; null while it runs.</summary>
    public long? StepsAfter { get; init; }

    /// <summary>The exit code of the process; null if no supervisor saw one.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that killed the process; null if no supervisor saw one.</summary>
    public int? Signal { get; init; }

    /// <summary>The file with the standard error of the process; null if there is none.</summary>
    public string? LogPath { get; init; }

    /// <summary>True if the attempt recorded a step that no earlier attempt had. False while it runs.</summary>
    public bool HasProgress => StepsAfter > StepsBefore;

    /// <summary>Counts the returns to the queue after a fault, since the trial was last queued anew.</summary>
    public static int Faults(IEnumerable<AttemptRecord> attempts) => attempts
        .OrderByDescending(attempt => attempt.Number)
        .TakeWhile(attempt => attempt.Ending != AttemptEnding.Finished)
        .Count(attempt => attempt is { Ending: AttemptEnding.Released, Reason: not null });

    /// <summary>True if a fault returned the trial to the queue since it last finished or paused.</summary>
    internal static bool IsFaulted(IEnumerable<AttemptRecord> attempts) => attempts
        .OrderByDescending(attempt => attempt.Number)
        .TakeWhile(attempt => attempt.Ending is not (AttemptEnding.Finished or AttemptEnding.Paused))
        .Any(attempt => attempt is { Ending: AttemptEnding.Released, Reason: not null });

    /// <summary>The seconds of the attempts that paused the trial, since it was last queued anew.</summary>
    public static double SecondsPaused(IEnumerable<AttemptRecord> attempts) => attempts
        .OrderByDescending(attempt => attempt.Number)
        .TakeWhile(attempt => attempt.Ending != AttemptEnding.Finished)
        .Where(attempt => attempt.Ending is AttemptEnding.Paused)
        .Sum(attempt => (attempt.EndedUtc - attempt.StartedUtc)?.TotalSeconds ?? 0);

    /// <summary>The attempt after a supervisor saw its process die.</summary>
    internal AttemptRecord WithDeath(WorkerDeath death, long stepsRecorded) => this with
    {
        Ending = Ending ?? AttemptEnding.Died,
        IsDeathSeen = Ending is null or AttemptEnding.Died,
        EndedUtc = EndedUtc ?? death.TimeUtc,
        StepsAfter = StepsAfter ?? stepsRecorded,
        ExitCode = death.ExitCode,
        Signal = death.Signal,
    };

    /// <summary>The recorded steps of a trial: up to its last point, if any, or its furthest checkpoint.</summary>
    internal static long StepsRecorded(long? lastStep, long checkpointSteps) =>
        // The number after the largest step does not exist.
        Math.Max(checkpointSteps, lastStep is long.MaxValue ? long.MaxValue : lastStep + 1 ?? 0);

    /// <summary>The rule of <see cref="ISupervisionStore.DeathsWithoutProgress"/>.</summary>
    internal static int DeathsWithoutProgress(IEnumerable<AttemptRecord> attempts) => attempts
        .OrderByDescending(attempt => attempt.Number)
        .TakeWhile(attempt =>
            !attempt.HasProgress && attempt.Ending is not (AttemptEnding.Finished or AttemptEnding.Paused))
        .Count(attempt => attempt.IsDeathSeen);
}

/// <summary>The death of a worker, as its supervisor saw it: the exit code, or the number of the signal that killed it,
/// and the time at which it was seen, UTC, to the millisecond.</summary>
public sealed record WorkerDeath(int? ExitCode, int? Signal, DateTimeOffset TimeUtc);

/// <summary>The right to write one attempt at one trial while its lease holds.</summary>
/// <param name="Trial">The claimed trial.</param>
/// <param name="Attempt">Increases with every claim of the trial, so that an older holder is recognised.</param>
/// <param name="LogPath">The file with the attempt's standard error; null if it is not kept.</param>
public sealed record Claim(TrialRecord Trial, int Attempt, string? LogPath = null);

/// <summary>The process that holds a lease. Its death can be detected at once on the same host. A reboot frees every
/// lease. The start, in clock ticks since boot, distinguishes a reused process id.</summary>
public sealed record LeaseOwner(string Host, string BootId, int ProcessId, long ProcessStart)
{
    /// <summary>The name of the host alone: <see cref="Host"/> also tells its containers apart.</summary>
    public string Machine => Host.Split(' ')[0];
}

/// <summary>A checkpoint from which a trial can resume.</summary>
/// <param name="Steps">Completed updates; also the 0-based number of the next step.</param>
/// <param name="Epochs">Completed epochs.</param>
/// <param name="File">The name of its file among the trial's artifacts, unique in the trial.</param>
/// <param name="Sha256">The checksum of the file's bytes.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="TimeUtc">When it was written, UTC, to the millisecond.</param>
public sealed record CheckpointRecord(
    long Steps, int Epochs, string File, string Sha256, long Bytes, DateTimeOffset TimeUtc)
{
    internal static void ThrowIfUnfit(CheckpointRecord checkpoint)
    {
        if (checkpoint.Steps < 0 || checkpoint.Epochs < 0 || checkpoint.Bytes < 0)
            throw new ArgumentException("A checkpoint's steps, epochs and bytes are 0 or more.", nameof(checkpoint));
        if (Path.GetFileName(checkpoint.File) != checkpoint.File || checkpoint.File is "" or "." or "..")
            throw new ArgumentException(
                $"'{checkpoint.File}' is not the name of a file in the trial's artifacts.", nameof(checkpoint));
    }
}
