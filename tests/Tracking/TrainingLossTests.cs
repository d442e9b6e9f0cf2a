using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public sealed class TrainingLossTests
{
    [Theory]
    [InlineData("{}", "train/loss")]
    [InlineData("""{"trial":{"model":{"name":"lenet"}},"stop":{"divergence":{"lossAbove":9}}}""", "train/loss")]
    [InlineData("""{"trial":{"command":{"run":["x"]}}}""", "loss", "train/loss")]
    [InlineData("""{"trial":{"command":{"run":["x"]}},"stop":{"divergence":{"lossAbove":9}}}""", "loss", "train/loss")]
    [InlineData("""{"trial":{"command":{"run":["x"]}},"stop":{"divergence":{"metric":"nll"}}}""", "nll")]
    public void Of_Sweep_IsTheMetricThatCanDiverge(string config, params string[] losses) =>
        Assert.Equal(losses, TrainingLoss.Of(SampleSweeps.Named("s") with { ConfigJson = config }));
}
