using System.Globalization;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>Event files on disk. TensorBoard reads every file of a run whose name contains <c>tfevents</c>.</summary>
internal static class EventFile
{
    // Without that word: a reader never sees half a file.
    private const string Unfinished = "unfinished.tmp";
    private const string Written = "events.out.tfevents.*.sweep";

    /// <summary>Writes a file into a folder, which is made if it is not there. The file appears whole; an older one of
    /// its name is replaced.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="created">When the sweep was created: it stays the same from export to export, and so does the
    /// name.</param>
    /// <param name="write">Writes the records behind the first, which is the file's version.</param>
    /// <param name="start">The time of the first record.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static string Write(string folder, DateTimeOffset created, DateTimeOffset start, Action<RecordWriter> write)
    {
        Directory.CreateDirectory(folder);
        var unfinished = Path.Join(folder, Unfinished);
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            var records = new RecordWriter(file);
            records.Write(EventMessages.FileVersion(start));
            write(records);
        }

        // TensorBoard sorts a run's files by name: ten digits, as every date has since 2001.
        var seconds = created.ToUnixTimeSeconds().ToString("D10", CultureInfo.InvariantCulture);
        var path = Path.Join(folder, $"events.out.tfevents.{seconds}.sweep");
        File.Move(unfinished, path, overwrite: true);
        return path;
    }

    /// <summary>
    /// Removes what earlier exports of a sweep left: event files of ours that were not written now, and the folders of
    /// trials that are empty without them. Whatever else is there stays.
    /// </summary>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="written">The files written now.</param>
    public static void RemoveOlder(string folder, IReadOnlySet<string> written)
    {
        RemoveOlderFiles(folder, written);
        foreach (
            var run in Directory
                .EnumerateDirectories(folder)
                .Where(path => RunFolder.IsTrial(Path.GetFileName(path)))
                .ToList()
        )
        {
            RemoveOlderFiles(run, written);
            if (!Directory.EnumerateFileSystemEntries(run).Any())
                Directory.Delete(run);
        }
    }

    private static void RemoveOlderFiles(string folder, IReadOnlySet<string> written)
    {
        foreach (
            var file in Directory
                .GetFiles(folder, Written)
                .Append(Path.Join(folder, Unfinished))
                .Where(path => !written.Contains(path))
        )
            File.Delete(file);
    }
}
