namespace SweepRunner.Experiments.Trials;

/// <summary>The amount of work of a trial, by arithmetic alone: the images of an epoch, of the evaluation after each
/// epoch and of the test, and the steps of an epoch, a last short batch included, and of the whole trial.</summary>
public sealed record TrialSize(int TrainImages, int ValidationImages, int TestImages, int StepsPerEpoch, long Steps)
{
    internal static TrialSize Create(DataConfig data, DatasetInfo dataset, int epochs)
    {
        var (train, validation, test) = Splits.Sizes(dataset, data);
        var stepsPerEpoch = (int)(((long)train + data.BatchSize - 1) / data.BatchSize);
        return new(train, validation, test, stepsPerEpoch, (long)stepsPerEpoch * epochs);
    }
}
