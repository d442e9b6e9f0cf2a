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

    /// <summary>The faults of a config that asks for more images than the data set has. Paths start at the
    /// trial.</summary>
    public static IEnumerable<Fault> Check(DatasetInfo info, DataConfig config)
    {
        var rest = info.TrainImages - config.ValidationSamples;
        if (rest < 1)
            yield return new Fault(
                "data.validationSamples",
                $"{config.ValidationSamples} validation images leave none to train on: '{info.Name}' "
                    + $"has {info.TrainImages} training images.");
        else if (config.TrainSamples > rest)
            yield return new Fault(
                "data.trainSamples",
                $"{config.TrainSamples} images are too many: '{info.Name}' has {info.TrainImages} training images, "
                    + $"and validation takes {config.ValidationSamples}, so {rest} are left.");
        if (config.TestSamples > info.TestImages)
            yield return new Fault(
                "data.testSamples",
                $"{config.TestSamples} images are too many: '{info.Name}' has {info.TestImages} test images.");
    }
}
