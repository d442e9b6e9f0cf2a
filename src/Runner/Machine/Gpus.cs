using System.Globalization;
using TorchSharp;

namespace SweepRunner.Runner.Machine;

/// <summary>The GPUs that a process of this machine sees. libtorch tells them for networks. It takes half a second to
/// load, so for programs, which may use another library, the kernel does.</summary>
internal abstract class Gpus
{
    private static readonly Gpus Libtorch = new LibtorchGpus();

    /// <summary>The number of GPUs that can be used.</summary>
    public abstract int Count { get; }

    /// <summary>The GPUs as the trials of a sweep see them.</summary>
    public static Gpus Of(TrialConfig trial) => trial is ProgramTrial
        ? new KernelGpus(
            Directory.EnumerateFiles("/dev").Select(file => Path.GetFileName(file)!),
            Environment.GetEnvironmentVariable(Devices.Visible))
        : Libtorch;

    /// <summary>The reason why a GPU cannot be used; null if it can.</summary>
    public abstract string? Missing(Device device);

    protected static string Unknown(Device device, int count, string finder) =>
        $"There is no {device}: the GPUs that {finder} finds are numbered 0 to {count - 1}.";

    protected const string None = "There is no GPU here: the kernel knows of no NVIDIA device.";

    private sealed class LibtorchGpus : Gpus
    {
        public override int Count =>
            TrialResources.MayHaveGpu && torch.cuda.is_available() ? torch.cuda.device_count() : 0;

        public override string? Missing(Device device)
        {
            if (!TrialResources.MayHaveGpu)
                return None;
            try
            {
                torch.InitializeDevice(torch.device(device.ToString()));

                // TorchSharp asks for a GPU, not for the one that is named.
                return torch.cuda.device_count() is var count && device.Index >= count
                    ? Unknown(device, count, "libtorch")
                    : null;
            }
            catch (InvalidOperationException exception)
            {
                return exception.Message;
            }
        }
    }
}

/// <summary>The GPUs that the kernel knows: <c>nvidia0</c>, <c>nvidia1</c> and so on among the files in <c>/dev</c>, or
/// <c>dxg</c> on Windows Subsystem for Linux, where there is one. <paramref name="visible"/> is the value of
/// <see cref="Devices.Visible"/>, which lists those that CUDA uses; null for all.</summary>
internal sealed class KernelGpus(IEnumerable<string> files, string? visible) : Gpus
{
    private const string Prefix = "nvidia", OfWindows = "dxg";

    public override int Count { get; } = Known(files) is > 0 and var known ? Visible(visible) ?? known : 0;

    public override string? Missing(Device device) =>
        Count == 0 ? visible is null ? None : $"There is no GPU here: {Devices.Visible} is '{visible}'."
        : device.Index >= Count ? Unknown(device, Count, "the kernel")
        : null;

    private static int Known(IEnumerable<string> files) => files.Count(file => file == OfWindows
        || (file.StartsWith(Prefix) && int.TryParse(file[Prefix.Length..], NumberStyles.None, null, out _)));

    // CUDA ignores the first entry that is no device, such as -1, and all that follow.
    private static int? Visible(string? visible) => visible?
        .Split(',', StringSplitOptions.TrimEntries)
        .TakeWhile(entry => entry.Length > 0 && entry[0] != '-')
        .Count();
}
