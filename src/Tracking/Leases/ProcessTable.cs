using System.Diagnostics;
using System.Globalization;

namespace SweepRunner.Tracking.Leases;

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
