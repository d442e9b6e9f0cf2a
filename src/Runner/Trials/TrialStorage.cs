using System.Security.Cryptography;
using Polly;
using Polly.Retry;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Trials;

/// <summary>Keeps the checkpoints and models of a claimed trial among its artifacts. Two checkpoints are kept: if the
/// newest is damaged, the trial resumes from the one before.</summary>
internal sealed class TrialStorage : ITrialStorage
{
    private const int CheckpointsKept = 2;

    // After a death the next one may be near: checkpoints start close together, but take at most a tenth of the time.
    private const int LeastShare = 10;
    private static readonly TimeSpan FirstIntervalAfterDeath = TimeSpan.FromSeconds(0.25);

    // Eight pauses that double from 0.1 s: half a minute for somebody to free disk space.
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
    private readonly ITrialFiles _kept;
    private readonly string _mark;

    // In the order of the store, most steps first. Nobody else adds any while the trial is held.
    private readonly List<string> _files = [];
    private TimeSpan _interval;
    private long _lastSave;

    /// <summary>Finds the newest intact checkpoint and rewinds the trial's metrics to it.</summary>
    /// <exception cref="TrackingException">The store, or the folder of its artifacts, cannot be used.</exception>
    public TrialStorage(ITrackingStore store, Claim claim, MetricBuffer buffer, TimeSpan interval, TimeProvider time)
    {
        (_store, _claim, _buffer, _longestInterval, _time) = (store, claim, buffer, interval, time);
        _kept = store.FilesOf(claim.Trial.Sweep);
        // In a folder that machines share, a process that was cut off may rename a file after another has taken the
        // trial: then the name tells whose it is.
        _mark = store.IsShared && !_kept.AreInStore ? $"-{claim.Attempt}" : "";
        _interval = interval;
        _lastSave = time.GetTimestamp();
        if (claim.Attempt > 1)
            Resume();
    }

    public byte[]? Checkpoint { get; private set; }

    public long StepsDone { get; private set; }

    public string? Warning { get; private set; }

    public bool IsCheckpointDue => _time.GetElapsedTime(_lastSave) >= _interval;

    public void SaveCheckpoint(long steps, int epochs, Action<Stream> write)
    {
        var begin = _time.GetTimestamp();
        // The name contains the attempt: a file whose row was never written is not mistaken for a later attempt's.
        var file = $"{CheckpointsOf(_claim.Attempt)}{steps}.safetensors";
        var written = Write(file, write);
        _store.SaveCheckpoint(
            _claim,
            new CheckpointRecord(steps, epochs, file, written.Sha256, written.Bytes, _time.GetUtcNow()),
            _buffer.TakeAll());
        _files.Remove(file);
        _files.Insert(0, file);
        Forget();

        _lastSave = _time.GetTimestamp();
        var least = _time.GetElapsedTime(begin, _lastSave) * LeastShare;
        var next = _interval * 2 > least ? _interval * 2 : least;
        _interval = next < _longestInterval ? next : _longestInterval;
    }

    public void SaveModel(string name, Action<Stream> write) => Write($"model-{name}{_mark}.safetensors", write);

    /// <summary>Deletes the checkpoints of a trial that never resumes: the store has forgotten them.</summary>
    public void Clean()
    {
        // The lease has ended, so files of a later attempt may exist and belong to it.
        var mine = Enumerable.Range(1, _claim.Attempt).Select(CheckpointsOf).ToList();
        _kept.Delete(_claim.Trial.Id, _kept.List(_claim.Trial.Id)
            .Select(file => file.Name)
            .Where(name => mine.Exists(name.StartsWith)));
    }

    private static string CheckpointsOf(int attempt) => $"{ArtifactNames.CheckpointBeginning}{attempt}-";

    private WrittenFile Write(string file, Action<Stream> write) =>
        Retrying.Execute(() => _kept.Write(_claim, file, write));

    // Null where the file is missing, cannot be read or has another checksum.
    private byte[]? Read(CheckpointRecord checkpoint)
    {
        try
        {
            using var stream = _kept.Open(_claim.Trial.Id, checkpoint.File);
            if (stream?.Length != checkpoint.Bytes)
                return null;
            var content = new byte[checkpoint.Bytes];
            stream.ReadExactly(content);
            return Convert.ToHexStringLower(SHA256.HashData(content)) == checkpoint.Sha256 ? content : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Resume()
    {
        _kept.ClearLeftovers(_claim);
        var checkpoints = _store.Checkpoints(_claim.Trial.Id);
        StepsDone = Find(checkpoints);
        _store.Rewind(_claim, StepsDone);
        _files.AddRange(
            checkpoints.Where(checkpoint => checkpoint.Steps <= StepsDone).Select(checkpoint => checkpoint.File));
        // A store of an older version has no earlier attempts.
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
            var (trial, place) = (_claim.Trial, found == 0 ? "starts again" : $"resumes from step {found}");
            Warning = $"Warning: trial {trial.Id} {place}, since these checkpoints are missing or "
                + $"damaged: {string.Join(", ", skipped.Select(checkpoint => checkpoint.File))}.";
        }

        return found;
    }

    private long FirstWhole(IEnumerable<CheckpointRecord> checkpoints, List<CheckpointRecord> skipped)
    {
        foreach (var checkpoint in checkpoints)
        {
            // A checkpoint of the same step may be from before the evaluation whose metrics the damaged one has.
            if (checkpoint.Steps == skipped.LastOrDefault()?.Steps)
                continue;
            Checkpoint = Read(checkpoint);
            if (Checkpoint is not null)
                return checkpoint.Steps;
            skipped.Add(checkpoint);
            _store.AddEvent(
                new NewEvent(
                    _claim.Trial.Sweep,
                    _claim.Trial.Number,
                    "checkpoint-damaged",
                    $"{checkpoint.File} is missing or its checksum differs; the trial resumes from the "
                        + "checkpoint before it, or starts again."));
        }

        return 0;
    }

    private void Forget()
    {
        var files = _files.Skip(CheckpointsKept).ToList();
        if (files.Count == 0)
            return;

        // The store first: a row without a file would be a damaged checkpoint, a file without a row only takes space.
        _store.ForgetCheckpoints(_claim, files);
        _kept.Delete(_claim.Trial.Id, files);
        _files.RemoveRange(CheckpointsKept, files.Count);
    }
}
