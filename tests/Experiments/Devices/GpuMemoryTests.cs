using System.Runtime.InteropServices;
using SweepRunner.Experiments.Devices;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Experiments.Tests.Devices;

/// <summary>Against a driver that is made up: two GPUs of 8000 bytes, of which 6000, 2000 and 4000 are free at three
/// looks.</summary>
public sealed class GpuMemoryTests : IDisposable
{
    private const string Source = """
        #include <cstddef>
        static const size_t free_bytes[] = { 6000, 2000, 4000 };
        static int looks, contexts, pushed;
        extern "C" {
        int cuInit(unsigned flags) { return flags; }
        int cuDeviceGet(int* device, int ordinal) { *device = 40 + ordinal; return ordinal < 2 ? 0 : 101; }
        int cuDevicePrimaryCtxRetain(void** context, int device) {
            *context = reinterpret_cast<void*>(device * 100L);
            contexts++;
            return 0;
        }
        int cuDevicePrimaryCtxRelease_v2(int device) { contexts--; return device == 41 ? 0 : 101; }
        int cuCtxPushCurrent_v2(void* context) { pushed++; return context == reinterpret_cast<void*>(4100L) ? 0 : 201; }
        int cuCtxPopCurrent_v2(void** context) { pushed--; *context = nullptr; return 0; }
        int cuMemGetInfo_v2(size_t* free, size_t* total) {
            *total = 8000;
            *free = free_bytes[looks++];
            return pushed == 1 ? 0 : 201;
        }
        int left_behind() { return contexts + pushed; }
        }
        """;

    private static nint _driver;

    private readonly TemporaryFolder _folder = new();

    static GpuMemoryTests() =>
        NativeLibrary.SetDllImportResolver(
            typeof(GpuMemory).Assembly, (name, _, _) => name == "libcuda.so.1" ? _driver : 0);

    [Fact]
    public async Task Peak_OverSeveralLooks_IsTheMostThatWasInUse()
    {
        _driver = await BuildDriverAsync();
        var memory = GpuMemory.Create(new Device(DeviceKind.Cuda, 1))!;

        Assert.Null(memory.Peak);
        Assert.Equal([2000, 6000, 6000], Enumerable.Range(0, 3).Select(_ => Look(memory)));
        Assert.Equal(
            0, Marshal.GetDelegateForFunctionPointer<Count>(NativeLibrary.GetExport(_driver, "left_behind"))());
        Assert.Null(Look(GpuMemory.Create(new Device(DeviceKind.Cuda, 7))!));
    }

    [Fact]
    public void Create_ForTheCpu_IsNull() => Assert.Null(GpuMemory.Create(Device.Cpu));

    public void Dispose() => _folder.Dispose();

    private static long? Look(GpuMemory memory)
    {
        memory.Update();
        return memory.Peak;
    }

    private async Task<nint> BuildDriverAsync()
    {
        var (source, library) = (_folder.File("driver.cpp"), _folder.File("libcuda.so.1"));
        await File.WriteAllTextAsync(source, Source);
        await Shell.RunAsync("g++", "-shared", "-fPIC", source, "-o", library);
        return NativeLibrary.Load(library);
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Count();
}
