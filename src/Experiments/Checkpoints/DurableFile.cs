using System.Security.Cryptography;

namespace SweepRunner.Experiments.Checkpoints;

/// <summary>Files that are there whole or not at all, whatever kills the process.</summary>
public static class DurableFile
{
    /// <summary>How the name of a file ends that is being written; one that stays was left by a process that was
    /// killed.</summary>
    public const string TemporaryEnding = ".tmp";

    /// <summary>Writes under a temporary name beside the file, flushes it to the disk, then gives it its
    /// name.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="publish">Does the renaming that it is handed, or throws; null to do it outright.</param>
    /// <returns>SHA-256 of the content, in lower-case hexadecimal, and its length in bytes.</returns>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written; the older file is
    /// untouched.</exception>
    public static (string Sha256, long Bytes) Write(string path, Action<Stream> write, Action<Action>? publish = null)
    {
        ArgumentNullException.ThrowIfNull(write);
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
            Action rename = () => File.Move(temporary, path, overwrite: true);
            if (publish is null)
                rename();
            else
                publish(rename);
            return (Convert.ToHexStringLower(hash.Hash!), length);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>The content, if it is what was written.</summary>
    /// <returns>Null where the file is gone, cannot be read or has another checksum.</returns>
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
