namespace SweepRunner.Experiments.Data;

/// <summary>The indices of a trial's images: of the training set, of the validation images (a part of the training set
/// that is not trained on, or of the data set's own), and of the test set.</summary>
internal sealed record Split(int[] Train, int[] Validation, int[] Test);

/// <summary>The number of images in each part of a split.</summary>
internal readonly record struct SplitSizes(int Train, int Validation, int Test);

/// <summary>Splits a data set as a config asks.</summary>
internal static class Splits
{
    /// <summary>
    /// Shuffles each set with the split seed. Validation takes the last <see cref="DataConfig.ValidationSamples"/> of
    /// the training set, unless the data set has validation images of its own. Every other part is the first images of
    /// what is left, so a larger part contains every smaller one.
    /// </summary>
    /// <exception cref="DataException">The data set has too few images for what the config asks.</exception>
    public static Split Create(DatasetInfo info, DataConfig config)
    {
        if (Check(info, config).ToList() is { Count: > 0 } faults)
            throw new DataException(string.Join('\n', faults.Select(fault => fault.Message)));

        var sizes = Sizes(info, config);
        var training = SeededOrder.Permutation(info.TrainImages, config.SplitSeed, Seeds.OfTrainingSet);
        var validation = info.ValidationImages == 0
            ? training[^sizes.Validation..]
            : SeededOrder.Permutation(
                info.ValidationImages, config.SplitSeed, Seeds.OfValidationSet)[..sizes.Validation];
        var test = SeededOrder.Permutation(info.TestImages, config.SplitSeed, Seeds.OfTestSet);
        return new Split(training[..sizes.Train], validation, test[..sizes.Test]);
    }

    /// <summary>The number of images in each part.</summary>
    public static SplitSizes Sizes(DatasetInfo info, DataConfig config)
    {
        var validation = config.ValidationSamples
            ?? (info.ValidationImages > 0 ? info.ValidationImages : Math.Max(1, info.TrainImages / 5));
        return new SplitSizes(
            config.TrainSamples ?? Rest(info, validation), validation, config.TestSamples ?? info.TestImages);
    }

    /// <summary>The faults of a config that asks for more images than the data set has. Paths start at the
    /// trial.</summary>
    public static IEnumerable<Fault> Check(DatasetInfo info, DataConfig config)
    {
        var (train, validation, test) = Sizes(info, config);
        var rest = Rest(info, validation);
        if (rest < 1)
            yield return new Fault(
                "data.validationSamples",
                $"{validation} validation images leave none to train on: '{info.Name}' "
                    + $"has {info.TrainImages} training images.");
        else if (train > rest)
            yield return new Fault("data.trainSamples", TooMany(train, info.TrainImages, "training")
                + (info.ValidationImages > 0 ? "." : $", and validation takes {validation}, so {rest} are left."));
        if (info.ValidationImages > 0 && validation > info.ValidationImages)
            yield return new Fault(
                "data.validationSamples", $"{TooMany(validation, info.ValidationImages, "validation")}.");
        if (test > 0 && info.TestImages == 0)
            yield return new Fault(
                "data.testSamples", $"'{info.Name}' has no test images here; leave the key out, or give testPath.");
        else if (test > info.TestImages)
            yield return new Fault("data.testSamples", $"{TooMany(test, info.TestImages, "test")}.");

        string TooMany(int asked, int has, string what) =>
            $"{asked} images are too many: '{info.Name}' has {has} {what} images";
    }

    // The training images that validation leaves.
    private static int Rest(DatasetInfo info, int validation) =>
        info.TrainImages - (info.ValidationImages > 0 ? 0 : validation);
}
