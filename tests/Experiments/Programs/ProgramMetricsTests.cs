using System.Text;
using SweepRunner.Experiments.Divergence;
using SweepRunner.Experiments.Programs;

namespace SweepRunner.Experiments.Tests.Programs;

public sealed class ProgramMetricsTests
{
    private readonly RecordingPoints _points = new();
    private readonly LineSteps _steps = new();
    private readonly MetricLines _line = new();
    private ProgramMetrics _metrics;

    public ProgramMetricsTests() => _metrics = Begin();

    [Fact]
    public void Add_LinesWithSteps_AddsTheirPoints()
    {
        Add("""{"step": 10, "epoch": 1, "loss": 0.5, "acc": 0.25}""", """{"step": 20, "loss": 0.25}""");

        Assert.Equal(["loss@10/1=0.5", "acc@10/1=0.25", "loss@20/1=0.25"], _points.Shown);
        Assert.Equal((20L, 1, 0.25), (_metrics.HighestStep, _metrics.HighestEpoch, _metrics.LastFiniteLoss));
        Assert.Equal((20L, 1, 0.25), _points.Progress);
        Assert.Empty(_points.Notes);
    }

    [Fact]
    public void Add_LinesWithoutSteps_CountsARepeatedMetricAsTheNextStep()
    {
        Add(
            """{"loss": 3}""", """{"acc": 0.1}""", """{"loss": 2}""", """{"acc": 0.2}""", """{"acc": 0.3}""",
            """{"step": 10, "loss": 1}""", """{"acc": 0.4}""", """{"acc": 0.5}""");

        Assert.Equal(
            [
                "loss@0/0=3", "acc@0/0=0.1", "loss@1/0=2", "acc@1/0=0.2", "acc@2/0=0.3", "loss@10/0=1", "acc@10/0=0.4",
                "acc@11/0=0.5",
            ],
            _points.Shown);
        Assert.Null(_metrics.HighestEpoch);
    }

    [Fact]
    public void Add_TwoSources_CountsTheStepsOfEach()
    {
        var other = new LineSteps();
        Add("""{"loss": 3}""");
        Add(other, """{"acc": 0.1}""");
        Add("""{"loss": 2}""");
        Add(other, """{"acc": 0.2}""");

        Assert.Equal(["loss@0/0=3", "acc@0/0=0.1", "loss@1/0=2", "acc@1/0=0.2"], _points.Shown);
    }

    [Fact]
    public void Add_EqualValueAgain_IsLeftOutWithoutANote()
    {
        Add("""{"step": 1, "a": 5}""", """{"step": 2, "a": 6}""", """{"step": 1, "a": 5}""");

        Assert.Equal(["a@1/0=5", "a@2/0=6"], _points.Shown);
        Assert.Empty(_points.Notes);
    }

    [Fact]
    public void Add_OtherValueAgain_KeepsTheFirstAndTellsOnce()
    {
        Add("""{"step": 1, "a": 5}""", """{"step": 1, "a": 6}""", """{"step": 1, "a": 7}""");

        Assert.Equal(["a@1/0=5"], _points.Shown);
        Assert.Equal(
            [
                new ProgramNote(
                    NoteKind.Repeated,
                    "'a' has another value at step 1 than before; the first one is kept. A program that resumes from "
                        + "a checkpoint should log the same again, or begin after it.",
                    "a"),
            ],
            _points.Notes);
    }

    [Fact]
    public void Add_StepsBackwards_AddsThePointsAndTellsOncePerMetric()
    {
        Add(
            """{"step": 5, "a": 5, "b": 5}""", """{"step": 3, "a": 3}""", """{"step": 4, "a": 4}""",
            """{"step": 4, "b": 4}""");

        Assert.Equal(["a@5/0=5", "b@5/0=5", "a@3/0=3", "a@4/0=4", "b@4/0=4"], _points.Shown);
        Assert.Equal(
            [
                "The steps of 'a' go backwards, at step 3 for the first time. Points are ordered by step, so steps "
                    + "should grow over all epochs.",
                "The steps of 'b' go backwards, at step 4 for the first time. Points are ordered by step, so steps "
                    + "should grow over all epochs.",
            ],
            _points.Notes.Select(note => note.Message));
        Assert.Equal(5, _metrics.HighestStep);
    }

    [Fact]
    public void Add_MoreMetricsThanATrialMayHave_IgnoresAndTellsOnce()
    {
        for (var number = 0; number < 1003; number++)
            Add($$"""{"m{{number}}": 1}""");

        Assert.Equal(1000, _points.Points.Count);
        Assert.Equal(
            ["The trial has 1000 metrics; 'm1000' and further ones are ignored."],
            _points.Notes.Select(note => note.Message));
    }

