using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Sweeps;

namespace SweepRunner.Runner.Tests.Sweeps;

public sealed class WorkerSlotsTests
{
    private static readonly Device SecondGpu = new(DeviceKind.Cuda, 1);
    private static readonly Device[] Cpu = [Device.Cpu];
    private static readonly Device[] Gpus = [Device.FirstGpu, SecondGpu];

    [Theory]
    [InlineData(1, 8, 100, 8)]
    [InlineData(2, 8, 100, 4)]
    [InlineData(3, 8, 100, 2)]
    [InlineData(16, 8, 100, 1)] // a trial wider than the machine still runs
    [InlineData(1, 8, 3, 3)] // nobody is started to find an empty queue
    [InlineData(1, 8, 0, 1)]
    public void Create_Cpu_IsOneForEverySoManyCoresAsATrialHasThreads(
        int threads, int cores, int trials, int expected) =>
        Assert.Equal(
            Enumerable.Repeat(Device.Cpu, expected), WorkerSlots.Create(Cpu, threads, cores, trials, new RunOptions()));

    [Fact]
    public void Create_Gpus_IsOneAGpu() => Assert.Equal(Gpus, WorkerSlots.Create(Gpus, 4, 8, 100, new RunOptions()));

    [Fact]
    public void Create_WorkersPerDevice_SpreadsThemOverTheDevices()
    {
        Assert.Equal(
            [Device.FirstGpu, SecondGpu, Device.FirstGpu, SecondGpu],
            WorkerSlots.Create(Gpus, 4, 8, 100, new RunOptions { WorkersPerDevice = 2 }));
        Assert.Equal(
            [Device.Cpu, Device.Cpu, Device.Cpu],
            WorkerSlots.Create(Cpu, 4, 8, 100, new RunOptions { WorkersPerDevice = 3 }));
    }

    [Fact]
    public void Create_Workers_IsThatMany()
    {
        Assert.Equal([Device.FirstGpu], WorkerSlots.Create(Gpus, 4, 8, 100, new RunOptions { Workers = 1 }));
        Assert.Equal(
            [Device.FirstGpu, SecondGpu, Device.FirstGpu],
            WorkerSlots.Create(Gpus, 4, 8, 100, new RunOptions { Workers = 3 }));
    }
}
