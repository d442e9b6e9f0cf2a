using SweepRunner.Experiments.Devices;
using SweepRunner.Experiments.Divergence;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Training;

/// <summary>Turns what the training loop measures into metrics, and its end into a report.</summary>
internal sealed class TrialLog(
    ITrialObserver observer, int everySteps, int epochs, long steps, GpuMemory? gpuMemory, TimeProvider time)
{
    private int _epoch;
    private long _timedImages;
    private long _begin;
    private long _evaluationBegin;
    private TimeSpan _saved;

    /// <summary>What has been counted.</summary>
    public TrialLogState State { get; set; } = new(0, 0, 0, 0, []);

    /// <summary>An epoch begins, or goes on.</summary>
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
        State = new TrialLogState(
            State.Images + reading.Images,
            State.EpochImages + reading.Images,
            State.EpochLoss + (reading.Loss * reading.Images),
            State.EpochCorrect + reading.Correct,
            [.. State.LastReadings.TakeLast(Explosion.Steps - 1), reading]);
        if (reading.Step % everySteps == 0)
            LogStep(reading, observer.OnMetric);

        observer.OnStep(new StepProgress(reading.Epoch, epochs, reading.Step + 1, steps, reading.Loss, State.Images));
    }

    /// <summary>A checkpoint took so long: no part of training.</summary>
    public void LeaveOut(TimeSpan saving) => _saved += saving;

    /// <summary>The epoch's updates are done, or the trial's epochs; what follows is evaluation.</summary>
    public void BeginEvaluation() => _evaluationBegin = time.GetTimestamp();

    /// <summary>Logs the epoch's means.</summary>
    /// <returns>The epoch's metrics by name.</returns>
    public IReadOnlyDictionary<string, double> EndEpoch(long step, Evaluation validation)
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            [MetricNames.TrainEpochLoss] = State.EpochLoss / State.EpochImages,
            [MetricNames.TrainAccuracy] = State.EpochCorrect / State.EpochImages,
            [MetricNames.ValidationLoss] = validation.Loss,
            [MetricNames.ValidationAccuracy] = validation.Accuracy,
            [MetricNames.ValidationSeconds] = time.GetElapsedTime(_evaluationBegin).TotalSeconds,
            [MetricNames.MemoryBytes] = Environment.WorkingSet,
        };

        // Taken up for its evaluation alone, an epoch has no rate.
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

    // A trial that is taken up for its test alone begins no epoch.
    public void Test(long step, int epoch, Evaluation test)
    {
        observer.OnEvaluation(MetricNames.TestLoss, step, epoch, test.Loss);
        observer.OnEvaluation(MetricNames.TestAccuracy, step, epoch, test.Accuracy);
        observer.OnEvaluation(MetricNames.TestSeconds, step, epoch, time.GetElapsedTime(_evaluationBegin).TotalSeconds);
    }

    public TrialReport Completed(int epochsDone, long stepsDone, double? lastFiniteLoss, bool isStoppedByPatience) =>
        new()
        {
            Epochs = epochsDone,
            Steps = stepsDone,
            LastFiniteLoss = lastFiniteLoss,
            IsStoppedByPatience = isStoppedByPatience,
            OutcomeStep = isStoppedByPatience ? stepsDone - 1 : null,
        };

    /// <summary>Reports a divergence; the step that shows it is logged whatever the interval.</summary>
    /// <param name="kind">How.</param>
    /// <param name="step">The step that shows it.</param>
    /// <param name="epochsDone">Whole epochs done.</param>
    /// <param name="stepsDone">Updates done before it.</param>
    /// <param name="lastFiniteLoss">The last finite loss.</param>
    /// <param name="model">The network.</param>
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
                [
                    .. model
                        .named_parameters()
                        .Select(parameter => TensorStatistics.Of(parameter.name, parameter.parameter)),
                ]),
        };
    }

    // The step that shows a divergence belongs to the trial's end.
    private void LogStep(StepReading reading, Action<string, long, int, double> log)
    {
        log(MetricNames.TrainLoss, reading.Step, _epoch, reading.Loss);
        log(MetricNames.GradientNorm, reading.Step, _epoch, reading.GradientNorm);
        log(MetricNames.LearningRate, reading.Step, _epoch, reading.LearningRate);
    }
}
