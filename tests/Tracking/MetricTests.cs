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
    [InlineData("loss", MetricGoal.Minimize, true)]
    [InlineData("accuracy", MetricGoal.Maximize, true)]
    [InlineData("val_loss", MetricGoal.Minimize, true)]
    [InlineData("eval_accuracy", MetricGoal.Maximize, true)]
    [InlineData("eval/train_loss", MetricGoal.Minimize, true)]
    [InlineData("other", MetricGoal.None, false)]
    [InlineData("profit_and_loss", MetricGoal.None, false)]
    [InlineData("profit_loss", MetricGoal.None, false)]
    [InlineData("_loss", MetricGoal.None, false)]
    [InlineData("weightloss", MetricGoal.None, false)]
    [InlineData("loss/discriminator", MetricGoal.None, false)]
    [InlineData("", MetricGoal.None, false)]
    public void Describe_KnownAndOtherMetrics_HaveAGoal(string name, MetricGoal goal, bool hasBest)
    {
        var metric = KnownMetrics.Describe(name);

        Assert.Equal((name, goal, hasBest), (metric.Name, metric.Goal, metric.HasBest));
        Assert.Equal(name.StartsWith("system/", StringComparison.Ordinal), metric.IsSystem);
    }

    [Theory]
    [InlineData("val/accuracy", MetricRange.Share)]
    [InlineData("test_accuracy", MetricRange.Share)]
    [InlineData("accuracy", MetricRange.Share)]
    [InlineData("train/loss", MetricRange.Positive)]
    [InlineData("train/epoch_loss", MetricRange.Positive)]
    [InlineData("loss", MetricRange.Positive)]
    [InlineData("reward", MetricRange.Any)]
    [InlineData("profit_and_loss", MetricRange.Any)]
    public void Range_Name_IsKnownForLossesAndAccuracies(string name, MetricRange range) =>
        Assert.Equal(range, KnownMetrics.Describe(name).Range);

    [Theory]
    [InlineData("val/accuracy", 3.0)]
    [InlineData("val/loss", 1.0)]
    [InlineData("reward", null)]
    public void BestOf_Metric_IsTheBestByItsGoal(string metric, double? best)
    {
        var summary = Summary(2, 1, double.NaN, 3, double.PositiveInfinity);

        Assert.Equal(best, summary.BestOf(KnownMetrics.Describe(metric)));
    }

    [Theory]
    [InlineData("reward", true, 3)]
    [InlineData("error_rate", false, 1)]
    [InlineData("val/loss", true, 3)]
    public void BestOf_Objective_IsTheBestByTheGoalOfTheSweep(string metric, bool isMaximized, double best)
    {
        var objective = new Objective(metric, isMaximized, IsBest: false);

        Assert.Equal(best, Summary(2, 1, double.NaN, 3).BestOf(objective.Describe(metric)));
        Assert.Null(Summary(2, 1).BestOf(objective.Describe("entropy")));
    }

    private static MetricSummary Summary(params double[] values)
    {
        var points = values.Select((value, step) => new MetricPoint("m", step, 0, value, DateTimeOffset.UnixEpoch));
        var summary = new MetricSummary(points.First());
        foreach (var point in points.Skip(1))
            summary.Add(point);
        return summary;
    }
}
