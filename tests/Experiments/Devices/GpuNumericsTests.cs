using SweepRunner.Experiments.Devices;

namespace SweepRunner.Experiments.Tests.Devices;

public sealed class GpuNumericsTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void ApplyTo_AGpu_SetsLibtorchUntilDisposed(bool allowsTf32, bool isDeterministic)
    {
        var before = GpuNumerics.Switches;

        using (new GpuNumerics(allowsTf32, isDeterministic).ApplyTo(Device.FirstGpu))
            Assert.Equal((allowsTf32, allowsTf32, isDeterministic), GpuNumerics.Switches);

        Assert.Equal(before, GpuNumerics.Switches);
    }

    [Fact]
    public void ApplyTo_TheCpu_ChangesNothing()
    {
        var before = GpuNumerics.Switches;

        using var applied = new GpuNumerics(
            AllowsTf32: !before.Products, IsDeterministic: !before.IsDeterministic).ApplyTo(Device.Cpu);

        Assert.Equal(before, GpuNumerics.Switches);
    }
}
