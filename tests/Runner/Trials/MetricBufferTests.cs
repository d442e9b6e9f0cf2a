using SweepRunner.Experiments.Training;
using SweepRunner.Runner.Trials;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Tests.Trials;

[Collection(TrainingTests.Name)]
public sealed class MetricBufferTests : IDisposable
{
    private readonly TinySweep _tiny = new();
    private readonly Claim _claim;
    private readonly MetricBuffer _buffer;

    public MetricBufferTests()
    {
        _claim = _tiny.Claim();
        _buffer = new MetricBuffer(_tiny.Store, _claim, _tiny.Progress, _tiny.Time);
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _tiny.Dispose();
    }

    [Fact]
    public void OnMetric_BeforeHalfASecond_WritesNothing()
    {
        _buffer.OnMetric("train/loss", 0, 0, 1.5);
        Advance(0.499);

        Assert.Empty(_tiny.Store.Batches);
        Assert.Equal(["train/loss"], _tiny.Progress.Metrics);
    }

    [Fact]
    public void OnMetric_AfterHalfASecond_IsWrittenThoughNoOtherFollows()
    {
        var began = _tiny.Time.GetUtcNow();
        _buffer.OnMetric("train/loss", 0, 0, 1.5);
        Advance(0.25);
        _buffer.OnMetric("train/loss", 1, 0, double.NaN);
        Advance(0.25);

        Assert.Equal(
            [
                new MetricPoint("train/loss", 0, 0, 1.5, began),
                new MetricPoint("train/loss", 1, 0, double.NaN, began.AddSeconds(0.25)),
            ],
            Assert.Single(_tiny.Store.Batches));
    }

    [Fact]
    public void OnMetric_EveryTenthOfASecond_IsWrittenOnceEachInBatchesOfHalfASecond()
    {
        for (var step = 0; step < 20; step++)
        {
            _buffer.OnMetric("train/loss", step, 0, step);
            Advance(0.1);
        }

        Assert.Equal([5, 5, 5, 5], _tiny.Store.Batches.Select(batch => batch.Count));
        Assert.Equal(
            Enumerable.Range(0, 20).Select(step => (double)step),
            _tiny.Store.Metrics(TinySweep.Name).Select(point => point.Point.Value));
        Assert.Empty(_buffer.Close());
    }

    [Fact]
    public void Flush_PointsWait_WritesThemAtOnceButNoEvaluation()
    {
        _buffer.OnMetric("train/loss", 0, 0, 1.5);
        _buffer.OnEvaluation("val/loss", 0, 0, 1.5);
        _buffer.Flush();

        Assert.Equal("train/loss", Assert.Single(Assert.Single(_tiny.Store.Batches)).Metric);
    }

    [Fact]
    public void Flush_StoreFails_Throws()
    {
        _tiny.Store.MetricsFault = new TrackingException("full");
        _buffer.OnMetric("train/loss", 0, 0, 1.5);

        Assert.Same(_tiny.Store.MetricsFault, Assert.Throws<TrackingException>(() => _buffer.Flush()));
    }

    [Fact]
    public void OnMetric_MorePointsThanMayWait_WritesThemFirst()
    {
        for (var step = 0; step <= MetricBuffer.MostWaiting; step++)
            _buffer.OnMetric("train/loss", step, 0, step);

        Assert.Equal(MetricBuffer.MostWaiting, Assert.Single(_tiny.Store.Batches).Count);
    }

    [Fact]
    public void OnEvaluation_WaitsForTheCheckpointOrTheEnd()
    {
        _buffer.OnEvaluation("val/loss", 3, 0, 2.5);
        Advance(5);
        Assert.Empty(_tiny.Store.Batches);
        Assert.Equal("val/loss", Assert.Single(_buffer.TakeAll()).Metric);

        _buffer.OnEvaluation("test/loss", 3, 0, 2.5);
        Assert.Equal("test/loss", Assert.Single(_buffer.Close()).Metric);
    }

    [Fact]
    public void Close_OfATrialThatFailed_LeavesEvaluationsOut()
    {
        _buffer.OnMetric("train/loss", 3, 0, 2.5);
        _buffer.OnEvaluation("val/loss", 3, 0, 2.5);

        Assert.Equal("train/loss", Assert.Single(_buffer.Close(hasEnded: false)).Metric);
    }

    [Fact]
    public void Advance_NothingMeasured_WritesNothing()
    {
        Advance(5);

        Assert.Empty(_tiny.Store.Batches);
    }

    [Fact]
    public void Close_WithPointsUnwritten_HandsThemOverAndWritesNoMore()
    {
        _buffer.OnMetric("train/loss", 0, 0, 1.5);
        Advance(0.5);
        _buffer.OnMetric("val/loss", 0, 0, 2.5);

        Assert.Equal("val/loss", Assert.Single(_buffer.Close()).Metric);
        Advance(5);
        Assert.Single(_tiny.Store.Batches);
    }

    [Fact]
    public void OnMetric_AfterABatchThatFailed_ThrowsItsFault()
    {
        var fault = new TrackingException("the disk is full");
        _tiny.Store.MetricsFault = fault;
        _buffer.OnMetric("train/loss", 0, 0, 1.5);
        Advance(0.5);

        Assert.Same(fault, Assert.Throws<TrackingException>(() => _buffer.OnMetric("train/loss", 1, 0, 1.5)));
        Assert.Same(fault, Assert.Throws<TrackingException>(() => _buffer.Close()));
    }

    [Fact]
    public void OnStep_OfATrial_IsShownAndKept()
    {
        var shown = new List<StepProgress>();
        _tiny.Progress.OnStep = shown.Add;
        var step = new StepProgress(0, 2, 3, 10, 1.5, 48);
        _buffer.OnStep(step);

        Assert.Equal([step], shown);
        Assert.Equal(step, _buffer.Progress);
    }

    private void Advance(double seconds) => _tiny.Time.Advance(TimeSpan.FromSeconds(seconds));
}
