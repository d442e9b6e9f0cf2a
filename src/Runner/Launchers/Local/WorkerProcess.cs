using System.Diagnostics;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Progress;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Launchers.Local;

/// <summary>Runs the command <c>worker</c> as a process of its own. The worker stops cleanly when its standard
/// input ends, because the supervisor closed it or is dead.</summary>
internal sealed class WorkerProcess : IWorker
{
    public const string DeviceOption = "--device", SupervisedOption = "--supervised", UntilOption = "--until",
        LauncherOption = "--launcher";

    private const int LastWordsKept = 20;

    private readonly Process _process;
    private readonly Queue<string> _lastWords = new();
    private readonly CancellationTokenRegistration _abandonment;

    private WorkerProcess(Process process, CancellationToken abandoned)
    {
        _process = process;
        Owner = LeaseOwners.Find(process.Id);
        _abandonment = abandoned.Register(Kill);
    }

    public LeaseOwner? Owner { get; }

    /// <summary>Starts a worker, which is killed when <paramref name="abandoned"/> tells that this process is about to
    /// end. <paramref name="until"/> is when its time on this machine ends; null for no limit.</summary>
    public static WorkerProcess Start(
        SweepRecord sweep, string store, Device device, CancellationToken abandoned, DateTimeOffset? until = null)
    {
        var start = StartInfo(sweep, store, device, Environment.GetEnvironmentVariable(Devices.Visible), until);
        return new WorkerProcess(Process.Start(start)!, abandoned);
    }

    public async Task<WorkerExit> RunAsync(Action<ProgressMessage> onMessage)
    {
        var errors = ReadErrorsAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (ProgressMessage.TryParse(line) is { } message)
                onMessage(message);
        }

        await errors;
        await _process.WaitForExitAsync();
        return new WorkerExit(_process.ExitCode, string.Join('\n', _lastWords));
    }

    public void Stop() => _process.StandardInput.Close();

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // The process has ended.
        }
    }

    public void Dispose()
    {
        _abandonment.Dispose();
        _process.Dispose();
    }

    /// <summary>The command line and environment of a worker, given the GPUs that this process sees
    /// (<see cref="Devices.Visible"/>; null for all).</summary>
    internal static ProcessStartInfo StartInfo(
        SweepRecord sweep, string store, Device device, string? visible, DateTimeOffset? until = null)
    {
        var command = Command();
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (!sweep.IsOfPrograms())
            foreach (var (variable, value) in TrialEnvironment.Variables(TrialResources.Of(sweep.Definition)))
                start.Environment[variable] = value;
        if (Devices.Alone(device, visible) is { } gpu)
        {
            start.Environment[Devices.Visible] = gpu;
            device = Device.FirstGpu;
        }

        string[] arguments =
            ["worker", sweep.Name, "--store", store, DeviceOption, $"{device}", SupervisedOption];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        if (until is { } ends)
        {
            start.ArgumentList.Add(UntilOption);
            start.ArgumentList.Add($"{ends.UtcDateTime:O}");
        }

        return start;
    }

    /// <summary>The words that start this program again.</summary>
    public static IReadOnlyList<string> Command()
    {
        var program = Environment.ProcessPath!;
        // With `dotnet sweep.dll` the process is dotnet; the published program is the command itself.
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, typeof(WorkerProcess).Assembly.Location]
            : [program];
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _lastWords.Enqueue(line);
            if (_lastWords.Count > LastWordsKept)
                _lastWords.Dequeue();
        }
    }
}

internal interface IWorker : IDisposable
{
    /// <summary>Null if the process ended before it could be read.</summary>
    LeaseOwner? Owner { get; }

    /// <summary>Passes on its messages, one at a time, until it ends.</summary>
    Task<WorkerExit> RunAsync(Action<ProgressMessage> onMessage);

    /// <summary>Asks it to save a checkpoint, return its trial and end.</summary>
    void Stop();

    void Kill();
}

/// <summary>The exit code, which is 128 plus the signal's number if a signal ended the worker, and the last lines that
/// it wrote to standard error outside trials.</summary>
internal sealed record WorkerExit(int Code, string LastWords);
