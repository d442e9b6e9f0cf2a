namespace SweepRunner.Experiments.Devices;

/// <summary>The precision and the repeatability of a GPU's arithmetic. Neither has an effect on a CPU.</summary>
/// <param name="AllowsTf32">
/// True to let tensor cores round the factors of float32 products and convolutions to TF32, with 10 bits of mantissa
/// instead of 23: much faster from the Ampere generation on, exact to about three digits.
/// </param>
/// <param name="IsDeterministic">True to use algorithms that give the same bits each time wherever libtorch has one;
/// elsewhere it warns on standard error and the trial continues.</param>
public sealed record GpuNumerics(bool AllowsTf32, bool IsDeterministic)
{
    /// <summary>Full float32 and deterministic algorithms.</summary>
    public static GpuNumerics Default { get; } = new(AllowsTf32: false, IsDeterministic: true);

    /// <summary>Applies these settings to libtorch, for the whole process, until the result is disposed.</summary>
    internal IDisposable ApplyTo(Device device)
    {
        if (device.Kind == DeviceKind.Cpu)
            return new Restoration(() => { });

        var before = Switches;
        Switches = (AllowsTf32, AllowsTf32, IsDeterministic);
        return new Restoration(() => Switches = before);
    }

    /// <summary>libtorch's settings. TorchSharp 0.107 declares use_deterministic_algorithms without an implementation,
    /// so libtorch's own functions are called.</summary>
    internal static (bool Products, bool Convolutions, bool IsDeterministic) Switches
    {
        get => (
            backends.cuda.matmul.allow_tf32,
            backends.cudnn.allow_tf32,
            Libtorch.GetDeterministicAlgorithms(Libtorch.GlobalContext()));
        private set
        {
            (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (value.Products, value.Convolutions);
            Libtorch.SetDeterministicAlgorithms(Libtorch.GlobalContext(), value.IsDeterministic, warnOnly: true);
        }
    }

    private sealed class Restoration(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}
