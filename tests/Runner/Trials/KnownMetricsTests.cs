using SweepRunner.Experiments.Training;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Trials;

public sealed class KnownMetricsTests
{
    [Fact]
    public void All_EveryMetricThatTrialsLog_IsDescribed() =>
        Assert.Equal(
            MetricNames.All.Order(StringComparer.Ordinal), KnownMetrics.All.Keys.Order(StringComparer.Ordinal));
}
