using SweepRunner.Tracking.Tests.Fakes;

namespace SweepRunner.Tracking.Tests;

public sealed class ObjectiveTests
{
    [Theory]
    [InlineData("{}", false)]
    [InlineData("""{"objective":{"metric":"val/accuracy"}}""", false)]
    [InlineData("""{"objective":{"at":"best"}}""", true)]
    [InlineData("""{"objective":{"at":"last"}}""", false)]
    [InlineData("""{"stop":{"patience":{"epochs":2}}}""", true)]
    [InlineData("""{"stop":{"divergence":{"lossAbove":9}}}""", false)]
    [InlineData("""{"stop":{"patience":null}}""", false)]
    [InlineData("""{"stop":{"patience":{"epochs":2}},"objective":{"at":"last"}}""", false)]
    public void Of_Config_CountsTheBestIfAskedOrWithPatience(string config, bool isBest) =>
        Assert.Equal(isBest, Objective.Of(SampleSweeps.Named("s") with { ConfigJson = config }).IsBest);

    [Theory]
    [InlineData(true, true, 1, 0.9)]
    [InlineData(true, false, 3, 0.2)]
    [InlineData(false, true, 0, 0.1)]
    [InlineData(false, false, 3, 0.2)]
    public void PointOf_Trial_IsTheBestOrTheLast(bool isMaximized, bool isBest, int epoch, double value)
    {
        var trial = Trial(0.1, 0.9, double.NaN, 0.2);

        var point = new Objective("val/accuracy", isMaximized, isBest).PointOf(trial)!.Value;

        Assert.Equal((epoch, value), (point.Epoch, point.Value));
    }

    [Fact]
    public void PointOf_LastIsNaN_CountsOnlyWhereTheLastDoes()
    {
        var trial = Trial(0.1, double.NaN);

        Assert.Equal(double.NaN, new Objective("val/accuracy", true, false).PointOf(trial)?.Value);
        Assert.Equal(0.1, new Objective("val/accuracy", true, true).PointOf(trial)?.Value);
    }

    [Fact]
    public void PointOf_NothingFinite_HasNoBest() =>
        Assert.Null(new Objective("val/accuracy", true, true).PointOf(Trial(double.NaN, double.PositiveInfinity)));

    [Fact]
    public void PointOf_MetricNotLogged_IsNull() =>
        Assert.Null(new Objective("val/loss", false, false).PointOf(Trial(0.5)));

    private static TrialProgress Trial(params double[] accuracies)
    {
        var trial = new TrialProgress(new TrialRecord
        {
            Id = new TrialId("s", 0),
            Definition = SampleSweeps.Trial(0),
            Outcome = Outcome.Completed,
            Attempts = 1,
        });
        foreach (var (epoch, accuracy) in accuracies.Index())
            trial.Add(new MetricPoint("val/accuracy", epoch * 10, epoch, accuracy, DateTimeOffset.UnixEpoch));
        return trial;
    }
}
