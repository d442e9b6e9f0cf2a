using System.Security.Cryptography;
using System.Text;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Trials;

/// <summary>The logs of attempts at a sweep whose files are in the store. While an attempt runs, its log is in the
/// temporary folder of the machine; it goes into the store when the attempt ends, and that of a process that was killed
/// when another process of the machine looks.</summary>
internal sealed class ScratchLogs
{
    private readonly ITrialFiles _files;
    private readonly LeaseOwner _owner = LeaseOwners.Current();
    private readonly string _sweep, _root, _own;

    public ScratchLogs(ITrackingStore store, string sweep)
    {
        (_files, _sweep) = (store.FilesOf(sweep), sweep);
        // Process ids are unique on a host, and a machine may work for several stores and users.
        var key = SHA256.HashData(Encoding.UTF8.GetBytes($"{store.Url}\n{_owner.Host}\n{Environment.UserName}"));
        _root = Path.Join(Path.GetTempPath(), $"sweep-logs-{Convert.ToHexStringLower(key.AsSpan(0, 8))}");
        _own = Path.Join(_root, $"{_owner.ProcessId}-{_owner.ProcessStart}");
    }

    /// <summary>The file for the log of a claim, whose folder is there.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public string Begin(Claim claim)
    {
        var folder = Path.Join(_own, _sweep, $"{claim.Trial.Number}");
        Directory.CreateDirectory(folder);
        return Path.Join(folder, ArtifactNames.LogOf(claim.Attempt));
    }

    /// <summary>Puts the logs of this process into the store.</summary>
    public void Keep() => Keep(_own);

    /// <summary>Puts the logs of processes that were killed into the store.</summary>
    public void Collect()
    {
        foreach (var folder in Directory.Exists(_root) ? Directory.GetDirectories(_root) : [])
        {
            if (Path.GetFileName(folder).Split('-') is [var id, var start] && int.TryParse(id, out var process)
                && LeaseOwners.Find(process)?.ProcessStart.ToString() != start)
                Keep(folder);
        }
    }

    private void Keep(string folder)
    {
        var ofSweep = Path.Join(folder, _sweep);
        // A trial does not fail for its log, and another process may collect the same ones.
        try
        {
            if (!Directory.Exists(ofSweep))
                return;
            foreach (var file in Directory.GetFiles(ofSweep, "*", SearchOption.AllDirectories))
            {
                var trial = int.Parse(Path.GetFileName(Path.GetDirectoryName(file)!));
                using (var log = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
                    _files.Write(new TrialId(_sweep, trial), Path.GetFileName(file), stream => log.CopyTo(stream));
                File.Delete(file);
            }

            Directory.Delete(ofSweep, recursive: true);
            foreach (var left in new[] { folder, _root })
            {
                if (!Directory.EnumerateFileSystemEntries(left).Any())
                    Directory.Delete(left);
            }
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or TrackingException or FileTooLargeException)
        {
            // It stays for the next process that looks.
        }
    }
}
