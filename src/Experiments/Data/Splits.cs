namespace SweepRunner.Experiments.Data;

/// <summary>The indices of a trial's images: two disjoint parts of the training set, and a part of the test
/// set.</summary>
internal sealed record Split(int[] Train, int[] Validation, int[] Test);

/// <summary>Splits a data set as a config asks.</summary>
internal static class Splits
{
    /// <summary>
    /// Shuffles both sets with the split seed. Validation takes the last <see cref="DataConfig.ValidationSamples"/> of
    /// the training set, training the first <see cref="DataConfig.TrainSamples"/> of the rest, and the test the first
    /// <see cref="DataConfig.TestSamples"/> of the test set, so a larger part contains every smaller one.
    /// </summary>
    /// <exception cref="DataException">The data set has too few images for what the config asks.</exception>
    public static Split Create(DatasetInfo info, DataConfig config)
    {
        if (Check(info, config).ToList() is { Count: > 0 } faults)
            throw new DataException(string.Join('\n', faults.Select(fault => fault.Message)));

        var training = SeededOrder.Permutation(info.TrainImages, config.SplitSeed, Seeds.OfTrainingSet);
        var test = SeededOrder.Permutation(info.TestImages, config.SplitSeed, Seeds.OfTestSet);
        var rest = info.TrainImages - config.ValidationSamples;
        return new Split(
            training[..(config.TrainSamples ?? rest)],
            training[rest..],
            test[..(config.TestSamples ?? info.TestImages)]);
    }

    /// <summary>The faults of a config that asks for more images than the data set has, with paths below
    /// <see cref="DataConfig"/>; empty when <see cref="Create"/> succeeds.</summary>
    public static IEnumerable<Fault> Check(DatasetInfo info, DataConfig config)
    {
        var rest = info.TrainImages - config.ValidationSamples;
        if (rest < 1)
            yield return new Fault(
                "validationSamples",
                $"{config.ValidationSamples} validation images leave none of the {info.TrainImages} of "
                    + $"{info.Name} to train on; allowed are 1 to {info.TrainImages - 1}");
        else if (config.TrainSamples > rest)
            yield return new Fault(
                "trainSamples",
                $"{config.TrainSamples} training images are more than the {rest} of {info.Name} that the "
                    + $"{config.ValidationSamples} validation images leave; allowed are 1 to {rest}");
        if (config.TestSamples > info.TestImages)
            yield return new Fault(
                "testSamples",
                $"{config.TestSamples} test images are more than the {info.TestImages} of {info.Name}; "
                    + $"allowed are 1 to {info.TestImages}");
    }
}
