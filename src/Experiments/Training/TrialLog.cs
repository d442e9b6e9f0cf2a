using SweepRunner.Experiments.Divergence;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Training;

/// <summary>Turns what the training loop measures into metrics, and its end into a report.</summary>
internal sealed class TrialLog(ITrialObserver observer, int everySteps, int epochs, long steps, TimeProvider time)
{
    private const int StepsKept = 50;

    private readonly Queue<StepReading> _lastReadings = new();
    private int _epoch;
    private long _images;
    private long _epochImages;
    private double _epochLoss;
    private double _epochCorrect;
    private long _epochBegin;

    public void BeginEpoch(int number)
    {
        _epoch = number;
        (_epochImages, _epochLoss, _epochCorrect) = (0, 0, 0);
        _epochBegin = time.GetTimestamp();
    }

    public void Step(StepReading reading)
    {
        _epochImages += reading.Images;
        _images += reading.Images;
        _epochLoss += reading.Loss * reading.Images;
        _epochCorrect += reading.Correct;
        _lastReadings.Enqueue(reading);
        if (_lastReadings.Count > StepsKept)
            _lastReadings.Dequeue();

        if (reading.Step % everySteps == 0)
            LogStep(reading);

        observer.OnStep(new StepProgress(reading.Epoch, epochs, reading.Step + 1, steps, reading.Loss, _images));
    }

    /// <summary>The epoch's updates are done; what follows is evaluation.</summary>
    public void EndTraining(long step)
    {
        Log(MetricNames.ImagesPerSecond, step, _epochImages / time.GetElapsedTime(_epochBegin).TotalSeconds);
        Log(MetricNames.MemoryBytes, step, Environment.WorkingSet);
    }

    /// <summary>Logs the epoch's means.</summary>
    /// <returns>The epoch's metrics by name.</returns>
    public IReadOnlyDictionary<string, double> EndEpoch(long step, Evaluation validation)
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            [MetricNames.TrainEpochLoss] = _epochLoss / _epochImages,
            [MetricNames.TrainAccuracy] = _epochCorrect / _epochImages,
            [MetricNames.ValidationLoss] = validation.Loss,
            [MetricNames.ValidationAccuracy] = validation.Accuracy,
        };
        foreach (var (metric, value) in metrics)
            Log(metric, step, value);

        return metrics;
    }

    public void Test(long step, Evaluation test)
    {
        Log(MetricNames.TestLoss, step, test.Loss);
        Log(MetricNames.TestAccuracy, step, test.Accuracy);
    }

    public TrialReport Completed(int epochsDone, long stepsDone, double? lastFiniteLoss, bool isStoppedByPatience) => new()
    {
        Epochs = epochsDone,
        Steps = stepsDone,
        LastFiniteLoss = lastFiniteLoss,
        IsStoppedByPatience = isStoppedByPatience,
        OutcomeStep = isStoppedByPatience ? stepsDone - 1 : null,
    };

    /// <summary>Reports a divergence; the step that shows it is logged whatever the interval.</summary>
    public TrialReport Diverged(DivergenceKind kind, long step, int epochsDone, long stepsDone, double? lastFiniteLoss, nn.Module model)
    {
        var readings = _lastReadings.TakeWhile(reading => reading.Step <= step).ToList();
        if (step % everySteps != 0)
            LogStep(readings[^1]);

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
                [.. model.named_parameters().Select(parameter => TensorStatistics.Of(parameter.name, parameter.parameter))]),
        };
    }

    private void LogStep(StepReading reading)
    {
        Log(MetricNames.TrainLoss, reading.Step, reading.Loss);
        Log(MetricNames.GradientNorm, reading.Step, reading.GradientNorm);
        Log(MetricNames.LearningRate, reading.Step, reading.LearningRate);
    }

    private void Log(string metric, long step, double value) => observer.OnMetric(metric, step, _epoch, value);
}
