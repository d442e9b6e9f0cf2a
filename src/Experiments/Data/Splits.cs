using SweepRunner.Configuration;
using SweepRunner.Experiments.Configuration;

namespace SweepRunner.Experiments.Data;

/// <summary>Which images a trial trains on, steers by and is measured with.</summary>
/// <param name="Train">Images of the training set to train on.</param>
/// <param name="Validation">Images of the training set to steer by; none of them is trained on.</param>
/// <param name="Test">Images of the test set.</param>
public sealed record Split(int[] Train, int[] Validation, int[] Test);

/// <summary>Divides a data set as a config asks.</summary>
public static class Splits
{
    private const long OfTrainingSet = 1;
    private const long OfTestSet = 2;

    /// <summary>
    /// Orders the training set and the test set by the split seed; the last <see cref="DataConfig.ValidationSamples"/>
    /// of the training set are for validation, of the rest the first <see cref="DataConfig.TrainSamples"/> for
    /// training, and the first <see cref="DataConfig.TestSamples"/> of the test set for the test. A larger part thus
    /// holds every smaller one.
    /// </summary>
    /// <exception cref="DataException">The data set has too few images for what the config asks.</exception>
    public static Split Create(DatasetInfo info, DataConfig config)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(config);
        var faults = Check(info, config).ToList();
        if (faults.Count > 0)
            throw new DataException(string.Join('\n', faults.Select(fault => fault.Message)));

        var training = SeededOrder.Permutation(info.TrainImages, config.SplitSeed, OfTrainingSet);
        var test = SeededOrder.Permutation(info.TestImages, config.SplitSeed, OfTestSet);
        var rest = info.TrainImages - config.ValidationSamples;
        return new Split(
            training[..(config.TrainSamples ?? rest)],
            training[rest..],
            test[..(config.TestSamples ?? info.TestImages)]);
    }

    /// <summary>What a config asks of a data set that it has not; paths are of <see cref="DataConfig"/>'s keys. Empty
    /// when <see cref="Create"/> will do.</summary>
    public static IEnumerable<Fault> Check(DatasetInfo info, DataConfig config)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(config);
        return Faults(info, config);
    }

    private static IEnumerable<Fault> Faults(DatasetInfo info, DataConfig config)
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
