namespace SweepRunner.Tracking.Leases;

/// <summary>The right of a process to run a trial. It ends when it expires, in milliseconds since 1970, UTC, or its
/// owner is dead.</summary>
internal readonly record struct Lease(LeaseOwner Owner, long ExpiresMs)
{
    /// <summary>The time from a claim or a renewal until the lease expires.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    /// <summary>When a lease that begins or is renewed now expires.</summary>
    public static long Expiry(DateTimeOffset now) => (now + Duration).ToUnixTimeMilliseconds();

    /// <summary>True while no other process may take the trial.</summary>
    public bool Holds(DateTimeOffset now, IProcessTable processes) =>
        ExpiresMs > now.ToUnixTimeMilliseconds() && !LeaseOwners.IsDead(Owner, processes);

    /// <summary>The ending of an attempt whose lease no longer holds.</summary>
    public AttemptEnding EndingOfTheAbandoned(IProcessTable processes) =>
        LeaseOwners.IsDead(Owner, processes) ? AttemptEnding.Died : AttemptEnding.Lost;
}

/// <summary>Identifies the owners of leases and detects their deaths.</summary>
public static class LeaseOwners
{
    /// <summary>This process as the owner of leases.</summary>
    public static LeaseOwner Current() => new ProcessTable().Current;

    /// <summary>Another process of this host as the owner of leases; null if no such process runs.</summary>
    public static LeaseOwner? Find(int processId)
    {
        var processes = new ProcessTable();
        return processes.StartOf(processId) is { } start
            ? processes.Current with { ProcessId = processId, ProcessStart = start }
            : null;
    }

    /// <summary>True if the owner is known to be dead: gone from this host, or from an earlier boot of it. False for an
    /// owner on another host.</summary>
    internal static bool IsDead(LeaseOwner owner, IProcessTable processes)
    {
        var here = processes.Current;
        if (owner.Host != here.Host)
            return false;
        return owner.BootId != here.BootId || processes.StartOf(owner.ProcessId) != owner.ProcessStart;
    }
}

/// <summary>The processes in <c>/proc</c>.</summary>
internal sealed class ProcessTable : IProcessTable
{
    public LeaseOwner Current => new(Host(), BootId(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    public long? StartOf(int processId)
    {
        try
        {
            return StartInStat(File.ReadAllText($"/proc/{processId}/stat"));
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Process ids are unique only in their namespace, so two containers of one name are two hosts.
    private static string Host() => new FileInfo("/proc/self/ns/pid").LinkTarget is { } space
        ? $"{Environment.MachineName} {space}"
        : Environment.MachineName;

    private static string BootId()
    {
        const string File = "/proc/sys/kernel/random/boot_id";
        return System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Trim() : "";
    }

    /// <summary>Parses a line of <c>/proc/PID/stat</c>; null for a dead process that has not been reaped.</summary>
    internal static long? StartInStat(string line)
    {
        var fields = ProcessStat.Fields(line);
        return ProcessStat.IsAlive(fields) ? long.Parse(fields[ProcessStat.StartTime]) : null;
    }
}

/// <summary>Reads <c>/proc/PID/stat</c>; see proc_pid_stat(5).</summary>
public static class ProcessStat
{
    /// <summary>Indexes of fields.</summary>
    public const int Parent = 1, Session = 3, StartTime = 19;

    private const int State = 0;

    /// <summary>The fields of a line after the command.</summary>
    public static string[] Fields(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        // The second field is the command in brackets, which may contain spaces and brackets.
        return line[(line.LastIndexOf(')') + 2)..].Split(' ');
    }

    /// <summary>False for a dead process that has not been reaped.</summary>
    public static bool IsAlive(string[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields[State] is not ("Z" or "X");
    }
}

/// <summary>The processes of this host, for leases.</summary>
internal interface IProcessTable
{
    LeaseOwner Current { get; }

    /// <summary>The start of a process in clock ticks since boot; null if no such process runs.</summary>
    long? StartOf(int processId);
}
