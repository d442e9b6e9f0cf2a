namespace SweepRunner.Experiments.Trials;

/// <summary>The amount of work of a trial, by arithmetic alone: the images of an epoch, of the evaluation after each
/// epoch and of the test, and the steps of an epoch, a last short batch included, and of the whole trial.</summary>
public sealed record TrialSize(int TrainImages, int ValidationImages, int TestImages, int StepsPerEpoch, long Steps)
{
    /// <summary>Computes the size of a trial that has passed the checks.</summary>
    public static TrialSize Create(NetworkTrial trial) =>
        Create(trial.Data, DatasetCatalog.Find(trial.Data.Name)!, trial.Epochs);

    /// <summary>Multiply-adds of the forward pass of one image of a trial.</summary>
    /// <exception cref="ShapeException">The network cannot process the images.</exception>
    public static long MultiplyAdds(NetworkTrial trial) =>
        NetworkPlan.Create(trial.Model, trial.Data, DatasetCatalog.Find(trial.Data.Name)!).MultiplyAdds;

    internal static TrialSize Create(DataConfig data, DatasetInfo dataset, int epochs)
    {
        var trainImages = data.TrainSamples ?? (dataset.TrainImages - data.ValidationSamples);
        var stepsPerEpoch = (int)(((long)trainImages + data.BatchSize - 1) / data.BatchSize);
        var testImages = data.TestSamples ?? dataset.TestImages;
        return new(trainImages, data.ValidationSamples, testImages, stepsPerEpoch, (long)stepsPerEpoch * epochs);
    }
}
