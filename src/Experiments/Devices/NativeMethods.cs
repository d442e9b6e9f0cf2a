using System.Runtime.InteropServices;

namespace SweepRunner.Experiments.Devices;

/// <summary>NVIDIA's driver: https://docs.nvidia.com/cuda/cuda-driver-api/, "Memory Management" and "Primary Context
/// Management".</summary>
internal static partial class CudaDriver
{
    public const int Success = 0;

    private const string Library = "libcuda.so.1";

    [LibraryImport(Library, EntryPoint = "cuInit")]
    public static partial int Initialize(uint flags);

    [LibraryImport(Library, EntryPoint = "cuDeviceGet")]
    public static partial int GetDevice(out int device, int ordinal);

    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxRetain")]
    public static partial int RetainContext(out nint context, int device);

    [LibraryImport(Library, EntryPoint = "cuDevicePrimaryCtxRelease_v2")]
    public static partial int ReleaseContext(int device);

    [LibraryImport(Library, EntryPoint = "cuCtxPushCurrent_v2")]
    public static partial int PushContext(nint context);

    [LibraryImport(Library, EntryPoint = "cuCtxPopCurrent_v2")]
    public static partial int PopContext(out nint context);

    [LibraryImport(Library, EntryPoint = "cuMemGetInfo_v2")]
    public static partial int GetMemory(out nuint free, out nuint total);
}

/// <summary>Functions of libtorch that TorchSharp 0.107 does not bind, by their C++ names. libtorch has to be loaded
/// before a call.</summary>
internal static partial class Libtorch
{
    private const string Library = "libtorch_cpu.so";

    [LibraryImport(Library, EntryPoint = "_ZN2at13globalContextEv")]
    public static partial nint GlobalContext();

    [LibraryImport(Library, EntryPoint = "_ZNK2at7Context23deterministicAlgorithmsEv")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool GetDeterministicAlgorithms(nint context);

    [LibraryImport(Library, EntryPoint = "_ZN2at7Context26setDeterministicAlgorithmsEbb")]
    public static partial void SetDeterministicAlgorithms(
        nint context, [MarshalAs(UnmanagedType.U1)] bool mode, [MarshalAs(UnmanagedType.U1)] bool warnOnly);

    /// <summary>Sets whether convolutions on a CPU may be oneDNN's.</summary>
    [LibraryImport(Library, EntryPoint = "_ZN2at7Context20setUserEnabledMkldnnEb")]
    public static partial void SetUsesOneDnn(nint context, [MarshalAs(UnmanagedType.U1)] bool isEnabled);

    /// <summary>Sets whether convolutions on a CPU may be NNPACK's.</summary>
    [LibraryImport(Library, EntryPoint = "_ZN2at7Context20setUserEnabledNNPACKEb")]
    public static partial void SetUsesNnpack(nint context, [MarshalAs(UnmanagedType.U1)] bool isEnabled);
}
