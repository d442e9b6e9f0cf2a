using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Machine;

/// <summary>The processes that have taken on sweeps of a store, also while no trial of theirs runs: before the first
/// claim, between two trials, and while a sweep waits for another one. Each has a file among the artifacts that counts
/// while the process lives. It informs people; nothing else depends on it.</summary>
internal static class SweepProcesses
{
    private const string Beginning = "process-", Ending = ".json";

    /// <summary>Makes known that this process runs these sweeps one after the other, until the result is
    /// disposed.</summary>
    public static IDisposable Announce(IArtifactStore store, IEnumerable<string> sweeps) =>
        Write(store, new SweepProcess(LeaseOwners.Current(), [.. sweeps], IsService: false));

    /// <summary>Makes known that this process runs sweep files as a service.</summary>
    public static IDisposable AnnounceService(IArtifactStore store) =>
        Write(store, new SweepProcess(LeaseOwners.Current(), [], IsService: true));

    /// <summary>The processes of this host that live.</summary>
    public static IReadOnlyList<SweepProcess> Living(IArtifactStore store) =>
        [.. Files(store).Select(Read).OfType<SweepProcess>().Where(process => process.Lives)];

    private static Announcement Write(IArtifactStore store, SweepProcess process)
    {
        var owner = process.Owner;
        var name = $"{Beginning}{owner.ProcessId}-{owner.ProcessStart}{(process.IsService ? "-service" : "")}{Ending}";
        var announcement = new Announcement(Path.Join(store.ArtifactsFolder, name));
        Try(() =>
        {
            foreach (var left in Files(store).Where(file => Read(file) is { IsOfThisHost: true, Lives: false }))
                File.Delete(left);
            File.WriteAllText(announcement.File, JsonSerializer.Serialize(process));
        });
        return announcement;
    }

    private static IEnumerable<string> Files(IArtifactStore store) => Directory.Exists(store.ArtifactsFolder)
        ? Directory.EnumerateFiles(store.ArtifactsFolder, $"{Beginning}*{Ending}")
        : [];

    // Null for a file that is being written or removed.
    private static SweepProcess? Read(string file)
    {
        SweepProcess? process = null;
        Try(() => process = JsonSerializer.Deserialize<SweepProcess>(File.ReadAllText(file)));
        return process;
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // A full disk or a store without write permission does not stop a run.
        }
    }

    private sealed record Announcement(string File) : IDisposable
    {
        public void Dispose() => Try(() => System.IO.File.Delete(File));
    }
}

/// <summary>A process and the sweeps that it runs; a service takes sweeps as they come.</summary>
internal sealed record SweepProcess(LeaseOwner Owner, IReadOnlyList<string> Sweeps, bool IsService)
{
    /// <summary>Nothing is known of the processes of other hosts.</summary>
    public bool IsOfThisHost => Owner.Host == LeaseOwners.Current().Host;

    public bool Lives => LeaseOwners.Find(Owner.ProcessId) == Owner;
}
