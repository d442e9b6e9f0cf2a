using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp.Native;

/// <summary>The C API of <c>sweep_torch.cpp</c>; the first call of any of it loads libtorch.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "sweeptorch";

    static NativeMethods() => NativeLibraryLoader.Register();

    [LibraryImport(Library)] internal static partial byte* sweep_error();

    [LibraryImport(Library)] internal static partial byte* sweep_version();

    [LibraryImport(Library)] internal static partial int sweep_find(byte* name, byte* overload, nint* found);

    [LibraryImport(Library)] internal static partial int sweep_call(nint found, NativeValue* arguments, int count, NativeValue* results, int capacity);

    [LibraryImport(Library)] internal static partial void sweep_free(nint tensor);

    [LibraryImport(Library)] internal static partial int sweep_describe(nint tensor, TensorDescription* to);

    [LibraryImport(Library)] internal static partial int sweep_set_requires_grad(nint tensor, int value);

    [LibraryImport(Library)] internal static partial int sweep_grad(nint tensor, nint* gradient);

    [LibraryImport(Library)] internal static partial int sweep_set_grad(nint tensor, nint gradient);

    [LibraryImport(Library)]
    internal static partial int sweep_backward(nint* outputs, int count, nint* gradients, int gradientCount, int retainGraph, int createGraph, nint* inputs, int inputCount);

    [LibraryImport(Library)]
    internal static partial int sweep_autograd_grad(
        nint* outputs, int count, nint* inputs, int inputCount, nint* gradients, int gradientCount, int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)] internal static partial int sweep_grad_mode();

    [LibraryImport(Library)] internal static partial void sweep_set_grad_mode(int enabled);

    [LibraryImport(Library)] internal static partial int sweep_threads();

    [LibraryImport(Library)] internal static partial int sweep_set_threads(int count);

    [LibraryImport(Library)] internal static partial int sweep_allows_tf32_in_products();

    [LibraryImport(Library)] internal static partial int sweep_allow_tf32_in_products(int allow);

    [LibraryImport(Library)] internal static partial int sweep_allows_tf32_in_cudnn();

    [LibraryImport(Library)] internal static partial int sweep_allow_tf32_in_cudnn(int allow);

    [LibraryImport(Library)] internal static partial int sweep_cuda_devices();

    [LibraryImport(Library)] internal static partial int sweep_cuda_synchronize(long device);

    [LibraryImport(Library)] internal static partial int sweep_seed_all(ulong seed);

    [LibraryImport(Library)] internal static partial int sweep_generator_default(long device, nint* generator);

    [LibraryImport(Library)] internal static partial int sweep_generator_new(long device, ulong seed, nint* generator);

    [LibraryImport(Library)] internal static partial void sweep_generator_free(nint generator);

    [LibraryImport(Library)] internal static partial int sweep_generator_seed(nint generator, int fresh, ulong* seed);

    [LibraryImport(Library)] internal static partial int sweep_generator_set_seed(nint generator, ulong seed);

    [LibraryImport(Library)] internal static partial int sweep_generator_state(nint generator, nint* state);

    [LibraryImport(Library)] internal static partial int sweep_generator_set_state(nint generator, nint state);

    /// <summary>Passes a result on, or throws libtorch's own text where it is negative.</summary>
    internal static int Check(int result) => result >= 0 ? result : throw new ExternalException(Marshal.PtrToStringUTF8((nint)sweep_error()));
}
