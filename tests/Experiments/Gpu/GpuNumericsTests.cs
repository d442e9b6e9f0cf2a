using SweepRunner.Experiments.Gpu;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Gpu;

public sealed class GpuNumericsTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void ApplyTo_AGpu_SetsLibtorchUntilDisposed(bool allowsTf32, bool isDeterministic)
    {
        var before = Read();

        using (new GpuNumerics(allowsTf32, isDeterministic).ApplyTo(new Device("cuda:0")))
            Assert.Equal((allowsTf32, allowsTf32, isDeterministic), Read());

        Assert.Equal(before, Read());
    }

    [Fact]
    public void ApplyTo_TheCpu_ChangesNothing()
    {
        var before = Read();

        using var applied = new GpuNumerics(
            AllowsTf32: !before.Products, IsDeterministic: !before.IsDeterministic).ApplyTo(CPU);

        Assert.Equal(before, Read());
    }

    private static (bool Products, bool Convolutions, bool IsDeterministic) Read() =>
        (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32, DeterministicAlgorithms.AreOn);
}
