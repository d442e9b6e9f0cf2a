using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Gpu;

/// <summary>How exact the arithmetic of a GPU is and whether it is the same each time. On a CPU neither choice means
/// anything, and nothing is set.</summary>
/// <param name="AllowsTf32">
/// True to let tensor cores round the factors of float32 products and convolutions to TF32, with 10 bits of mantissa in
/// the place of 23: faster by much from the Ampere generation on, to about three digits.
/// </param>
/// <param name="IsDeterministic">
/// True to take algorithms that give the same bits each time wherever libtorch has one. Where it has none it warns on
/// standard error and goes on: a trial is not failed for it.
/// </param>
public sealed record GpuNumerics(bool AllowsTf32, bool IsDeterministic)
{
    /// <summary>Every trial's unless its sweep says otherwise: float32 as it is, the same bits each time where that can
    /// be had.</summary>
    public static GpuNumerics Default { get; } = new(AllowsTf32: false, IsDeterministic: true);

    /// <summary>Sets libtorch to this for a trial on a device.</summary>
    /// <param name="device">The trial's device.</param>
    /// <returns>Puts what was set before back when it is disposed.</returns>
    internal IDisposable ApplyTo(Device device)
    {
        if (device.type != DeviceType.CUDA)
            return new Restoration(() => { });

        var before = Switches;
        Switches = (AllowsTf32, AllowsTf32, IsDeterministic);
        return new Restoration(() => Switches = before);
    }

    // libtorch's own, which are the process's.
    private static (bool Products, bool Convolutions, bool IsDeterministic) Switches
    {
        get => (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32, DeterministicAlgorithms.AreOn);
        set => (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32, DeterministicAlgorithms.AreOn) = value;
    }

    private sealed class Restoration(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}

/// <summary>
/// libtorch's switch for algorithms that give the same bits each time
/// (https://pytorch.org/docs/stable/generated/torch.use_deterministic_algorithms.html). TorchSharp 0.107 has its name
/// but nothing behind it, so libtorch's own functions are called, by the names that C++ gives them. libtorch has to be
/// loaded.
/// </summary>
internal static partial class DeterministicAlgorithms
{
    private const string Libtorch = "libtorch_cpu.so";

    /// <summary>Whether they are asked for. Where libtorch has none for an operator it warns, and does not
    /// fail.</summary>
    public static bool AreOn
    {
        get => Read(Context());
        set => Write(Context(), value, warnOnly: true);
    }

    [LibraryImport(Libtorch, EntryPoint = "_ZN2at13globalContextEv")]
    private static partial nint Context();

    [LibraryImport(Libtorch, EntryPoint = "_ZNK2at7Context23deterministicAlgorithmsEv")]
    [return: MarshalAs(UnmanagedType.U1)]
    private static partial bool Read(nint context);

    [LibraryImport(Libtorch, EntryPoint = "_ZN2at7Context26setDeterministicAlgorithmsEbb")]
    private static partial void Write(
        nint context, [MarshalAs(UnmanagedType.U1)] bool mode, [MarshalAs(UnmanagedType.U1)] bool warnOnly);
}
