using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SweepRunner.Experiments.Checkpoints;

namespace SweepRunner.Experiments.Data.Images;

/// <summary>Remembers what was read of an image folder, in a file of the data folder, so that the next command does not
/// read every image again. A file that is missing, damaged or cannot be written costs time alone.</summary>
/// <param name="folder">The full path of the image folder.</param>
/// <param name="folders">The folders of this machine.</param>
internal sealed class FolderMemory(string folder, DataFolders folders)
{
    // A new version of the program may decode other files, or find other faults.
    private static readonly string Version = typeof(FolderMemory).Assembly.ManifestModule.ModuleVersionId.ToString();

    private readonly string _file = Path.GetFullPath(Path.Join(
        folders.Data,
        ".image-folders",
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)).AsSpan(0, 16))}.json"));

    /// <summary>The files that are remembered.</summary>
    public Dictionary<FolderFile, VerifiedFile> Read()
    {
        try
        {
            using var stream = File.OpenRead(_file);
            return JsonSerializer.Deserialize<Remembered>(stream) is { } remembered && remembered.Version == Version
                ? remembered.Files.ToDictionary(file => file.File)
                : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    /// <summary>Remembers files in place of those that were remembered before; not those that could not be read, which
    /// may be readable the next time.</summary>
    public void Write(IEnumerable<VerifiedFile> files)
    {
        try
        {
            var remembered = new Remembered(Version, folder, [.. files.Where(file => file.Sha256 is not null)]);
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            DurableFile.Write(_file, stream => JsonSerializer.Serialize(stream, remembered));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then it is read again the next time.
        }
    }

    private sealed record Remembered(string Version, string Folder, IReadOnlyList<VerifiedFile> Files);
}