    [Theory]
    [InlineData("NaN", DivergenceKind.NaN)]
    [InlineData("null", DivergenceKind.NaN)]
    [InlineData("-Infinity", DivergenceKind.Infinity)]
    [InlineData("101", DivergenceKind.LossAbove)]
    public void Add_LossThatDiverges_TellsKindStepAndLosses(string loss, DivergenceKind kind)
    {
        _metrics = Begin(above: 100);
        Add("""{"loss": 3, "acc": NaN}""", """{"loss": 100}""");
        Add($$"""{"loss": {{loss}}, "acc": 1}""", """{"loss": 1}""");

        Assert.Equal((kind, 2), (_metrics.Divergence!.Kind, _metrics.Divergence.Step));
        Assert.Equal([3, 100], _metrics.Divergence.Losses.SkipLast(1));
        Assert.Equal(kind == DivergenceKind.LossAbove ? 101 : 100, _metrics.LastFiniteLoss);
        Assert.Equal((2L, 1.0), (_points.Points[^1].Step, _points.Points[^1].Value));
    }

    [Theory]
    [InlineData("train/loss", null, true)]
    [InlineData("loss", null, true)]
    [InlineData("val/loss", null, false)]
    [InlineData("val/loss", "val/loss", true)]
    [InlineData("loss", "val/loss", false)]
    public void Add_NaN_DivergesIfItIsTheLoss(string metric, string? named, bool isDiverged)
    {
        _metrics = Begin(named);
        Add($$"""{"{{metric}}": NaN}""");

        Assert.Equal(isDiverged, _metrics.Divergence is not null);
    }

    [Fact]
    public void Add_LossAndTrainLoss_LossIsTheLoss()
    {
        Add("""{"train/loss": 2}""", """{"loss": 1, "train/loss": NaN}""");

        Assert.Null(_metrics.Divergence);
        Assert.Equal(1, _metrics.LastFiniteLoss);
    }

    [Fact]
    public void Add_LaterAttempt_KnowsTheEarlierPoints()
    {
        _points.Earlier = [new("a", 0, 0, 5), new("a", 1, 3, 6), new("loss", 1, 3, 0.5)];
        _metrics = Begin(isFirstAttempt: false);
        Add("""{"step": 1, "a": 6}""", """{"step": 2, "a": 7}""", """{"step": 0, "a": 8}""");

        Assert.Equal(1, _points.ResumedAt);
        Assert.Equal(["a@2/0=7"], _points.Shown);
        Assert.Equal([NoteKind.Repeated], _points.Notes.Select(note => note.Kind));
        Assert.Equal((2L, 3, 0.5), (_metrics.HighestStep, _metrics.HighestEpoch, _metrics.LastFiniteLoss));
    }

    [Fact]
    public void End_ObjectiveOfAnEarlierAttempt_Counts()
    {
        _points.Earlier = [new("acc", 7, 0, 5)];
        _metrics = Begin(isFirstAttempt: false);

        Assert.True(_metrics.End("acc"));
        Assert.Equal((0, 7L), (_points.ResumedAt, _metrics.HighestStep));
    }

    [Fact]
    public void End_LastObjectiveNotFinite_HasDiverged()
    {
        Add("""{"loss": 2, "acc": NaN}""", """{"acc": Infinity}""");

        Assert.True(_metrics.End("acc"));
        Assert.Equal((DivergenceKind.Infinity, 1), (_metrics.Divergence!.Kind, _metrics.Divergence.Step));
        Assert.Equal(2, _metrics.LastFiniteLoss);
    }

    [Fact]
    public void End_WithoutTheObjective_TellsSo()
    {
        Add("""{"loss": 2, "acc": 3}""");

        Assert.False(_metrics.End("accuracy"));
        Assert.Equal(["loss", "acc"], _metrics.Names);
    }

    private ProgramMetrics Begin(string? loss = null, double? above = null, bool isFirstAttempt = true) =>
        new(_points, new LossConfig(loss is null ? ["loss", "train/loss"] : [loss], above), isFirstAttempt);

    private void Add(params string[] lines) => Add(_steps, lines);

    private void Add(LineSteps steps, params string[] lines)
    {
        foreach (var line in lines)
        {
            Assert.True(_line.Read(Encoding.UTF8.GetBytes(line)));
            _metrics.Add(_line, steps);
        }
    }

    private sealed class RecordingPoints : IProgramObserver
    {
        public List<ProgramPoint> Points { get; } = [];

        public List<ProgramPoint> Earlier { get; set; } = [];

        public List<ProgramNote> Notes { get; } = [];

        public long? ResumedAt { get; private set; }

        public (long Step, int? Epoch, double? Loss) Progress { get; private set; }

        public IEnumerable<string> Shown => Points.Select(point =>
            FormattableString.Invariant($"{point.Metric}@{point.Step}/{point.Epoch}={point.Value}"));

        public IEnumerable<ProgramPoint> Resume(long step)
        {
            ResumedAt = step;
            return Earlier;
        }

        public void OnPoint(ProgramPoint point) => Points.Add(point);

        public IEnumerable<ProgramPoint> PointsOf(string metric) =>
            Earlier.Concat(Points).Where(point => point.Metric == metric);

        public void OnProgress(long step, int? epoch, double? loss) => Progress = (step, epoch, loss);

        public void Tell(ProgramNote note) => Notes.Add(note);
    }
}
