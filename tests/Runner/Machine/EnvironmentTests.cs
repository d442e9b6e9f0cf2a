using System.Collections.Specialized;
using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Tests.Machine;

public sealed class EnvironmentTests
{
    [Theory]
    [InlineData("dotnet\0sweep.dll\0run\0", "dotnet", "sweep.dll", "run")]
    [InlineData("dotnet\0a b\0\0", "dotnet", "a b", "")]
    public void Arguments_OfACommandLine_AreTheProcessesOwn(string commandLine, params string[] expected) =>
        Assert.Equal(expected, CurrentProcess.Arguments(commandLine));

    [Fact]
    public void Bound_EnvironmentWithOtherThreads_ReplacesThemAndKeepsTheRest()
    {
        var environment = new OrderedDictionary { ["OMP_NUM_THREADS"] = "8", ["PATH"] = "/bin", ["EMPTY"] = "" };

        Assert.Equal(
            [
                "PATH=/bin",
                "EMPTY=",
                "OMP_NUM_THREADS=3",
                "MKL_NUM_THREADS=3",
                "MALLOC_MMAP_MAX_=0",
                "MALLOC_TRIM_THRESHOLD_=8589934592",
            ],
            CurrentProcess.With(environment, TrialEnvironment.Variables(new TrialResources(DeviceKind.Cpu, 3))));
    }

    [Fact]
    public void Variables_OfAGpu_MakeCublasRepeatable() =>
        Assert.Equal(
            ":4096:8", TrialEnvironment.Variables(new TrialResources(DeviceKind.Cuda, 1))["CUBLAS_WORKSPACE_CONFIG"]);

    [Fact]
    public void Numerics_OfAConfig_AreBothOfItsSettings()
    {
        Assert.Equal(
            new GpuNumerics(AllowsTf32: true, IsDeterministic: false),
            new GpuConfig { Tf32 = true, Deterministic = false }.Numerics);
        Assert.Equal(new GpuNumerics(AllowsTf32: false, IsDeterministic: true), new GpuConfig().Numerics);
    }

    [Theory]
    [InlineData("cpu", null, null)]
    [InlineData("cpu", "0", null)]
    [InlineData("cuda:0", null, "0")]
    [InlineData("cuda:3", null, "3")]
    [InlineData("cuda:1", "2,5", "5")]
    [InlineData("cuda:1", "GPU-8932f937, GPU-5ebe9d3c", "GPU-5ebe9d3c")]
    public void Alone_ADevice_IsTheOneGpuToBeSeen(string device, string? visible, string? alone) =>
        Assert.Equal(alone, Devices.Alone(Device.TryParse(device)!.Value, visible));

    [Theory]
    [InlineData("cpu", DeviceKind.Cpu)]
    [InlineData("cuda:0", DeviceKind.Cuda)]
    [InlineData("cuda:1", DeviceKind.Cuda)]
    public void ResolveKind_NamedDevice_IsItsKind(string device, DeviceKind kind) =>
        Assert.Equal(kind, Devices.ResolveKind(device));

    [Fact]
    public void ResolveThreads_Cpu_IsOne() => Assert.Equal(1, Devices.ResolveThreads(DeviceKind.Cpu));

    [Theory]
    [InlineData(DeviceKind.Cpu, "auto", "cpu")]
    [InlineData(DeviceKind.Cpu, "cpu", "cpu")]
    [InlineData(DeviceKind.Cuda, "auto", "cuda:0")]
    [InlineData(DeviceKind.Cuda, "cuda:1", "cuda:1")]
    public void Bind_KindAndDevice_IsLibtorchs(DeviceKind kind, string device, string bound) =>
        Assert.Equal(bound, Devices.Bind(kind, device).ToString());

    [Fact]
    public void Require_GpuThatIsNotThere_SaysSo()
    {
        Devices.Require(Device.Cpu);
        var fault = Assert.Throws<CommandException>(() => Devices.Require(new Device(DeviceKind.Cuda, 99)));

        Assert.StartsWith("The sweep runs on cuda:99. ", fault.Message, StringComparison.Ordinal);
    }
}
