using System.Runtime.InteropServices;
using SweepRunner.Runner.Machine;
using TorchSharp;

namespace SweepRunner.Runner.Tests.Machine;

public sealed class TransientFaultsTests
{
    public static TheoryData<bool, Exception> Faults =>
        new()
        {
            {
                true,
                new ExternalException("CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 7.79 GiB total capacity)")
            },
            {
                true,
                new ExternalException(
                    "[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate memory: you tried to "
                        + "allocate 8 bytes.")
            },
            {
                true,
                new ExternalException("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`")
            },
            { true, new ExternalException("cuDNN error: CUDNN_STATUS_ALLOC_FAILED") },
            { true, new ExternalException("cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED") },
            {
                true,
                new ExternalException("CUDA error: CUBLAS_STATUS_NOT_INITIALIZED when calling `cublasCreate(handle)`")
            },
            { false, new ExternalException("CUDA error: an illegal memory access was encountered") },
            { true, new OutOfMemoryException() },
            { true, new IOException("No space left on device", 28) },
            { true, new IOException("Disk quota exceeded", 122) },
            { false, new IOException("Input/output error", 5) },
            { false, new ExternalException("mat1 and mat2 shapes cannot be multiplied") },
            { false, new InvalidOperationException("out of memory, says a joker") },
        };

    [Theory, MemberData(nameof(Faults))]
    public void IsTransient_AFault_IsOfTheMachineAlone(bool expected, Exception fault) =>
        Assert.Equal(expected, TransientFaults.IsTransient(fault));

    [Fact]
    public void IsTransient_LibtorchFoundNoMemory_IsTrue()
    {
        var fault = Assert.Throws<ExternalException>(() => torch.empty(1L << 50));

        Assert.True(TransientFaults.IsTransient(fault), fault.Message);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(2, null)]
    [InlineData(134, 6)]
    [InlineData(137, 9)]
    [InlineData(255, null)]
    public void SignalOf_ExitCode_IsWhatIsAbove128(int exitCode, int? signal) =>
        Assert.Equal(signal, ExitStatus.SignalOf(exitCode));

    [Theory]
    [InlineData("signal 9 (SIGKILL)", null, 9)]
    [InlineData("signal 42", null, 42)]
    [InlineData("exit code 3", 3, null)]
    public void Describe_AnEnd_NamesIt(string expected, int? exitCode, int? signal) =>
        Assert.Equal(expected, ExitStatus.Describe(exitCode, signal));
}
