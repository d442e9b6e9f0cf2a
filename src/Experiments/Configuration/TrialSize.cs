using SweepRunner.Experiments.Data;

namespace SweepRunner.Experiments.Configuration;

/// <summary>How much work a trial is, by arithmetic alone.</summary>
/// <param name="TrainImages">Training images of an epoch.</param>
/// <param name="ValidationImages">Images evaluated after each epoch.</param>
/// <param name="TestImages">Images evaluated once at the end.</param>
/// <param name="StepsPerEpoch">Steps of an epoch, the last short batch counted.</param>
/// <param name="Steps">Steps of the whole trial.</param>
public sealed record TrialSize(int TrainImages, int ValidationImages, int TestImages, int StepsPerEpoch, long Steps)
{
    /// <summary>The size of a trial.</summary>
    /// <param name="trial">The trial; its data set is known and it has passed the checks.</param>
    public static TrialSize Of(TrialConfig trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var dataset = DatasetCatalog.Find(trial.Data.Name)!;
        var trainImages = TrainImagesOf(trial.Data, dataset);
        var stepsPerEpoch = StepsPerEpochOf(trainImages, trial.Data.BatchSize);
        return new TrialSize(
            trainImages,
            trial.Data.ValidationSamples,
            trial.Data.TestSamples ?? dataset.TestImages,
            stepsPerEpoch,
            (long)stepsPerEpoch * trial.Epochs);
    }

    internal static int TrainImagesOf(DataConfig data, DatasetInfo dataset) =>
        data.TrainSamples ?? (dataset.TrainImages - data.ValidationSamples);

    internal static int StepsPerEpochOf(int images, int batchSize) => (int)(((long)images + batchSize - 1) / batchSize);
}
