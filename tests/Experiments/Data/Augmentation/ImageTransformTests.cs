using SweepRunner.Experiments.Data.Augmentation;

namespace SweepRunner.Experiments.Tests.Data.Augmentation;

/// <summary>The random numbers of augmentation.</summary>
public sealed class ImageTransformTests
{
    private const int Images = 20_000;

    private static readonly AugmentConfig All = new()
    {
        Rotate = 40,
        Shift = .2,
        Shear = 10,
        Zoom = .3,
        Flip = ["horizontal", "vertical"],
        Crop = new CropConfig { Padding = 2 },
        Brightness = .4,
        Contrast = .6,
    };

    // Each number of a transform, from -1 to 1 by its limit.
    private static readonly Dictionary<string, Func<ImageTransform, double>> Numbers = new()
    {
        ["rotation"] = each => each.Rotation / 40,
        ["shift x"] = each => each.ShiftX / .2,
        ["shift y"] = each => each.ShiftY / .2,
        ["shear"] = each => each.Shear / 10,
        ["zoom x"] = each => (each.ZoomX - 1) / .3,
        ["zoom y"] = each => (each.ZoomY - 1) / .3,
        ["brightness"] = each => (each.Brightness - 1) / .4,
        ["contrast"] = each => (each.Contrast - 1) / .6,
    };

    private static readonly Dictionary<string, Func<ImageTransform, double>> Whole = new()
    {
        ["flip horizontally"] = each => each.IsFlippedHorizontally ? 1 : -1,
        ["flip vertically"] = each => each.IsFlippedVertically ? 1 : -1,
        ["crop x"] = each => each.CropX / 2.0,
        ["crop y"] = each => each.CropY / 2.0,
    };

    private static readonly ImageTransform[] Drawn =
        [.. Enumerable.Range(0, Images).Select(image => ImageTransform.Draw(All, seed: 7, epoch: 3, image))];

    [Fact]
    public void Draw_ManyImages_IsUniformWithinItsLimits() =>
        Assert.All(Numbers, number =>
        {
            var values = Drawn.Select(number.Value).ToList();
            Assert.All(values, value => Assert.InRange(value, -1, 1));
            // A uniform number of [-1, 1] has the mean 0, the variance 1/3 and a quarter of its values in each quarter;
            // five standard errors.
            Assert.Equal(0, values.Average(), 5 * Math.Sqrt(1 / 3.0 / Images));
            Assert.Equal(1 / 3.0, values.Average(value => value * value), 5 * Math.Sqrt(4 / 45.0 / Images));
            Assert.Equal(.25, values.Count(value => value > .5) / (double)Images, 5 * Math.Sqrt(3 / 16.0 / Images));
        });

    [Fact]
    public void Draw_ManyImages_FlipsHalfAndCropsEverywhere()
    {
        var error = 5 * Math.Sqrt(.25 / Images);
        Assert.Equal(.5, Drawn.Count(each => each.IsFlippedHorizontally) / (double)Images, error);
        Assert.Equal(.5, Drawn.Count(each => each.IsFlippedVertically) / (double)Images, error);
        foreach (var offsets in new[] { Drawn.Select(each => each.CropX), Drawn.Select(each => each.CropY) })
        {
            var counts = offsets.CountBy(offset => offset).OrderBy(each => each.Key).ToList();
            Assert.Equal([-2, -1, 0, 1, 2], counts.Select(each => each.Key));
            Assert.All(counts, each => Assert.Equal(.2, each.Value / (double)Images, error));
        }
    }

    [Fact]
    public void Draw_TheNumbersOfAnImage_AreIndependent()
    {
        var numbers = Numbers.Concat(Whole).ToList();
        foreach (var (i, one) in numbers.Index())
            foreach (var other in numbers.Skip(i + 1))
            {
                var product = Drawn.Average(each => one.Value(each) * other.Value(each));
                Assert.True(Math.Abs(product) < 5 / Math.Sqrt(Images), $"{one.Key} and {other.Key}: {product}");
            }
    }

    [Fact]
    public void Draw_OtherKeysOff_LeavesANumberAsItIs()
    {
        AugmentConfig[] alone =
        [
            new() { Rotate = 40 }, new() { Shift = .2 }, new() { Shear = 10 }, new() { Zoom = .3 },
            new() { Flip = ["horizontal"] }, new() { Flip = ["vertical"] },
            new() { Crop = new CropConfig { Padding = 2 } }, new() { Brightness = .4 }, new() { Contrast = .6 },
        ];
        for (var image = 0; image < 20; image++)
        {
            var (all, off) = (ImageTransform.Draw(All, 7, 3, image), new ImageTransform());
            ImageTransform[] expected =
            [
                off with { Rotation = all.Rotation },
                off with { ShiftX = all.ShiftX, ShiftY = all.ShiftY },
                off with { Shear = all.Shear },
                off with { ZoomX = all.ZoomX, ZoomY = all.ZoomY },
                off with { IsFlippedHorizontally = all.IsFlippedHorizontally },
                off with { IsFlippedVertically = all.IsFlippedVertically },
                off with { CropX = all.CropX, CropY = all.CropY },
                off with { Brightness = all.Brightness },
                off with { Contrast = all.Contrast },
            ];
            Assert.Equal(expected, alone.Select(config => ImageTransform.Draw(config, 7, 3, image)));
        }
    }

    [Theory]
    [InlineData(8, 3, 5)]
    [InlineData(7, 4, 5)]
    [InlineData(7, 3, 6)]
    public void Draw_AnotherSeedEpochOrImage_IsAnotherTransform(long seed, int epoch, int image)
    {
        var (one, other) = (Drawn[5], ImageTransform.Draw(All, seed, epoch, image));
        Assert.All(Numbers.Values, number => Assert.NotEqual(number(one), number(other)));
    }

    // Worked out by a second implementation, in Python.
    [Fact]
    public void Draw_AKnownSeed_IsTheSameForEver()
    {
        var known = ImageTransform.Draw(All, seed: 7, epoch: 3, image: 5);
        Assert.Equal(0.3974301347850151, known.Rotation, 1e-12);
        Assert.Equal(1.0745330937092106, known.ZoomY, 1e-12);
        Assert.Equal((0, -2), (known.CropX, known.CropY));
    }
}
