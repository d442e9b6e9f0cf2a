using System.Globalization;
using Polly;
using Polly.Retry;
using SweepRunner.Experiments.Checkpoints;
using SweepRunner.Experiments.Training;
using SweepRunner.Runner.Machine;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Trials;

/// <summary>
/// Keeps a claimed trial's checkpoints and models among its artifacts, and what they are in the store. Two checkpoints
/// are kept: where the newest is damaged, the trial goes on from the one before.
/// </summary>
internal sealed class TrialStorage : ITrialStorage
{
    private const int CheckpointsKept = 2;

    // After a death the next may be near: checkpoints begin close together, but take no more than a tenth of the time.
    private const int LeastShare = 10;
    private static readonly TimeSpan FirstIntervalAfterDeath = TimeSpan.FromSeconds(0.25);

    // Eight pauses that double from 0.1 s: about half a minute for somebody to make room.
    private static readonly ResiliencePipeline Retrying = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<IOException>(TransientFaults.IsDiskFull),
            MaxRetryAttempts = 8,
            Delay = TimeSpan.FromMilliseconds(100),
            BackoffType = DelayBackoffType.Exponential,
        })
        .Build();

    private readonly ITrackingStore _store;
    private readonly Claim _claim;
    private readonly MetricBuffer _buffer;
    private readonly TimeSpan _longestInterval;
    private readonly TimeProvider _time;
    private readonly string _folder;

    // Of most steps first, as the store lists them: while the trial is held nobody else adds any.
    private readonly List<string> _files = [];
    private TimeSpan _interval;
    private long _lastSave;

    /// <summary>Finds the newest checkpoint that is whole and takes the trial's metrics back to it.</summary>
    /// <exception cref="TrackingException">The store, or the folder of its artifacts, cannot be used.</exception>
    public TrialStorage(ITrackingStore store, Claim claim, MetricBuffer buffer, TimeSpan interval, TimeProvider time)
    {
        (_store, _claim, _buffer, _longestInterval, _time) = (store, claim, buffer, interval, time);
        _folder = store.TrialArtifacts(claim.Trial.Id);
        _interval = interval;
        _lastSave = time.GetTimestamp();
        if (claim.Attempt > 1)
            GoOn();
    }

    /// <inheritdoc/>
    public byte[]? Checkpoint { get; private set; }

    /// <summary>Updates that the trial goes on from.</summary>
    public long StepsDone { get; private set; }

    /// <summary>What a person should know of checkpoints that cannot be used; null where all can.</summary>
    public string? Warning { get; private set; }

    /// <inheritdoc/>
    public bool IsCheckpointDue => _time.GetElapsedTime(_lastSave) >= _interval;

    /// <inheritdoc/>
    public void SaveCheckpoint(long steps, int epochs, Action<Stream> write)
    {
        var begin = _time.GetTimestamp();
        // The attempt is in the name, so that one whose row was never written is not taken for that of a later attempt.
        var file = string.Create(CultureInfo.InvariantCulture, $"checkpoint-{_claim.Attempt}-{steps}.safetensors");
        var (sha256, bytes) = Write(file, write);
        _store.SaveCheckpoint(
            _claim, new CheckpointRecord(steps, epochs, file, sha256, bytes, _time.GetUtcNow()), _buffer.TakeAll());
        _files.Remove(file);
        _files.Insert(0, file);
        Forget();

        _lastSave = _time.GetTimestamp();
        var least = _time.GetElapsedTime(begin, _lastSave) * LeastShare;
        var next = _interval * 2 > least ? _interval * 2 : least;
        _interval = next < _longestInterval ? next : _longestInterval;
    }

    /// <inheritdoc/>
    public void SaveModel(string name, Action<Stream> write) => Write($"model-{name}.safetensors", write);

    /// <summary>Deletes the checkpoints of a trial that never goes on: the store has forgotten them.</summary>
    public void Clean()
    {
        // The lease is given up: what a later attempt has written meanwhile is its own.
        for (var attempt = 1; attempt <= _claim.Attempt; attempt++)
            Delete(string.Create(CultureInfo.InvariantCulture, $"checkpoint-{attempt}-*"));
    }

    private void Delete(string pattern)
    {
        foreach (var file in Directory.EnumerateFiles(_folder, pattern))
            File.Delete(file);
    }

    // A file gets its name only while the trial is held: a holder that lost its lease leaves nothing behind.
    private (string Sha256, long Bytes) Write(string file, Action<Stream> write) => Retrying.Execute(() =>
        DurableFile.Write(Path.Combine(_folder, file), write, rename => _store.Hold(_claim, rename)));

    private void GoOn()
    {
        _store.Hold(_claim, () => Delete($"*{DurableFile.TemporaryEnding}"));
        var checkpoints = _store.Checkpoints(_claim.Trial.Id);
        StepsDone = Find(checkpoints);
        _store.Rewind(_claim, StepsDone);
        _files.AddRange(
            checkpoints.Where(checkpoint => checkpoint.Steps <= StepsDone).Select(checkpoint => checkpoint.File));
        // A store of an older version has no attempts of before.
        var before = _store
            .Attempts(_claim.Trial.Id)
            .LastOrDefault(attempt => attempt.Number < _claim.Attempt);
        if (before?.Ending is AttemptEnding.Died or AttemptEnding.Lost && FirstIntervalAfterDeath < _longestInterval)
            _interval = FirstIntervalAfterDeath;
    }

    private long Find(IEnumerable<CheckpointRecord> checkpoints)
    {
        var skipped = new List<CheckpointRecord>();
        var found = FirstWhole(checkpoints, skipped);
        if (skipped.Count > 0)
        {
            var (trial, place) = (_claim.Trial, found == 0 ? "starts anew" : $"goes on from step {found}");
            Warning = $"Warning: trial {trial.Id} {place}, since these checkpoints are gone or "
                + $"damaged: {string.Join(", ", skipped.Select(checkpoint => checkpoint.File))}.";
        }

        return found;
    }

    private long FirstWhole(IEnumerable<CheckpointRecord> checkpoints, List<CheckpointRecord> skipped)
    {
        foreach (var checkpoint in checkpoints)
        {
            // One of as many steps may be from before the evaluation that the damaged one has the metrics of.
            if (checkpoint.Steps == skipped.LastOrDefault()?.Steps)
                continue;
            Checkpoint = DurableFile.Read(Path.Combine(_folder, checkpoint.File), checkpoint.Sha256);
            if (Checkpoint is not null)
                return checkpoint.Steps;
            skipped.Add(checkpoint);
            _store.AddEvent(
                new NewEvent(
                    _claim.Trial.Sweep,
                    _claim.Trial.Number,
                    "checkpoint-damaged",
                    $"{checkpoint.File} is gone or its checksum is another; the trial goes on from the "
                        + "checkpoint before it, or anew."));
        }

        return 0;
    }

    private void Forget()
    {
        var files = _files.Skip(CheckpointsKept).ToList();
        if (files.Count == 0)
            return;

        // The store first: a name without a file would be a damaged checkpoint, a file without a name is only waste.
        _store.ForgetCheckpoints(_claim, files);
        files.ForEach(file => File.Delete(Path.Combine(_folder, file)));
        _files.RemoveRange(CheckpointsKept, files.Count);
    }
}
