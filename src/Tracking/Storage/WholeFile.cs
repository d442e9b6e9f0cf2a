using System.Security.Cryptography;

namespace SweepRunner.Tracking.Storage;

/// <summary>Writes files whole or not at all, whenever the process is killed.</summary>
internal static class WholeFile
{
    /// <summary>The ending of a file that is being written, or that a killed process left.</summary>
    public const string UnfinishedEnding = ".tmp";

    /// <summary>Writes an unfinished file, flushes it to the disk and renames it.</summary>
    /// <param name="path">The file; an existing one is replaced, or unchanged after an exception.</param>
    /// <param name="mark">Tells the unfinished file from those of other writers of the path; may be empty.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="publish">Runs the renaming that it receives, or throws.</param>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public static WrittenFile Write(string path, string mark, Action<Stream> write, Action<Action> publish)
    {
        var unfinished = $"{path}{mark}{UnfinishedEnding}";
        try
        {
            using var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None);
            var written = Hashed(file, write);
            file.Flush(flushToDisk: true);
            file.Close();
            publish(() => File.Move(unfinished, path, overwrite: true));
            return written;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Writes content to a stream, which stays open, and computes its checksum.</summary>
    public static WrittenFile Hashed(Stream target, Action<Stream> write)
    {
        using var hash = SHA256.Create();
        using (var hashing = new CryptoStream(target, hash, CryptoStreamMode.Write, leaveOpen: true))
            write(hashing);
        return new WrittenFile(Convert.ToHexStringLower(hash.Hash!), target.Position);
    }
}
