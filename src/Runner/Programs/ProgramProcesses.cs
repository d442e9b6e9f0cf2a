using System.Diagnostics.CodeAnalysis;
using System.Text;
using SweepRunner.Runner.Machine;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Programs;

/// <summary>The environment variables that only the processes of one trial have; of one attempt at it, if
/// <paramref name="Attempt"/> is not null.</summary>
/// <param name="Trial">The value of <c>SWEEP_TRIAL</c>.</param>
/// <param name="Parameters">The value of <c>SWEEP_PARAMETERS</c>, which differs between stores.</param>
/// <param name="Attempt">The value of <c>SWEEP_ATTEMPT</c>.</param>
internal sealed record ProgramMark(string Trial, string Parameters, int? Attempt)
{
    /// <summary>True if an environment, as <c>/proc/PID/environ</c> has it, contains the variables.</summary>
    public bool IsIn(ReadOnlySpan<byte> environment) =>
        Has(environment, ProgramVariables.Trial, Trial)
        && Has(environment, ProgramVariables.Parameters, Parameters)
        && (Attempt is null || Has(environment, ProgramVariables.Attempt, $"{Attempt}"));

    private static bool Has(ReadOnlySpan<byte> environment, string name, string value)
    {
        var entry = Encoding.UTF8.GetBytes($"{name}={value}\0");
        for (var rest = environment; rest.IndexOf(entry) is >= 0 and var index; rest = rest[(index + 1)..])
            if (index + environment.Length - rest.Length is var at && (at == 0 || environment[at - 1] == 0))
                return true;
        return false;
    }
}

/// <summary>Finds and ends the processes of a trial, as Jenkins' ProcessTreeKiller does: those with its mark in their
/// environment, those of its session, and all their descendants. A process that leaves all three cannot be
/// found.</summary>
/// <param name="mark">The mark of the processes.</param>
/// <param name="session">The session that the program leads, which is its process id; null if it is not known.</param>
internal sealed class ProgramProcesses(ProgramMark mark, int? session)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // A program that saves its state may need its children, such as the workers of PyTorch's DataLoader. One that does
    // not end, such as a shell that waits for its child, may not have told them.
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(2);

    // A process that waits for a device dies when the device answers.
    private static readonly TimeSpan LongestDeath = TimeSpan.FromSeconds(1);

    /// <summary>Asks the program to end; asks its other processes when it has ended, or after two seconds; and kills
    /// those that are left after <paramref name="grace"/>. Children that start meanwhile are found too.</summary>
    public void Stop(TimeSpan grace, TimeProvider time)
    {
        var begin = time.GetTimestamp();
        var asked = new HashSet<int>();
        using var never = new ManualResetEventSlim();
        while (Living() is { Count: > 0 } living)
        {
            var elapsed = time.GetElapsedTime(begin);
            if (elapsed > grace + LongestDeath)
                return;
            var isAlone = session is { } program && living.Contains(program) && elapsed < Alone;
            foreach (var process in living)
                if (elapsed >= grace)
                    _ = LibC.Signal(process, LibC.KillAtOnce);
                else if ((!isAlone || process == session) && asked.Add(process))
                    _ = LibC.Signal(process, LibC.Terminate);
            never.Wait(Pause);
        }
    }

    /// <summary>The processes of the trial that live.</summary>
    public IReadOnlyList<int> Living()
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Read(id) : null)
            .OfType<ProcessStatus>()
            .ToList();
        var found = all
            .Where(process => process.Session == session || process.Id == session || IsMarked(process.Id))
            .Select(process => process.Id)
            .Where(id => id != Environment.ProcessId)
            .ToHashSet();
        var children = all.ToLookup(process => process.Parent, process => process.Id);
        var parents = new Queue<int>(found);
        while (parents.TryDequeue(out var parent))
            foreach (var child in children[parent].Where(found.Add))
                parents.Enqueue(child);
        return [.. all.Where(process => process.IsAlive && found.Contains(process.Id)).Select(process => process.Id)];
    }

    private bool IsMarked(int process) => TryRead($"/proc/{process}/environ", out var environment)
        && mark.IsIn(environment);

    private static ProcessStatus? Read(int process) =>
        TryRead($"/proc/{process}/stat", out var status) ? ProcessStatus.Parse(process, Encoding.UTF8.GetString(status))
        : null;

    // A process may end at any moment, and those of other users cannot be read.
    private static bool TryRead(string file, [NotNullWhen(true)] out byte[]? content)
    {
        try
        {
            content = File.ReadAllBytes(file);
            return content.Length > 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            content = null;
            return false;
        }
    }
}

/// <summary>A process in <c>/proc</c>.</summary>
internal sealed record ProcessStatus(int Id, int Parent, int Session, bool IsAlive)
{
    /// <summary>Parses a line of <c>/proc/PID/stat</c>; see proc_pid_stat(5).</summary>
    public static ProcessStatus Parse(int id, string line)
    {
        var fields = ProcessStat.Fields(line);
        return new ProcessStatus(
            id, int.Parse(fields[ProcessStat.Parent]), int.Parse(fields[ProcessStat.Session]),
            ProcessStat.IsAlive(fields));
    }
}
