using System.Runtime.InteropServices;

namespace SweepRunner.Experiments.Gpu;

/// <summary>
/// libtorch's switch for algorithms that give the same bits each time (https://pytorch.org/docs/stable/generated/torch.use_deterministic_algorithms.html).
/// TorchSharp 0.107 has its name but nothing behind it, so libtorch's own functions are called, by the names that C++ gives them.
/// libtorch has to be loaded.
/// </summary>
internal static partial class DeterministicAlgorithms
{
    private const string Libtorch = "libtorch_cpu.so";

    /// <summary>Whether they are asked for. Where libtorch has none for an operator it warns, and does not fail.</summary>
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
    private static partial void Write(nint context, [MarshalAs(UnmanagedType.U1)] bool mode, [MarshalAs(UnmanagedType.U1)] bool warnOnly);
}
