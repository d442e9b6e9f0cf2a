using SweepRunner.Experiments.Data;

namespace SweepRunner.Experiments.Tests.Data;

public sealed class SplitsTests
{
    private static readonly DatasetInfo Info = new("tiny", 1, 28, 28, 10, TrainImages: 100, TestImages: 20);
    private static readonly KnownDataConfig Config = new() { Name = "tiny", ValidationSamples = 30 };

    [Fact]
    public void Create_WholeSet_UsesEachImageOnce()
    {
        var split = Splits.Create(Info, Config);
        Assert.Equal((70, 30, 20), (split.Train.Length, split.Validation.Length, split.Test.Length));
        Assert.Equal(Enumerable.Range(0, 100), split.Train.Concat(split.Validation).Order());
        Assert.Equal(Enumerable.Range(0, 20), split.Test.Order());
    }

    [Fact]
    public void Create_FewerSamples_TakesTheFirstOfTheSameOrder()
    {
        var (whole, part) = (
            Splits.Create(Info, Config), Splits.Create(Info, Config with { TrainSamples = 12, TestSamples = 5 }));
        Assert.Equal(whole.Train[..12], part.Train);
        Assert.Equal(whole.Validation, part.Validation);
        Assert.Equal(whole.Test[..5], part.Test);
    }

    [Fact]
    public void Create_OtherSplitSeed_DividesOtherwise()
    {
        var (zero, one) = (Splits.Create(Info, Config), Splits.Create(Info, Config with { SplitSeed = 1 }));
        Assert.NotEqual(zero.Validation.Order(), one.Validation.Order());
        Assert.NotEqual(zero.Test, one.Test);
    }

    [Fact]
    public void Create_RealSize_IsTheSameForEver()
    {
        var info = DatasetCatalog.Find("fashion-mnist")!;
        var split = Splits.Create(info, new KnownDataConfig { Name = info.Name });
        Assert.Equal((55_000, 5_000, 10_000), (split.Train.Length, split.Validation.Length, split.Test.Length));
        Assert.Equal([12466, 14161, 43097, 6413, 51638], split.Train[..5]);
        Assert.Equal([8621, 43534, 58720, 9863, 34821], split.Validation[^5..]);
        Assert.Equal([5535, 6474, 6744, 1720, 1290], split.Test[..5]);
    }

    [Theory]
    [InlineData(
        100, null, null, "100 validation images leave none to train on: 'tiny' has 100 training images.")]
    [InlineData(
        30,
        71,
        null,
        "71 images are too many: 'tiny' has 100 training images, and validation takes 30, so 70 are left.")]
    [InlineData(30, 70, 21, "21 images are too many: 'tiny' has 20 test images.")]
    [InlineData(
        30,
        71,
        21,
        "71 images are too many: 'tiny' has 100 training images, and validation takes 30, so 70 are left.\n"
            + "21 images are too many: 'tiny' has 20 test images.")]
    public void Create_TooFewImages_SaysHowManyThereAre(int validation, int? train, int? test, string message)
    {
        var config = Config with { ValidationSamples = validation, TrainSamples = train, TestSamples = test };
        Assert.Equal(message, Assert.Throws<DataException>(() => Splits.Create(Info, config)).Message);
    }

    [Fact]
    public void Create_ValidationImagesOfItsOwn_TrainsOnAllOthers()
    {
        var info = Info with { ValidationImages = 40 };
        var (all, some) = (
            Splits.Create(info, Config with { ValidationSamples = null }), Splits.Create(info, Config));
        Assert.Equal(Enumerable.Range(0, 100), all.Train.Order());
        Assert.Equal(Enumerable.Range(0, 40), all.Validation.Order());
        Assert.Equal(all.Validation[..30], some.Validation);
        Assert.Equal(all.Train, some.Train);
    }

    [Fact]
    public void Create_NoNumberOfValidationImages_TakesAFifthOfTheTrainingSet()
    {
        var split = Splits.Create(Info, Config with { ValidationSamples = null });
        Assert.Equal((80, 20), (split.Train.Length, split.Validation.Length));
        Assert.Equal(Enumerable.Range(0, 100), split.Train.Concat(split.Validation).Order());
    }

    [Theory]
    [InlineData(41, null, "41 images are too many: 'tiny' has 40 validation images.")]
    [InlineData(40, 101, "101 images are too many: 'tiny' has 100 training images.")]
    public void Create_TooFewImagesBesideValidation_SaysHowManyThereAre(int validation, int? train, string message)
    {
        var (info, config) = (
            Info with { ValidationImages = 40 }, Config with { ValidationSamples = validation, TrainSamples = train });
        Assert.Equal(message, Assert.Throws<DataException>(() => Splits.Create(info, config)).Message);
    }
}
