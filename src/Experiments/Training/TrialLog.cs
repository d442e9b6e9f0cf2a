using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Divergence;

namespace SweepRunner.Experiments.Training;

/// <summary>Turns the measurements of the training loop into metrics and its end into a report.</summary>
internal sealed class TrialLog(
    ITrialObserver observer, int everySteps, int epochs, long steps, GpuMemory? gpuMemory, TimeProvider time)
{
    private int _epoch;
    private long _timedImages;
    private long _begin;
    private long _evaluationBegin;
    private TimeSpan _saved;

    public StepTotals State { get; set; } = new(0, 0, 0, 0, []);

    /// <summary>Starts or resumes an epoch.</summary>
    public void BeginEpoch(int number)
    {
        _epoch = number;
        _timedImages = 0;
        _saved = TimeSpan.Zero;
        _begin = time.GetTimestamp();
    }

    public void Step(StepReading reading)
    {
        _timedImages += reading.Images;
        State = new StepTotals(
            State.Images + reading.Images,
            State.EpochImages + reading.Images,
            State.EpochLoss + (reading.Loss * reading.Images),
            State.EpochCorrect + reading.Correct,
            [.. State.LastReadings.TakeLast(Explosion.Steps - 1), reading]);
        if (reading.Step % everySteps == 0)
            LogStep(reading, observer.OnMetric);

        observer.OnStep(new StepProgress(reading.Epoch, epochs, reading.Step + 1, steps, reading.Loss, State.Images));
    }

    /// <summary>Excludes the time of a checkpoint from the training time.</summary>
    public void LeaveOut(TimeSpan saving) => _saved += saving;

    public void BeginEvaluation() => _evaluationBegin = time.GetTimestamp();

    /// <summary>Logs the metrics of an epoch and returns them by name.</summary>
    public IReadOnlyDictionary<string, double> EndEpoch(long step, Evaluation validation)
    {
        var metrics = new Dictionary<string, double>
        {
            [MetricNames.TrainEpochLoss] = State.EpochLoss / State.EpochImages,
            [MetricNames.TrainAccuracy] = State.EpochCorrect / State.EpochImages,
            [MetricNames.ValidationLoss] = validation.Loss,
            [MetricNames.ValidationAccuracy] = validation.Accuracy,
            [MetricNames.ValidationSeconds] = time.GetElapsedTime(_evaluationBegin).TotalSeconds,
            [MetricNames.MemoryBytes] = Environment.WorkingSet,
        };

        // An epoch that is resumed at its evaluation has no training time.
        if (_timedImages > 0)
        {
            var trained = time.GetElapsedTime(_begin, _evaluationBegin) - _saved;
            metrics[MetricNames.TrainSeconds] = trained.TotalSeconds;
            metrics[MetricNames.ImagesPerSecond] = _timedImages / trained.TotalSeconds;
        }

        gpuMemory?.Update();
        if (gpuMemory?.Peak is { } peak)
            metrics[MetricNames.GpuMemoryBytes] = peak;

        foreach (var (metric, value) in metrics)
            observer.OnEvaluation(metric, step, _epoch, value);

        State = State with { EpochImages = 0, EpochLoss = 0, EpochCorrect = 0 };
        return metrics;
    }

    // Takes the epoch: a trial that is resumed at its test begins none.
    public void Test(long step, int epoch, Evaluation test)
    {
        observer.OnEvaluation(MetricNames.TestLoss, step, epoch, test.Loss);
        observer.OnEvaluation(MetricNames.TestAccuracy, step, epoch, test.Accuracy);
        observer.OnEvaluation(MetricNames.TestSeconds, step, epoch, time.GetElapsedTime(_evaluationBegin).TotalSeconds);
    }

    /// <summary>Reports a divergence. Its step is logged whatever the interval.</summary>
    public TrialReport Diverged(
        DivergenceKind kind, long step, int epochsDone, long stepsDone, double? lastFiniteLoss, nn.Module model)
    {
        var readings = State.LastReadings.TakeWhile(reading => reading.Step <= step).ToList();
        if (step % everySteps != 0)
            LogStep(readings[^1], observer.OnEvaluation);

        return new TrialReport
        {
            Divergence = kind,
            OutcomeStep = step,
            Epochs = epochsDone,
            Steps = stepsDone,
            LastFiniteLoss = lastFiniteLoss,
            Snapshot = new DivergenceSnapshot(
                readings.ConvertAll(reading => reading.Loss),
                readings.ConvertAll(reading => reading.GradientNorm),
                [.. model.named_parameters().Select(each => TensorStatistics.Measure(each.name, each.parameter))]),
        };
    }

    // A step that is logged because of a divergence belongs to the end of the trial, hence the choice of receiver.
    private void LogStep(StepReading reading, Action<string, long, int, double> log)
    {
        log(MetricNames.TrainLoss, reading.Step, _epoch, reading.Loss);
        log(MetricNames.GradientNorm, reading.Step, _epoch, reading.GradientNorm);
        log(MetricNames.LearningRate, reading.Step, _epoch, reading.LearningRate);
    }
}
