namespace SweepRunner.Tracking;

/// <summary>Copies whole sweeps between stores of any kind.</summary>
public interface ICopyStore
{
    /// <summary>Reads a sweep from one unchanging view; null if it does not exist. A trial whose lease no longer holds
    /// is read as the next claim would find it: queued, and its last attempt ended.</summary>
    /// <exception cref="SweepRunningException">One of its trials runs under a lease that holds.</exception>
    SweepContents? Contents(string sweep);

    /// <summary>Copies a sweep of another store with its points and files; the copy has the same numbers, identities,
    /// times and bits. It is there as a whole once the call returned, and not at all before; what a killed call left
    /// behind is removed or completed by the next that writes. Other writers of a store that is a file wait meanwhile.
    /// If this store has the sweep and the other one continued it, the copy takes its place.</summary>
    /// <exception cref="SweepMissingException"><paramref name="source"/> has no such sweep.</exception>
    /// <exception cref="SweepRunningException">One of its trials runs, in either store.</exception>
    /// <exception cref="SweepDiffersException">This store has something of the sweep that the other lacks; nothing
    /// changes.</exception>
    /// <exception cref="TrackingException">A checkpoint of a trial that will resume is missing or damaged, or the sweep
    /// changed meanwhile; nothing changes.</exception>
    SweepCopy CopyFrom(ITrackingStore source, string sweep);
}

/// <summary>All that a store keeps of a sweep, without its points and files.</summary>
public sealed record SweepContents
{
    /// <summary>The sweep.</summary>
    public required SweepRecord Sweep { get; init; }

    /// <summary>Its trials in plan order.</summary>
    public required IReadOnlyList<TrialContents> Trials { get; init; }

    /// <summary>Its decisions, the oldest first.</summary>
    public required IReadOnlyList<DecisionRecord> Decisions { get; init; }

    /// <summary>Its events, the oldest first.</summary>
    public required IReadOnlyList<EventRecord> Events { get; init; }

    /// <summary>When its workers were asked to stop, UTC; null if they are not.</summary>
    public DateTimeOffset? StopRequestedUtc { get; init; }
}

/// <summary>A trial with all that belongs to it, without its points and files.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Attempts">Its attempts, the oldest first. <see cref="AttemptRecord.LogPath"/> is relative to the folder
/// of the artifacts.</param>
/// <param name="Checkpoints">Its checkpoints, those of most steps first.</param>
public sealed record TrialContents(
    TrialRecord Trial, IReadOnlyList<AttemptRecord> Attempts, IReadOnlyList<CheckpointRecord> Checkpoints);

/// <summary>A file of a sweep.</summary>
/// <param name="Path">Its path in the sweep's folder, such as <c>3/model-best.safetensors</c>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="ModifiedUtc">When it was last written, UTC; in a table, when the sweep was created.</param>
public sealed record ArtifactFile(string Path, long Bytes, DateTimeOffset ModifiedUtc);

/// <summary>What was copied.</summary>
/// <param name="Trials">The number of trials.</param>
/// <param name="Points">The number of metric points.</param>
/// <param name="Files">The number of files.</param>
/// <param name="Bytes">The length of all files.</param>
/// <param name="IsReplacement">True if the copy took the place of an earlier one.</param>
/// <param name="LeftOut">Files that the sweep names but does not have, by their path in its folder.</param>
public sealed record SweepCopy(
    int Trials, long Points, int Files, long Bytes, bool IsReplacement, IReadOnlyList<string> LeftOut);
