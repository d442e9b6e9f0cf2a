using System.Collections.Specialized;
using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Tests.Configuration;

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
        Assert.Equal(kind, Devices.ResolveKind(device, NoGpus));

    [Fact]
    public void ResolveThreads_Cpu_IsOne() => Assert.Equal(1, Devices.ResolveThreads(DeviceKind.Cpu, NoGpus));

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
        var gpus = Gpus.Of(SweepTexts.Read(SweepTexts.Full).Config.Trial);
        Devices.Require(Device.Cpu, gpus);
        var fault = Assert.Throws<CommandException>(() => Devices.Require(new Device(DeviceKind.Cuda, 99), gpus));

        Assert.StartsWith("The sweep runs on cuda:99. ", fault.Message, StringComparison.Ordinal);
    }

    // The GPUs of programs.
    [Theory]
    [InlineData("null,tty,nvidiactl,nvidia-uvm", null, 0)]
    [InlineData("nvidiactl,nvidia0,nvidia1,nvidia-uvm", null, 2)]
    [InlineData("nvidia0,nvidia1", "1", 1)]
    [InlineData("nvidia0,nvidia1", "1,0", 2)]
    [InlineData("nvidia0,nvidia1", "GPU-8932f937,MIG-1,MIG-2", 3)]
    [InlineData("nvidia0,nvidia1", "0,-1,1", 1)]
    [InlineData("nvidia0,nvidia1", "", 0)]
    [InlineData("nvidia0", "-1", 0)]
    [InlineData("tty", "0", 0)]
    [InlineData("dxg", null, 1)]
    public void Count_OfTheKernel_IsThatOfItsFilesOrOfThoseThatAreVisible(string files, string? visible, int count)
    {
        var gpus = new KernelGpus(files.Split(','), visible);

        Assert.Equal(count, gpus.Count);
        Assert.Equal(count > 0 ? DeviceKind.Cuda : DeviceKind.Cpu, Devices.ResolveKind("auto", gpus));
        Assert.Equal(
            count > 0 ? Enumerable.Range(0, count).Select(gpu => $"cuda:{gpu}") : ["cpu"],
            Devices.All(Devices.ResolveKind("auto", gpus), "auto", gpus).Select(device => $"{device}"));
    }

    [Theory]
    [InlineData("nvidia0,nvidia1", null, "cuda:1", null)]
    [InlineData(
        "nvidia0,nvidia1", null, "cuda:2", "There is no cuda:2: the GPUs that the kernel finds are numbered 0 to 1.")]
    [InlineData("tty", null, "cuda:0", "There is no GPU here: the kernel knows of no NVIDIA device.")]
    [InlineData("nvidia0", "", "cuda:0", "There is no GPU here: CUDA_VISIBLE_DEVICES is ''.")]
    public void Missing_OfTheKernel_TellsWhatThereIs(string files, string? visible, string device, string? reason) =>
        Assert.Equal(
            reason,
            Devices.Missing(Device.TryParse(device)!.Value, new KernelGpus(files.Split(','), visible)));

    private static Gpus NoGpus => new KernelGpus([], null);
}
