using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Launchers.Local;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Tests.Trials;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Launchers;

public sealed class WorkerProcessTests : IDisposable
{
    private readonly TinySweep _tiny = new();

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void StartInfo_OfAGpu_ShowsTheWorkerThatGpuAlone()
    {
        var start = WorkerProcess.StartInfo(OnGpus(), "sqlite:s.db", new Device(DeviceKind.Cuda, 1), visible: "2,5");

        Assert.Equal("5", start.Environment[Devices.Visible]);
        Assert.Equal("cuda:0", start.ArgumentList[start.ArgumentList.IndexOf("--device") + 1]);
        Assert.NotNull(start.Environment["CUBLAS_WORKSPACE_CONFIG"]);
    }

    [Fact]
    public void StartInfo_OfTheCpu_BindsThreadsAndLeavesGpusAlone()
    {
        var start = WorkerProcess.StartInfo(_tiny.Sweep, "sqlite:s.db", Device.Cpu, visible: null);

        Assert.Equal(("1", "1"), (start.Environment["OMP_NUM_THREADS"], start.Environment["MKL_NUM_THREADS"]));
        Assert.Equal(
            Environment.GetEnvironmentVariable(Devices.Visible),
            start.Environment.TryGetValue(Devices.Visible, out var gpus) ? gpus : null);
        Assert.Equal("cpu", start.ArgumentList[start.ArgumentList.IndexOf("--device") + 1]);
    }

    private SweepRecord OnGpus() => _tiny.Sweep with { Definition = _tiny.Sweep.Definition with { Device = "cuda" } };
}
