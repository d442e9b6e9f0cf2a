using System.Diagnostics;
using System.Globalization;

namespace SweepRunner.Tracking.Leases;

/// <summary>The right of a process to run a trial, until it ends or its holder is dead.</summary>
/// <param name="Owner">The holder.</param>
/// <param name="ExpiresMs">When it ends, in milliseconds since 1970, UTC.</param>
internal readonly record struct Lease(LeaseOwner Owner, long ExpiresMs)
{
    /// <summary>How long a lease holds after a claim or its renewal.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    /// <summary>When a lease ends that is given or renewed now, in milliseconds since 1970, UTC.</summary>
    public static long Expiry(TimeProvider time) =>
        (time.GetUtcNow() + Duration).ToUnixTimeMilliseconds();

    /// <summary>True while no other may take the trial.</summary>
    public bool Holds(TimeProvider time, IProcessTable processes) =>
        ExpiresMs > time.GetUtcNow().ToUnixTimeMilliseconds() && !LeaseOwners.IsDead(Owner, processes);

    /// <summary>How an attempt ended whose lease no longer holds.</summary>
    public AttemptEnding EndingOfTheAbandoned(IProcessTable processes) =>
        LeaseOwners.IsDead(Owner, processes) ? AttemptEnding.Died : AttemptEnding.Lost;
}

/// <summary>Tells who holds a lease, and whether they still live.</summary>
public static class LeaseOwners
{
    /// <summary>This process as the owner of leases.</summary>
    public static LeaseOwner Current() => new ProcessTable().Current;

    /// <summary>Another process of this host as the owner of leases; null where none of that id runs.</summary>
    public static LeaseOwner? Of(int processId)
    {
        var processes = new ProcessTable();
        return processes.StartOf(processId) is { } start
            ? processes.Current with
            {
                ProcessId = processId,
                ProcessStart = start,
            }
            : null;
    }

    /// <summary>True when the owner is known to be dead: gone from this host, or from an earlier boot of it. Of another
    /// host nothing is known.</summary>
    internal static bool IsDead(LeaseOwner owner, IProcessTable processes)
    {
        var here = processes.Current;
        if (owner.Host != here.Host)
            return false;
        return owner.BootId != here.BootId || processes.StartOf(owner.ProcessId) != owner.ProcessStart;
    }
}

/// <summary>The processes as the kernel lists them in <c>/proc</c>; elsewhere as the framework does.</summary>
internal sealed class ProcessTable : IProcessTable
{
    public LeaseOwner Current => new(Host(), BootId(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    public long? StartOf(int processId) =>
        OperatingSystem.IsLinux() ? StartInProc(processId) : StartByFramework(processId);

    // Process ids mean something within their namespace alone: two containers of one name are two hosts.
    private static string Host() =>
        OperatingSystem.IsLinux() && new FileInfo("/proc/self/ns/pid").LinkTarget is { } space
            ? $"{Environment.MachineName} {space}"
            : Environment.MachineName;

    private static string BootId()
    {
        const string File = "/proc/sys/kernel/random/boot_id";
        return System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Trim() : "";
    }

    private static long? StartInProc(int processId)
    {
        string line;
        try
        {
            line = File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat");
        }
        catch (IOException)
        {
            return null;
        }

        return StartInStat(line);
    }

    /// <summary>Reads a line of <c>/proc/PID/stat</c>; null for a process that is dead and only waits to be
    /// reaped.</summary>
    internal static long? StartInStat(string line)
    {
        // The second field is the command in brackets and may hold spaces and brackets: the fields are counted from its
        // end.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        const int State = 0, StartTime = 19;
        return fields[State] is "Z" or "X" ? null : long.Parse(fields[StartTime], CultureInfo.InvariantCulture);
    }

    private static long? StartByFramework(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().Ticks;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>The processes of this host, as far as a lease needs to know them.</summary>
internal interface IProcessTable
{
    /// <summary>This process as the owner of leases.</summary>
    LeaseOwner Current { get; }

    /// <summary>When a process began, in the kernel's clock ticks since boot; null where there is none of that id that
    /// still runs.</summary>
    long? StartOf(int processId);
}
