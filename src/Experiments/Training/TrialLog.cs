using SweepRunner.Experiments.Divergence;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Training;

/// <summary>Turns what the training loop measures into metrics, and its end into a report.</summary>
internal sealed class TrialLog(ITrialObserver observer, int everySteps, int epochs, long steps, TimeProvider time)
{
    private const int StepsKept = 50;

    private readonly Queue<StepReading> lastReadings = new();
    private int epoch;
    private long images;
    private long epochImages;
    private double epochLoss;
    private double epochCorrect;
    private long epochBegin;

    public void BeginEpoch(int number)
    {
        epoch = number;
        (epochImages, epochLoss, epochCorrect) = (0, 0, 0);
        epochBegin = time.GetTimestamp();
    }

    public void Step(StepReading reading)
    {
        epochImages += reading.Images;
        images += reading.Images;
        epochLoss += reading.Loss * reading.Images;
        epochCorrect += reading.Correct;
        lastReadings.Enqueue(reading);
        if (lastReadings.Count > StepsKept)
        {
            lastReadings.Dequeue();
        }

        if (reading.Step % everySteps == 0)
        {
            LogStep(reading);
        }

        observer.OnStep(new StepProgress(reading.Epoch, epochs, reading.Step + 1, steps, reading.Loss, images));
    }

    /// <summary>The epoch's updates are done; what follows is evaluation.</summary>
    public void EndTraining(long step)
    {
        Log(MetricNames.ImagesPerSecond, step, epochImages / time.GetElapsedTime(epochBegin).TotalSeconds);
        Log(MetricNames.MemoryBytes, step, Environment.WorkingSet);
    }

    /// <summary>Logs the epoch's means.</summary>
    /// <returns>The epoch's metrics by name.</returns>
    public IReadOnlyDictionary<string, double> EndEpoch(long step, Evaluation validation)
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            [MetricNames.TrainEpochLoss] = epochLoss / epochImages,
            [MetricNames.TrainAccuracy] = epochCorrect / epochImages,
            [MetricNames.ValidationLoss] = validation.Loss,
            [MetricNames.ValidationAccuracy] = validation.Accuracy,
        };
        foreach (var (metric, value) in metrics)
        {
            Log(metric, step, value);
        }

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

    /// <summary>Reports a divergence; the step that shows it is logged whatever the interval, and its update is not done.</summary>
    public TrialReport Diverged(DivergenceKind kind, long step, int epochsDone, double? lastFiniteLoss, nn.Module model)
    {
        var readings = lastReadings.TakeWhile(reading => reading.Step <= step).ToList();
        if (step % everySteps != 0)
        {
            LogStep(readings[^1]);
        }

        return new TrialReport
        {
            Divergence = kind,
            OutcomeStep = step,
            Epochs = epochsDone,
            Steps = step,
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

    private void Log(string metric, long step, double value) => observer.OnMetric(metric, step, epoch, value);
}
