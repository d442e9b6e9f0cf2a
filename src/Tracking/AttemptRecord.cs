namespace SweepRunner.Tracking;

/// <summary>How an attempt at a trial ended.</summary>
public enum AttemptEnding
{
    /// <summary>Its holder wrote the trial's end.</summary>
    Finished,

    /// <summary>Its holder gave the trial back to the queue.</summary>
    Released,

    /// <summary>Its process died.</summary>
    Died,

    /// <summary>Its lease ran out, and another took the trial; its process may still live.</summary>
    Lost,
}

/// <summary>One claim of a trial and what became of it.</summary>
public sealed record AttemptRecord
{
    /// <summary>The trial's number in its sweep.</summary>
    public required int Trial { get; init; }

    /// <summary>The attempt's number, from 1: that of <see cref="Claim.Attempt"/>.</summary>
    public required int Number { get; init; }

    /// <summary>The process that claimed.</summary>
    public required LeaseOwner Owner { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartedUtc { get; init; }

    /// <summary>When it ended or was noticed to have ended, UTC; null while it runs.</summary>
    public DateTimeOffset? EndedUtc { get; init; }

    /// <summary>How it ended; null while it runs.</summary>
    public AttemptEnding? Ending { get; init; }

    /// <summary>The outcome that a finished attempt wrote; else null.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>The outcome's kind of a finished attempt, or why a released one was given back; null where none was
    /// named.</summary>
    public string? Reason { get; init; }

    /// <summary>True when a living supervisor saw the process die.</summary>
    public bool IsDeathSeen { get; init; }

    /// <summary>The most steps that the trial had recorded at any time before, since it was last queued anew.</summary>
    public required long StepsBefore { get; init; }

    /// <summary>Steps that the trial had recorded when the attempt ended; null while it runs.</summary>
    public long? StepsAfter { get; init; }

    /// <summary>The process's exit code, where a supervisor saw one.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that killed the process, where a supervisor saw one.</summary>
    public int? Signal { get; init; }

    /// <summary>The file that holds what the process wrote to its standard error; null where none was named.</summary>
    public string? LogPath { get; init; }

    /// <summary>True when the attempt recorded a step that none before it had; of one that runs nothing is known
    /// yet.</summary>
    public bool HasProgress => StepsAfter > StepsBefore;

    /// <summary>How often a trial was given back for a fault since it was last queued anew.</summary>
    public static int Faults(IEnumerable<AttemptRecord> attempts) => attempts
        .OrderByDescending(attempt => attempt.Number)
        .TakeWhile(attempt => attempt.Ending != AttemptEnding.Finished)
        .Count(attempt => attempt is { Ending: AttemptEnding.Released, Reason: not null });

    /// <summary>The attempt, whose process a supervisor saw die before its holder ended it.</summary>
    internal AttemptRecord WithDeath(WorkerDeath death, long stepsRecorded) => this with
    {
        Ending = Ending ?? AttemptEnding.Died,
        IsDeathSeen = Ending is null or AttemptEnding.Died,
        EndedUtc = EndedUtc ?? death.TimeUtc,
        StepsAfter = StepsAfter ?? stepsRecorded,
        ExitCode = death.ExitCode,
        Signal = death.Signal,
    };

    /// <summary>How many steps a trial has recorded: up to its last point or its furthest checkpoint.</summary>
    /// <param name="lastStep">The highest step that it has a point at; null where it has none.</param>
    /// <param name="checkpointSteps">The most steps that it has a checkpoint of, or 0.</param>
    internal static long StepsRecorded(long? lastStep, long checkpointSteps)
    {
        var recorded = lastStep switch
        {
            null => 0,
            // There is no number after the last.
            long.MaxValue => long.MaxValue,
            long step => step + 1,
        };
        return Math.Max(recorded, checkpointSteps);
    }

    /// <summary>
    /// Deaths in a row, counted back from the newest attempt, that a supervisor saw in attempts without progress. An
    /// attempt with progress or one that finished ends the row; any other is passed over.
    /// </summary>
    internal static int DeathsWithoutProgress(IEnumerable<AttemptRecord> attempts) => attempts
        .OrderByDescending(attempt => attempt.Number)
        .TakeWhile(attempt => !attempt.HasProgress && attempt.Ending != AttemptEnding.Finished)
        .Count(attempt => attempt.IsDeathSeen);
}

/// <summary>What a supervisor saw of a worker's death.</summary>
/// <param name="ExitCode">The exit code; null where a signal ended it.</param>
/// <param name="Signal">The signal's number; null where it exited by itself.</param>
/// <param name="TimeUtc">When it was seen, UTC, kept to the millisecond.</param>
public sealed record WorkerDeath(int? ExitCode, int? Signal, DateTimeOffset TimeUtc);

/// <summary>The right to write one attempt at one trial, for as long as its lease holds.</summary>
/// <param name="Trial">The claimed trial.</param>
/// <param name="Attempt">The attempt's token: rises with every claim of the trial, so that an older holder is told
/// apart.</param>
/// <param name="LogPath">Where the attempt's standard error is kept: a file of the trial's artifacts; null where it is
/// not.</param>
public sealed record Claim(TrialRecord Trial, int Attempt, string? LogPath = null);

/// <summary>Names the process that holds a lease, so that its death shows on the same host at once.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="BootId">The machine's boot; a reboot frees every lease.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="ProcessStart">When the process began, in the kernel's clock ticks since boot: tells a reused process id
/// apart.</param>
public sealed record LeaseOwner(string Host, string BootId, int ProcessId, long ProcessStart);

/// <summary>Where a trial can go on from: a file among its artifacts, and what the file has to be.</summary>
/// <param name="Steps">Updates done when it was taken; the next step to train is the 0-based step of that
/// number.</param>
/// <param name="Epochs">Epochs done when it was taken, a begun one not counted.</param>
/// <param name="File">The file's name within the trial's artifacts; one name is one checkpoint.</param>
/// <param name="Sha256">The checksum of the file's bytes.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="TimeUtc">When it was taken, UTC, kept to the millisecond.</param>
public sealed record CheckpointRecord(
    long Steps, int Epochs, string File, string Sha256, long Bytes, DateTimeOffset TimeUtc)
{
    /// <summary>Refuses what points nowhere.</summary>
    /// <exception cref="ArgumentException">A number is negative, or the file is not a plain name.</exception>
    internal static void ThrowIfUnfit(CheckpointRecord checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (checkpoint.Steps < 0 || checkpoint.Epochs < 0 || checkpoint.Bytes < 0)
            throw new ArgumentException("A checkpoint's steps, epochs and bytes are 0 or more.", nameof(checkpoint));
        if (Path.GetFileName(checkpoint.File) != checkpoint.File || checkpoint.File is "" or "." or "..")
            throw new ArgumentException(
                $"'{checkpoint.File}' is not the name of a file in the trial's artifacts.", nameof(checkpoint));
    }
}
