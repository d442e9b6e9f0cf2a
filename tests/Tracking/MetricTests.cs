namespace SweepRunner.Tracking.Tests;

public sealed class MetricTests
{
    [Theory]
    [InlineData("val/loss", MetricGoal.Minimize, true)]
    [InlineData("val/accuracy", MetricGoal.Maximize, true)]
    [InlineData("train/epoch_loss", MetricGoal.Minimize, false)]
    [InlineData("system/train_seconds", MetricGoal.None, false)]
    [InlineData("other/loss", MetricGoal.Minimize, true)]
    [InlineData("other/accuracy", MetricGoal.Maximize, true)]
    [InlineData("other", MetricGoal.None, false)]
    public void Describe_KnownAndOtherMetrics_HaveAGoal(string name, MetricGoal goal, bool hasBest)
    {
        var metric = KnownMetrics.Describe(name);

        Assert.Equal((name, goal, hasBest), (metric.Name, metric.Goal, metric.HasBest));
        Assert.Equal(name.StartsWith("system/", StringComparison.Ordinal), metric.IsSystem);
    }
}
