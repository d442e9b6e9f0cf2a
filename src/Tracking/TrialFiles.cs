namespace SweepRunner.Tracking;

/// <summary>The files of the trials of a sweep: checkpoints, models, logs. A name may contain folders, as in
/// <c>checkpoints/last.pt</c>; it is relative to the trial. A full disk, or a folder that cannot be used, is an
/// <see cref="IOException"/>.</summary>
public interface ITrialFiles
{
    /// <summary>True if the files are rows of the store; false if they are files in the trial's folder.</summary>
    bool AreInStore { get; }

    /// <summary>Writes a file of the claimed trial, whole or not at all, and replaces the one of its name. It gets its
    /// name only while the claim holds: a process that lost its claim leaves nothing behind that others read.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="name">The name, without folders.</param>
    /// <param name="write">Writes the content; may be called again after an exception of this method.</param>
    /// <exception cref="LeaseLostException">Another process has the trial.</exception>
    /// <exception cref="FileTooLargeException">The store does not keep files of this size.</exception>
    WrittenFile Write(Claim claim, string name, Action<Stream> write);

    /// <summary>Writes a file that no claim protects: one that only this process writes, such as a log.</summary>
    WrittenFile Write(TrialId trial, string name, Action<Stream> write);

    /// <summary>Opens a file to read it once from its beginning, with its length; null if it is not there.</summary>
    Stream? Open(TrialId trial, string name);

    /// <summary>Lists the files that are whole, by name.</summary>
    IReadOnlyList<FileRecord> List(TrialId trial);

    /// <summary>Deletes files; those that are not there do no harm.</summary>
    void Delete(TrialId trial, IEnumerable<string> names);

    /// <summary>Deletes what killed processes left unfinished. For the holder of a claim that has written nothing
    /// yet.</summary>
    void ClearLeftovers(Claim claim);
}

/// <summary>What was written: the SHA-256 of the content, in lower-case hexadecimal, and its length.</summary>
public readonly record struct WrittenFile(string Sha256, long Bytes);

/// <summary>A file of a trial.</summary>
/// <param name="Name">The name, relative to the trial; folders end in a slash.</param>
/// <param name="Bytes">The length.</param>
public sealed record FileRecord(string Name, long Bytes)
{
    /// <summary>The most bytes of a file in a store's table: 256 MiB.</summary>
    public const long MostBytesInStore = 256L << 20;

    /// <summary>The bytes of a row of such a file, but for the last: 1 MiB.</summary>
    internal const int ChunkBytes = 1 << 20;

    internal static void ThrowIfUnfit(string name)
    {
        if (name.Split('/').Any(part => part is "" or "." or ".."))
            throw new ArgumentException($"'{name}' is not the name of a file of a trial.", nameof(name));
    }
}

/// <summary>A file is larger than what a store keeps.</summary>
public sealed class FileTooLargeException : Exception
{
    private FileTooLargeException(string message)
        : base(message) { }

    internal static FileTooLargeException For(TrialId trial, string name) => new(
        $"The file '{name}' of trial {trial} is larger than {FileRecord.MostBytesInStore >> 20} MiB, the most that a "
            + "store keeps. Run the sweep under another name with \"artifacts\": \"folder\".");
}
