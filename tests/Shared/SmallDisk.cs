namespace SweepRunner.Tests.Shared;

/// <summary>A disk of a few megabytes, in memory, for one test. Needs the right to mount, which root has.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SmallDisk(int kilobytes)
    {
        Shell.Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Path);
    }

    public string Path => _folder.Path;

    private string Ballast => File("ballast");

    public string File(string name) => _folder.File(name);

    /// <summary>Takes what room is left.</summary>
    public void Fill()
    {
        var block = new byte[4096];
        using var file = System.IO.File.OpenHandle(Ballast, FileMode.Create, FileAccess.Write);
        try
        {
            for (var offset = 0L; ; offset += block.Length)
                RandomAccess.Write(file, block, offset);
        }
        catch (IOException)
        {
            // There is no more, whoever else writes meanwhile.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => System.IO.File.Delete(Ballast);

    /// <summary>Gives a part of the room back.</summary>
    public void FreeSome(int bytes)
    {
        using var file = System.IO.File.OpenWrite(Ballast);
        file.SetLength(file.Length - bytes);
    }

    public void SetReadOnly(bool isReadOnly) =>
        Shell.Run("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", Path);

    /// <summary>Keeps a file from being removed.</summary>
    public void Pin(string name) => Shell.Run("mount", "--bind", File(name), File(name));

    /// <summary>Lets it be removed again.</summary>
    public void Unpin(string name) => Shell.Run("umount", File(name));

    /// <summary>Takes a file's content away behind the back of whoever has it open or locked.</summary>
    public void Empty(string name) => Shell.Run("truncate", "--size=0", File(name));

    public void Dispose()
    {
        Shell.Run("umount", "-l", Path);
        _folder.Dispose();
    }
}
