using System.Globalization;
using SweepRunner.Runner.Commands;
using SweepRunner.Runner.Configuration;
using TorchSharp;

namespace SweepRunner.Runner.Running;

/// <summary>Turns the device of a config into one that is there.</summary>
internal static class Devices
{
    /// <summary>The variable that names the GPUs a process sees, in the order in which it counts them.</summary>
    public const string Visible = "CUDA_VISIBLE_DEVICES";

    /// <summary>The first GPU that a process sees.</summary>
    public const string FirstGpu = "cuda:0";

    /// <summary>
    /// <c>cpu</c> or <c>cuda</c>: what a trial's numbers depend on. <c>auto</c> is <c>cuda</c> where there is a GPU
    /// that libtorch can use. libtorch, which takes half a second to load, is asked only where the kernel knows of an
    /// NVIDIA device.
    /// </summary>
    public static string ResolveKind(string device) => device switch
    {
        "auto" => TrialResources.MayHaveGpu && torch.cuda.is_available() ? "cuda" : "cpu",
        "cpu" => "cpu",
        _ => "cuda",
    };

    /// <summary>Threads of one trial where the config names none: a CPU runs one trial a core, a GPU takes its share of
    /// the cores.</summary>
    public static int ResolveThreads(string kind) =>
        kind == "cpu" ? 1 : Math.Max(1, Environment.ProcessorCount / Math.Max(1, torch.cuda.device_count()));

    /// <summary>The device that libtorch is given.</summary>
    /// <param name="kind"><c>cpu</c> or <c>cuda</c>, as the sweep was created for.</param>
    /// <param name="device">The device of the config: it may name one GPU of several.</param>
    public static string Bind(string kind, string device) =>
        kind == "cpu" ? kind
        : device == "auto" ? FirstGpu
        : device;

    /// <summary>Every device that a sweep's trials may be shared out to.</summary>
    /// <param name="kind"><c>cpu</c> or <c>cuda</c>, as the sweep was created for.</param>
    /// <param name="device">The device of the config: it may name one GPU of several.</param>
    public static IReadOnlyList<string> All(string kind, string device) => kind == "cuda" && device == "auto"
        ? [.. Enumerable.Range(0, Math.Max(1, torch.cuda.device_count())).Select(number => $"cuda:{number}")]
        : [Bind(kind, device)];

    /// <summary>
    /// What <see cref="Visible"/> has to hold for a process to see one GPU alone, as its first: it then takes no memory
    /// of another, and cannot compute on another by mistake. Null for the CPU.
    /// </summary>
    /// <param name="device"><c>cpu</c> or <c>cuda:N</c>.</param>
    /// <param name="visible">What the variable holds here, as many entries as there are GPUs to be seen; null where all
    /// are.</param>
    public static string? Alone(string device, string? visible)
    {
        if (device == "cpu")
            return null;
        var number = device["cuda:".Length..];
        return visible?.Split(',', StringSplitOptions.TrimEntries)[int.Parse(number, CultureInfo.InvariantCulture)]
            ?? number;
    }

    /// <summary>Refuses a device that is not there, before every trial fails on it.</summary>
    /// <exception cref="CommandException">It is not there.</exception>
    public static void Require(string device)
    {
        if (Missing(device) is { } reason)
            throw new CommandException($"The sweep runs on {device}. {reason}");
    }

    /// <summary>Why a device cannot be used; null where it can. libtorch is loaded only where the kernel knows of an
    /// NVIDIA device.</summary>
    /// <param name="device"><c>cpu</c> or <c>cuda:N</c>.</param>
    public static string? Missing(string device)
    {
        if (device == "cpu")
            return null;
        if (!TrialResources.MayHaveGpu)
            return "There is no GPU here: the kernel knows of no NVIDIA device.";

        try
        {
            torch.InitializeDevice(torch.device(device));

            // TorchSharp asks for a GPU, not for the one that is named.
            return torch.device(device).index is var index && torch.cuda.device_count() is var count && index >= count
                ? $"There is no {device}: the GPUs that libtorch finds are numbered 0 to {count - 1}."
                : null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }
}
