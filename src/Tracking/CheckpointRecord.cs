namespace SweepRunner.Tracking;

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
