using System.Security.Cryptography;

namespace SweepRunner.Experiments.Checkpoints;

/// <summary>Writes files completely or not at all, whenever the process is killed.</summary>
public static class DurableFile
{
    /// <summary>The extension of a file that is being written, or that a killed process left.</summary>
    public const string TemporaryEnding = ".tmp";

    /// <summary>Writes a temporary file, flushes it to the disk and renames it. Gives the SHA-256 of the content, in
    /// lower-case hexadecimal, and its length.</summary>
    /// <param name="path">The file; an existing one is replaced, or unchanged after an exception.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="publish">Runs the renaming that it receives, or throws; null to rename directly.</param>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public static (string Sha256, long Bytes) Write(string path, Action<Stream> write, Action<Action>? publish = null)
    {
        var temporary = $"{path}.{Environment.ProcessId}{TemporaryEnding}";
        try
        {
            using var hash = SHA256.Create();
            using var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
            using (var hashing = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
                write(hashing);
            file.Flush(flushToDisk: true);
            var length = file.Length;
            file.Close();
            (publish ?? (rename => rename()))(() => File.Move(temporary, path, overwrite: true));
            return (Convert.ToHexStringLower(hash.Hash!), length);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads a file; null where it is missing, cannot be read or has another checksum.</summary>
    public static byte[]? Read(string path, string sha256)
    {
        try
        {
            var content = File.ReadAllBytes(path);
            return Convert.ToHexStringLower(SHA256.HashData(content)) == sha256 ? content : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
