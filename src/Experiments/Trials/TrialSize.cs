namespace SweepRunner.Experiments.Trials;

/// <summary>The amount of work of a trial, by arithmetic alone.</summary>
/// <param name="TrainImages">Training images of an epoch.</param>
/// <param name="ValidationImages">Images evaluated after each epoch.</param>
/// <param name="TestImages">Images evaluated once at the end.</param>
/// <param name="StepsPerEpoch">Steps of an epoch, including a last short batch.</param>
/// <param name="Steps">Steps of the whole trial.</param>
public sealed record TrialSize(int TrainImages, int ValidationImages, int TestImages, int StepsPerEpoch, long Steps)
{
    /// <summary>Computes the size of a trial.</summary>
    /// <param name="trial">A trial that has passed the checks.</param>
    public static TrialSize Create(TrialConfig trial) =>
        Create(trial.Data, DatasetCatalog.Find(trial.Data.Name)!, trial.Epochs);

    /// <summary>Multiply-adds of the forward pass of one image of a trial.</summary>
    /// <exception cref="ShapeException">The network cannot process the images.</exception>
    public static long MultiplyAdds(TrialConfig trial) =>
        NetworkPlan.Create(trial.Model, trial.Data, DatasetCatalog.Find(trial.Data.Name)!).MultiplyAdds;

    internal static TrialSize Create(DataConfig data, DatasetInfo dataset, int epochs)
    {
        var trainImages = data.TrainSamples ?? (dataset.TrainImages - data.ValidationSamples);
        var stepsPerEpoch = (int)(((long)trainImages + data.BatchSize - 1) / data.BatchSize);
        return new TrialSize(
            trainImages,
            data.ValidationSamples,
            data.TestSamples ?? dataset.TestImages,
            stepsPerEpoch,
            (long)stepsPerEpoch * epochs);
    }
}
