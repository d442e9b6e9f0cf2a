namespace SweepRunner.Experiments.Checkpoints;

/// <summary>Writes files completely or not at all, whenever the process is killed.</summary>
public static class DurableFile
{
    /// <summary>Writes a temporary file, flushes it to the disk and renames it.</summary>
    /// <param name="path">The file; an existing one is replaced, or unchanged after an exception.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = $"{path}.{Environment.MachineName}-{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
