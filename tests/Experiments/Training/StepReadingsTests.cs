using SweepRunner.Experiments.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Training;

public sealed class StepReadingsTests
{
    [Theory]
    [InlineData(1f)]
    [InlineData(1e-18f)]
    [InlineData(1e-30f)]
    [InlineData(1e30f)]
    public void Read_GradientsWhoseSquaresFloat32CannotHold_GivesTheirNorm(float size)
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(zeros(4));
        (parameter * (ones(4) * size)).sum().backward();
        using var readings = new StepReadings([parameter], CPU);

        readings.Add(
            step: 0,
            epoch: 0,
            learningRate: 1,
            loss: tensor(1f),
            logits: zeros([1, 2]),
            labels: zeros([1], ScalarType.Int64));
        var reading = Assert.Single(readings.Read(isLast: true));

        Assert.Equal(2, reading.GradientNorm / size, 6);
        Assert.False(reading.IsFirstGradientZero);
    }
}
