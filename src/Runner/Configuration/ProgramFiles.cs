using System.Security.Cryptography;
using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Configuration;

/// <summary>Finds the working directory of a program and the content of its files.</summary>
/// <param name="trial">The program of a sweep file without other faults.</param>
/// <param name="root">The sweep file, for the positions of faults.</param>
internal sealed class ProgramFiles(ProgramTrial trial, ConfigObject root)
{
    private const string CommandPath = "trial.command";

    private readonly List<Fault> _faults = [];

    /// <summary>The program with an absolute working directory, and the SHA-256 of each of its files.</summary>
    /// <param name="folder">The folder of the sweep file.</param>
    /// <exception cref="FaultsException">The working directory or a file is missing, or a file has another content
    /// than the sweep file says.</exception>
    public ProgramTrial Resolve(string folder)
    {
        var (command, beside) = (trial.Command, trial.WorkingDirectory is not null);
        var directory = Path.GetFullPath(trial.WorkingDirectory ?? command.WorkingDirectory ?? ".", folder);
        if (!Directory.Exists(directory))
        {
            Refuse(
                beside ? "trial.workingDirectory" : $"{CommandPath}.workingDirectory",
                $"There is no folder '{directory}'; a path counts from the folder of the sweep file, '{folder}'.");
            throw new FaultsException(_faults);
        }

        var found = (command.Files ?? []).Index()
            .SelectMany(each => Matching(each.Item, directory, $"{CommandPath}.files.{each.Index}"));
        var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, path) in found)
            content[file] = Sha256(file, directory, path);
        foreach (var (file, expected) in command.Sha256 ?? EmptyFiles)
        {
            var actual = Sha256(file, directory, $"{CommandPath}.sha256");
            if (actual.Length > 0 && actual != expected)
                Refuse(
                    $"{CommandPath}.sha256",
                    $"The file '{Path.GetFullPath(file, directory)}' has another content than the sweep was made for: "
                        + $"its SHA-256 is {actual}. Restore the file, or leave sha256 out.");
            content[file] = actual;
        }

        if (_faults.Count > 0)
            throw new FaultsException(_faults);
        return trial with
        {
            WorkingDirectory = null,
            Command = command with { WorkingDirectory = directory, Sha256 = content.Count > 0 ? content : null },
        };
    }

    private static readonly Dictionary<string, string> EmptyFiles = [];

    // The files of a pattern, and the place where it stands.
    private List<(string File, string Path)> Matching(string pattern, string directory, string path)
    {
        if (!pattern.Contains('*'))
            return [(pattern, path)];
        var literal = pattern[..(pattern.LastIndexOf('/', pattern.IndexOf('*')) + 1)];
        var root = Path.GetFullPath(literal, directory);
        var matcher = new Matcher(StringComparison.Ordinal).AddInclude(pattern[literal.Length..]);
        List<(string, string)> found =
        [
            .. matcher.Execute(new UnlinkedFolder(new DirectoryInfo(root))).Files
                .Select(file => (Path.GetRelativePath(directory, Path.Join(root, file.Path)), path)),
        ];
        if (found.Count == 0)
            Refuse(path, $"No file in '{directory}' matches {CanonicalJson.Quote(pattern)}.");
        return found;
    }

    // Empty after a fault.
    private string Sha256(string file, string directory, string path)
    {
        var full = Path.GetFullPath(file, directory);
        if (!File.Exists(full))
        {
            Refuse(
                path,
                Directory.Exists(full)
                    ? $"'{full}' is a folder; name its files, as in \"{file.TrimEnd('/')}/**/*.py\"."
                    : $"There is no file '{full}'; files count from the working directory.");
            return "";
        }

        try
        {
            return ContentOf(full);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Refuse(path, $"The file '{full}' cannot be read: {FileFaults.Reason(exception, full)}.");
            return "";
        }
    }

    /// <summary>The SHA-256 of a file in lower-case hexadecimal.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string ContentOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private void Refuse(string path, string message) =>
        _faults.Add(new Fault(path, message, root.Nearest(path).Position));
}

/// <summary>A folder without links to folders, which may lead back to it, and without links to nothing, as editors
/// leave beside a file that is open.</summary>
internal sealed class UnlinkedFolder(DirectoryInfo folder) : DirectoryInfoBase
{
    private readonly DirectoryInfoWrapper _all = new(folder);

    public override string Name => _all.Name;

    public override string FullName => _all.FullName;

    public override DirectoryInfoBase? ParentDirectory => _all.ParentDirectory;

    public override IEnumerable<FileSystemInfoBase> EnumerateFileSystemInfos() =>
        folder.Exists
            ? folder.EnumerateFileSystemInfos()
                .Where(each => each.LinkTarget is null || each.ResolveLinkTarget(true) is FileInfo { Exists: true })
                .Select(each => each is DirectoryInfo inner
                    ? new UnlinkedFolder(inner)
                    : (FileSystemInfoBase)new FileInfoWrapper((FileInfo)each))
            : [];

    public override DirectoryInfoBase? GetDirectory(string path) => _all.GetDirectory(path);

    public override FileInfoBase? GetFile(string path) => _all.GetFile(path);
}
