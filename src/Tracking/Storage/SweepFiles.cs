using System.Text.RegularExpressions;

namespace SweepRunner.Tracking.Storage;

/// <summary>The files in the folder of a sweep.</summary>
internal static partial class SweepFiles
{
    /// <summary>Lists the files below a folder, links followed, by their path in ordinal order; none if it does not
    /// exist. Leaves out the report, and what is neither a file nor a folder.</summary>
    public static IReadOnlyList<ArtifactFile> In(string folder) => Reading<IReadOnlyList<ArtifactFile>>(
        folder,
        () =>
        [
            .. Below(folder, path: "", [])
                .Where(file => !file.Path.StartsWith($"{ArtifactNames.Report}/"))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ]);

    public static Stream Open(string path) => Reading(path, () => File.OpenRead(path));

    /// <summary>The checkpoints and logs that a sweep names and does not have.</summary>
    /// <exception cref="TrackingException">A trial that will resume lacks a checkpoint.</exception>
    public static IReadOnlyList<string> Missing(SweepContents sweep, IReadOnlyList<ArtifactFile> files)
    {
        var paths = files.Select(file => file.Path).ToHashSet();
        foreach (var trial in sweep.Trials.Where(WillResume))
        {
            if (Checkpoints(trial).FirstOrDefault(path => !paths.Contains(path)) is { } path)
                throw StoreFaults.CheckpointUnfit(trial.Trial.Id, path, "is missing");
        }

        return
        [
            .. sweep.Trials
                .SelectMany(trial => Checkpoints(trial).Concat(Logs(trial)))
                .Where(path => !paths.Contains(path)),
        ];
    }

    /// <summary>True if a trial goes on from its checkpoint without being asked.</summary>
    public static bool WillResume(TrialContents trial) => trial.Trial.Outcome is Outcome.Queued or Outcome.Paused;

    /// <summary>True for the log of an attempt.</summary>
    public static bool IsLog(ArtifactFile file) => LogPath().IsMatch(file.Path);

    /// <summary>The number of the trial and the name of its file.</summary>
    public static (int Trial, string Name) PartsOf(string path) =>
        path.IndexOf('/') is >= 0 and var slash && int.TryParse(path.AsSpan(0, slash), out var trial)
            ? (trial, path[(slash + 1)..])
            : throw new ArgumentException($"'{path}' is not the path of a file of a trial.", nameof(path));

    public static string PathOf(TrialId trial, CheckpointRecord checkpoint) => $"{trial.Number}/{checkpoint.File}";

    private static IEnumerable<string> Checkpoints(TrialContents trial) =>
        trial.Checkpoints.Select(checkpoint => PathOf(trial.Trial.Id, checkpoint));

    private static IEnumerable<string> Logs(TrialContents trial) => trial.Attempts
        .Where(attempt => attempt.LogPath is not null)
        .Select(attempt => $"{trial.Trial.Number}/{ArtifactNames.LogOf(attempt.Number)}");

    // A folder that a link leads back to is listed once.
    private static IEnumerable<ArtifactFile> Below(string folder, string path, HashSet<string> seen)
    {
        if (!Directory.Exists(folder) || !seen.Add(NativeFiles.RealPath(folder)))
            yield break;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            var name = path + entry.Name;
            if (Directory.Exists(entry.FullName))
            {
                foreach (var file in Below(entry.FullName, $"{name}/", seen))
                    yield return file;
            }
            else if (FileKind.ObstacleTo(entry.FullName) is null)
            {
                var file = new FileInfo(NativeFiles.RealPath(entry.FullName));
                yield return new ArtifactFile(name, file.Length, file.LastWriteTimeUtc);
            }
        }
    }

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreFaults.ArtifactsUnreadable(path, exception);
        }
    }

    [GeneratedRegex(@"^\d+/attempt-\d+\.log$")]
    private static partial Regex LogPath();
}
