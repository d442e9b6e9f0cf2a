using SweepRunner.Experiments.Devices;

namespace SweepRunner.Runner.Sweeps;

/// <summary>How many workers there are, and the device of each.</summary>
internal static class WorkerSlots
{
    /// <summary>The devices of the workers, one entry a worker; devices take turns, so that fewer workers than devices
    /// spread out.</summary>
    /// <param name="devices">The devices that the sweep may use, at least one.</param>
    /// <param name="threads">Threads of one trial.</param>
    /// <param name="cores">Cores of the machine.</param>
    /// <param name="trials">Trials that are left to run: more workers than that would have nothing to do.</param>
    /// <param name="options">What the user asked for.</param>
    public static IReadOnlyList<Device> Create(
        IReadOnlyList<Device> devices, int threads, int cores, int trials, RunOptions options)
    {
        var perDevice = options.WorkersPerDevice ?? (devices[0] == Device.Cpu ? Math.Max(1, cores / threads) : 1);
        var wanted = options.Workers ?? (devices.Count * perDevice);
        return
        [
            .. Enumerable
                .Range(0, Math.Clamp(wanted, 1, Math.Max(1, trials)))
                .Select(worker => devices[worker % devices.Count]),
        ];
    }
}
