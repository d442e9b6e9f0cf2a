using TorchSharp;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Gpu;

/// <summary>How exact the arithmetic of a GPU is and whether it is the same each time. On a CPU neither choice means anything, and nothing is set.</summary>
/// <param name="AllowsTf32">
/// True to let tensor cores round the factors of float32 products and convolutions to TF32, with 10 bits of mantissa in the place of 23:
/// faster by much from the Ampere generation on, to about three digits.
/// </param>
/// <param name="IsDeterministic">
/// True to take algorithms that give the same bits each time wherever libtorch has one. Where it has none, as for the gradient of a max pooling,
/// it warns on standard error and goes on: a trial is not failed for it.
/// </param>
public sealed record GpuNumerics(bool AllowsTf32, bool IsDeterministic)
{
    /// <summary>Every trial's unless its sweep says otherwise: float32 as it is, the same bits each time where that can be had.</summary>
    public static GpuNumerics Default { get; } = new(AllowsTf32: false, IsDeterministic: true);

    /// <summary>Sets libtorch to this for a trial on a device.</summary>
    /// <param name="device">The trial's device.</param>
    /// <returns>Puts what was set before back when it is disposed.</returns>
    internal IDisposable ApplyTo(Device device)
    {
        if (device.type != DeviceType.CUDA)
            return new Restoration(() => { });

        var (products, convolutions) = (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32);
        (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (AllowsTf32, AllowsTf32);
        var determinism = use_deterministic_algorithms(IsDeterministic, warn_only: true);
        return new Restoration(() =>
        {
            determinism.Dispose();
            (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (products, convolutions);
        });
    }

    private sealed class Restoration(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}
