using System.Diagnostics;
using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Progress;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Sweeps;

/// <summary>
/// The command <c>worker</c> as a process of its own. Its standard input is a lifeline: when it ends, because the
/// supervisor closed it or is dead, the worker stops in good order.
/// </summary>
internal sealed class WorkerProcess : IWorker
{
    /// <summary>The option of the command <c>worker</c> that binds it to a device.</summary>
    public const string DeviceOption = "--device";

    /// <summary>The option of the command <c>worker</c> that makes it report to the process that started it.</summary>
    public const string SupervisedOption = "--supervised";

    private const int LastWordsKept = 20;

    private readonly Process _process;
    private readonly Queue<string> _lastWords = new();
    private readonly CancellationTokenRegistration _abandonment;

    private WorkerProcess(Process process, CancellationToken abandoned)
    {
        _process = process;
        Owner = LeaseOwners.Of(process.Id);
        _abandonment = abandoned.Register(Kill);
    }

    /// <inheritdoc/>
    public LeaseOwner? Owner { get; }

    /// <summary>Starts a worker.</summary>
    /// <param name="sweep">The sweep whose trials it runs.</param>
    /// <param name="store">The store's URL.</param>
    /// <param name="device">The device that it is bound to.</param>
    /// <param name="abandoned">Cancelled when the supervisor is about to end at once: the worker is killed.</param>
    public static WorkerProcess Start(SweepRecord sweep, string store, Device device, CancellationToken abandoned)
    {
        var start = StartInfo(sweep, store, device, Environment.GetEnvironmentVariable(Devices.Visible));
        return new WorkerProcess(Process.Start(start)!, abandoned);
    }

    /// <inheritdoc/>
    public async Task<WorkerEnd> RunAsync(Action<ProgressMessage> onMessage)
    {
        var errors = ReadErrorsAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (ProgressMessage.OfLine(line) is { } message)
                onMessage(message);
        }

        await errors;
        await _process.WaitForExitAsync();
        return new WorkerEnd(_process.ExitCode, string.Join('\n', _lastWords));
    }

    /// <inheritdoc/>
    public void Stop() => _process.StandardInput.Close();

    /// <inheritdoc/>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _abandonment.Dispose();
        _process.Dispose();
    }

    /// <summary>How a worker is started.</summary>
    /// <param name="sweep">The sweep whose trials it runs.</param>
    /// <param name="store">The store's URL.</param>
    /// <param name="device">The device that it is bound to.</param>
    /// <param name="visible">The GPUs that are seen here, as <see cref="Devices.Visible"/> names them; null for
    /// all.</param>
    internal static ProcessStartInfo StartInfo(SweepRecord sweep, string store, Device device, string? visible)
    {
        var start = new ProcessStartInfo
        {
            FileName = Environment.ProcessPath!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Run as `dotnet sweep.dll`, the process is dotnet; published as a program, it is the command itself.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(WorkerProcess).Assembly.Location);
        foreach (var (variable, value) in TrialEnvironment.Variables(TrialResources.Of(sweep.Definition)))
            start.Environment[variable] = value;
        if (Devices.Alone(device, visible) is { } gpu)
        {
            start.Environment[Devices.Visible] = gpu;
            device = Device.FirstGpu;
        }

        foreach (var argument in Arguments(sweep.Definition.Name, store, device))
            start.ArgumentList.Add(argument);

        return start;
    }

    private static string[] Arguments(string sweep, string store, Device device) =>
        ["worker", sweep, "--store", store, DeviceOption, device.ToString(), SupervisedOption];

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

/// <summary>A worker process as its supervisor knows it.</summary>
internal interface IWorker : IDisposable
{
    /// <summary>The process as the holder of leases; null where it had ended before it could be looked at.</summary>
    LeaseOwner? Owner { get; }

    /// <summary>Waits for its end, and hands on what it tells meanwhile.</summary>
    /// <param name="onMessage">Hears every message, one at a time.</param>
    Task<WorkerEnd> RunAsync(Action<ProgressMessage> onMessage);

    /// <summary>Asks it to end in good order: to take a checkpoint and give its trial back.</summary>
    void Stop();

    /// <summary>Ends it at once.</summary>
    void Kill();
}

/// <summary>How a worker process ended.</summary>
/// <param name="ExitCode">Its exit code as .NET tells it: 128 and the signal's number where one ended it.</param>
/// <param name="LastWords">The end of what it wrote to its standard error outside of trials.</param>
internal sealed record WorkerEnd(int ExitCode, string LastWords);

/// <summary>Starts a worker on a device.</summary>
internal delegate IWorker WorkerLauncher(Device device);
