using System.Text;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Serving;

/// <summary>The folder that receives sweep files. The place of a file is its state: it waits in the folder itself, runs
/// in <c>running/</c>, and ends with a report beside it in <c>done/</c>, <c>stopped/</c> or <c>rejected/</c>. What
/// cannot be read, moved or written throws an <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.</summary>
internal sealed class Inbox(string folder)
{
    // A name has at most 255 bytes (NAME_MAX), and the longest ending here is one like "-123.report.txt".
    private const int LongestStemBytes = 255 - 20;

    private const string Allowed = "Only regular files whose names are UTF-8 are run.";

    private static readonly EnumerationOptions AnyCase = new()
    {
        MatchCasing = MatchCasing.CaseInsensitive,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Length, DateTime Written)> _seen = [];
    private readonly List<string> _order = [];

    public int Waiting => Files(folder).Count();

    /// <summary>The name of the next file, as of the last look.</summary>
    public string? Next
    {
        get
        {
            lock (_gate)
                return _order.Count == 0 ? null : Path.GetFileName(_order[0]);
        }
    }

    /// <summary>The entries that are named like a sweep file and are none, one sentence each.</summary>
    public IReadOnlyList<string> LeftAlone() =>
    [
        .. Entries(folder)
            .Concat(Entries(Folder("running")))
            .Where(entry => entry.Obstacle is not null)
            .Select(entry => $"{Path.GetRelativePath(folder, entry.Path)} is ignored: {entry.Obstacle}. {Allowed}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Moves the next file into <c>running/</c> and returns its path; null if none waits.</summary>
    /// <remarks>A file that an earlier process left in <c>running/</c> comes first. The others come in the order in
    /// which they were first seen, and by age if they were seen together. A file waits until it has not changed between
    /// two looks: it may still be being copied.</remarks>
    public string? TakeNext()
    {
        if (ByAge(Folder("running")).FirstOrDefault() is { } left)
            return left;
        List<string> ready;
        lock (_gate)
            ready = Ready();
        foreach (var file in ready)
        {
            // Another file of that name must settle first.
            lock (_gate)
                _seen.Remove(file);
            try
            {
                return Move(file, "running");
            }
            catch (FileNotFoundException)
            {
                // Its owner has taken it back.
            }
        }

        return null;
    }

    /// <summary>Moves a file that has run to <c>done</c>, <c>stopped</c> or <c>rejected</c>, and writes beside it the
    /// report, in which the path of the file is updated.</summary>
    public (string Report, string Path) Close(string file, string place, string report)
    {
        var target = Move(file, place);
        var path = Path.ChangeExtension(target, place == "rejected" ? ".faults.txt" : ".report.txt");
        report = report.Replace(file, target);
        File.WriteAllText(path, report);
        return (report, path);
    }

    /// <summary>Puts a file of <c>running/</c> back in the queue, behind the waiting files.</summary>
    public void PutBack(string file)
    {
        Observe();
        Move(file, "");
    }

    /// <summary>Notes the waiting files, so that their order of arrival is known while a sweep runs.</summary>
    public void Observe()
    {
        lock (_gate)
            Order(ByAge(folder).ToList());
    }

    private List<string> Ready()
    {
        var files = ByAge(folder).ToDictionary(file => file, Stamp);
        var settled = files
            .Where(file => _seen.TryGetValue(file.Key, out var before) && before == file.Value)
            .Select(file => file.Key)
            .ToHashSet();
        Order(files.Keys);
        _seen.Clear();
        foreach (var (file, stamp) in files)
            _seen.Add(file, stamp);

        // A later file does not overtake one that is still being copied.
        return [.. _order.TakeWhile(settled.Contains)];
    }

    private void Order(ICollection<string> files)
    {
        _order.RemoveAll(file => !files.Contains(file));
        _order.AddRange(files.Except(_order));
    }

    private static (long Length, DateTime Written) Stamp(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? (info.Length, info.LastWriteTimeUtc) : default;
    }

    // A name with a leading dot is a temporary file of another program.
    private static IEnumerable<(string Path, string? Obstacle)> Entries(string place) => Directory
        .EnumerateFileSystemEntries(place, "*.json", AnyCase)
        .Where(path => !Path.GetFileName(path).StartsWith('.'))
        .Select(path => (path, FileKind.ObstacleTo(path)));

    private static IEnumerable<string> Files(string place) =>
        Entries(place).Where(entry => entry.Obstacle is null).Select(entry => entry.Path);

    private static IEnumerable<string> ByAge(string place) =>
        Files(place).OrderBy(File.GetLastWriteTimeUtc).ThenBy(file => file, StringComparer.Ordinal);

    private string Folder(string place) => Directory.CreateDirectory(Path.Join(folder, place)).FullName;

    private string Move(string file, string place)
    {
        var name = Shortened(Path.GetFileNameWithoutExtension(file));
        for (var number = 1; ; number++)
        {
            var target = Path.Join(Folder(place), number == 1 ? $"{name}.json" : $"{name}-{number}.json");
            try
            {
                Rename(file, target);
                return target;
            }
            catch (IOException) when (Path.Exists(target) && Path.Exists(file))
            {
                // An earlier file has that name and stays.
            }
        }
    }

    // A relative link would point elsewhere from another folder.
    private static void Rename(string file, string target)
    {
        if (new FileInfo(file).LinkTarget is not { } link || Path.IsPathRooted(link))
        {
            File.Move(file, target, overwrite: false);
            return;
        }

        File.CreateSymbolicLink(target, Path.Join(Path.GetDirectoryName(file), link));
        File.Delete(file);
    }

    private static string Shortened(string stem)
    {
        while (Encoding.UTF8.GetByteCount(stem) > LongestStemBytes)
            stem = stem[..^(char.IsLowSurrogate(stem[^1]) ? 2 : 1)];
        return stem;
    }
}
