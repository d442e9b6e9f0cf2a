using LiteDB;

namespace SweepRunner.Tracking.LiteDb;

/// <summary>Where trials can go on from: the field <c>checkpoints</c> of a trial, in the order in which they were
/// saved.</summary>
internal static class LiteDbCheckpoints
{
    private const string Steps = "steps", File = "file";

    /// <summary>Adds a checkpoint to a trial, in place of one in the same file.</summary>
    public static void Add(BsonDocument trial, CheckpointRecord checkpoint)
    {
        Remove(trial, [checkpoint.File]);
        LiteDbTrials.CheckpointsOf(trial).Add(new BsonDocument
        {
            [Steps] = checkpoint.Steps,
            ["epochs"] = checkpoint.Epochs,
            [File] = checkpoint.File,
            ["sha256"] = checkpoint.Sha256,
            ["bytes"] = checkpoint.Bytes,
            ["timeMs"] = checkpoint.TimeUtc.ToUnixTimeMilliseconds(),
        });
    }

    /// <summary>The checkpoints of a trial, those of most steps first, and of as many steps the newest.</summary>
    public static IReadOnlyList<CheckpointRecord> Of(BsonDocument trial) =>
        [
            .. LiteDbTrials
                .CheckpointsOf(trial)
                .Reverse()
                .Select(each => new CheckpointRecord(
                    each[Steps].AsInt64,
                    each["epochs"].AsInt32,
                    each[File].AsString,
                    each["sha256"].AsString,
                    each["bytes"].AsInt64,
                    each["timeMs"].Time()))
                .OrderByDescending(checkpoint => checkpoint.Steps),
        ];

    /// <summary>Removes checkpoints of a trial by their files' names.</summary>
    public static void Remove(BsonDocument trial, IReadOnlyCollection<string> files) =>
        Keep(trial, checkpoint => !files.Contains(checkpoint[File].AsString, StringComparer.Ordinal));

    /// <summary>Removes the checkpoints of a trial that are of more steps.</summary>
    public static void RemoveAfter(BsonDocument trial, long steps) =>
        Keep(trial, checkpoint => checkpoint[Steps].AsInt64 <= steps);

    /// <summary>The most steps that a trial has a checkpoint of, or 0.</summary>
    public static long MostSteps(BsonDocument trial) =>
        LiteDbTrials.CheckpointsOf(trial).Select(checkpoint => checkpoint[Steps].AsInt64).DefaultIfEmpty(0).Max();

    private static void Keep(BsonDocument trial, Func<BsonValue, bool> isKept) =>
        LiteDbTrials.SetCheckpoints(trial, [.. LiteDbTrials.CheckpointsOf(trial).Where(isKept)]);
}
