using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);

    private static Device defaultDevice = CPU;
    private static ScalarType defaultType = ScalarType.Float32;

    public static Device CUDA => new(DeviceType.CUDA);

    public static Device MPS => new(DeviceType.MPS);

    /// <summary>The version of the libtorch that the binding was built with.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)NativeMethods.sweep_version())!;

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(index);

    public static void set_default_device(Device device) => defaultDevice = InitializeDevice(device);

    public static void set_default_device(string device) => set_default_device(new Device(device));

    public static Device get_default_device() => defaultDevice;

    public static void set_default_dtype(ScalarType dtype) => defaultType = dtype;

    public static ScalarType get_default_dtype() => defaultType;

    /// <exception cref="InvalidOperationException">The device is a CUDA one and there is none.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (deviceType == DeviceType.CUDA && !cuda.is_available())
            throw new InvalidOperationException(
                $"CUDA is not available: libtorch {__version__} finds no CUDA device. " +
                "Use the device cpu, or install the GPU's driver and a libtorch built with CUDA, let LIBTORCH name its folder, and build again.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType != DeviceType.CUDA || cuda.is_available();

    /// <summary>The device itself, or the default one for null.</summary>
    /// <exception cref="InvalidOperationException">The device is a CUDA one and there is none, or none of this index.</exception>
    public static Device InitializeDevice(Device? device)
    {
        device ??= defaultDevice;
        if (device.type != DeviceType.CUDA)
            return device;
        InitializeDeviceType(DeviceType.CUDA);
        var count = cuda.device_count();
        if (device.index >= count)
            throw new InvalidOperationException($"There is no device {device}: libtorch finds {count} CUDA device{(count == 1 ? "" : "s")}, cuda:0{(count > 1 ? $" to cuda:{count - 1}" : "")}.");
        return device;
    }

    public static int get_num_threads() => NativeMethods.Check(NativeMethods.sweep_threads());

    public static void set_num_threads(int num) => NativeMethods.Check(NativeMethods.sweep_set_threads(num));

    public static class cuda
    {
        public static int device_count() => NativeMethods.Check(NativeMethods.sweep_cuda_devices());

        public static bool is_available() => device_count() > 0;

        public static void manual_seed(long seed) => torch.manual_seed(seed);

        public static void manual_seed_all(long seed) => torch.manual_seed(seed);

        public static void synchronize(Device? device = null) =>
            NativeMethods.Check(NativeMethods.sweep_cuda_synchronize(Argument.Pack(InitializeDevice(device ?? CUDA))));
    }
}
