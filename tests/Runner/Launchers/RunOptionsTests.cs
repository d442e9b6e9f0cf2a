using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Launchers;

namespace SweepRunner.Runner.Tests.Launchers;

public sealed class RunOptionsTests
{
    private static readonly Device SecondGpu = new(DeviceKind.Cuda, 1);
    private static readonly Device[] Cpu = [Device.Cpu];
    private static readonly Device[] Gpus = [Device.FirstGpu, SecondGpu];

    [Theory]
    [InlineData(1, 8, 100, 8)]
    [InlineData(2, 8, 100, 4)]
    [InlineData(3, 8, 100, 2)]
    [InlineData(16, 8, 100, 1)] // a trial wider than the machine still runs
    [InlineData(1, 8, 3, 3)] // more workers would find an empty queue
    [InlineData(1, 8, 0, 1)]
    public void Slots_Cpu_AreItsCoresDividedByTheThreadsOfATrial(
        int threads, int cores, int trials, int expected) =>
        Assert.Equal(
            Enumerable.Repeat(Device.Cpu, expected), new RunOptions().Slots(Cpu, threads, cores, trials));

    [Fact]
    public void Slots_Gpus_AreOneOnEach() => Assert.Equal(Gpus, new RunOptions().Slots(Gpus, 4, 8, 100));

    [Fact]
    public void Slots_WorkersPerDevice_TakeTurnsOnTheDevices()
    {
        Assert.Equal(
            [Device.FirstGpu, SecondGpu, Device.FirstGpu, SecondGpu],
            new RunOptions { WorkersPerDevice = 2 }.Slots(Gpus, 4, 8, 100));
        Assert.Equal(
            [Device.Cpu, Device.Cpu, Device.Cpu],
            new RunOptions { WorkersPerDevice = 3 }.Slots(Cpu, 4, 8, 100));
    }

    [Fact]
    public void Slots_Workers_AreThatMany()
    {
        Assert.Equal([Device.FirstGpu], new RunOptions { Workers = 1 }.Slots(Gpus, 4, 8, 100));
        Assert.Equal(
            [Device.FirstGpu, SecondGpu, Device.FirstGpu],
            new RunOptions { Workers = 3 }.Slots(Gpus, 4, 8, 100));
    }
}
