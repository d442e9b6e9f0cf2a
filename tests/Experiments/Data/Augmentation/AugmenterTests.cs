using SweepRunner.Experiments.Data.Augmentation;
using SweepRunner.Experiments.Tests.Tensors;
using static TorchSharp.torch;

namespace SweepRunner.Experiments.Tests.Data.Augmentation;

/// <summary>Each transform alone against values worked out by hand, and all together against SciPy.</summary>
public sealed class AugmenterTests
{
    private const float Precision = 2e-6f;

    // Every key is on: the transforms decide what changes.
    private static readonly AugmentConfig All = new()
    {
        Rotate = 1,
        Brightness = 1,
        Contrast = 1,
    };

    private static readonly float[] Square = [.1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f, .9f];
    private static readonly float[] Wide = [.1f, .2f, .3f, .4f, .5f, .6f];
    private static readonly float[] Row = [0, .2f, .4f, .8f];

    [Fact]
    public void Apply_NoChange_LeavesTheImages() =>
        Hold(Wide, Wide, (2, 3), new ImageTransform());

    [Theory]
    [InlineData(90, new[] { .3f, .6f, .9f, .2f, .5f, .8f, .1f, .4f, .7f })]
    [InlineData(180, new[] { .9f, .8f, .7f, .6f, .5f, .4f, .3f, .2f, .1f })]
    [InlineData(-90, new[] { .7f, .4f, .1f, .8f, .5f, .2f, .9f, .6f, .3f })]
    public void Apply_QuarterTurns_MovePixelsCounterclockwise(double degrees, float[] expected) =>
        Hold(expected, Square, (3, 3), new ImageTransform { Rotation = degrees });

    [Fact]
    public void Apply_AnEighthOfATurn_ReadsBetweenPixels()
    {
        var half = (float)(Math.Sqrt(2) / 2);
        // (1, 0) from the centre comes from (half, half): between the centre and the corner.
        var right = (float)((.5 * (1 - half) * (1 - half)) + ((.6 + .8) * half * (1 - half)) + (.9 * half * half));
        var (_, pixels) = Run(Square, (3, 3), new ImageTransform { Rotation = 45 });
        Assert.Equal(right, pixels[5], Precision);
        Assert.Equal(.5f, pixels[4], Precision);
        // (-1, -1) from the centre comes from (0, -sqrt(2)): above the image, whose nearest pixel is 0.2.
        Assert.Equal(.2f, pixels[0], Precision);
    }

    [Theory]
    [InlineData(.25, "nearest", new[] { .2f, .4f, .8f, .8f })]
    [InlineData(-.25, "nearest", new[] { 0, 0, .2f, .4f })]
    [InlineData(.125, "nearest", new[] { .1f, .3f, .6f, .8f })]
    [InlineData(.5, "reflect", new[] { .4f, .8f, .8f, .4f })]
    [InlineData(.125, "reflect", new[] { .1f, .3f, .6f, .8f })]
    [InlineData(-.5, "constant", new[] { 0, 0, 0, .2f })]
    [InlineData(.125, "constant", new[] { .1f, .3f, .6f, .4f })]
    public void Apply_ShiftAlongX_FillsWhatComesFromOutside(double shift, string fill, float[] expected) =>
        Hold(expected, Row, (1, 4), new ImageTransform { ShiftX = shift }, fill);

    [Fact]
    public void Apply_ShiftAlongY_IsAShareOfTheHeight() =>
        Hold([.4f, .5f, .6f, .4f, .5f, .6f], Wide, (2, 3), new ImageTransform { ShiftY = .5 });

    // sin 30° = 1/2: a row one below the centre comes from half a pixel to the left.
    [Fact]
    public void Apply_ShearOfColumns_MovesRowsAlongX()
    {
        float[] ramp = [0, .1f, .2f, .3f, .4f];
        Hold(
            [.05f, .15f, .25f, .35f, .4f, .. ramp, 0, .05f, .15f, .25f, .35f],
            [.. ramp, .. ramp, .. ramp],
            (3, 5),
            new ImageTransform { Shear = 30 });
    }

    [Fact]
    public void Apply_ShearOfRows_ShortensDistancesAlongY()
    {
        var cos = (float)Math.Cos(Math.PI / 6);
        Hold([.3f - (.3f * cos), .3f, .3f + (.3f * cos)], [0, .3f, .6f], (3, 1), new ImageTransform { Shear = 30 });
    }

    [Theory]
    [InlineData(2, "nearest", new[] { 0, .1f, .6f, .8f })]
    [InlineData(2, "constant", new[] { 0, .1f, .6f, 0 })]
    [InlineData(.5, "nearest", new[] { .15f, .25f, .35f, .5f })]
    public void Apply_Zoom_MultipliesDistancesFromTheCentre(double zoom, string fill, float[] expected)
    {
        Hold(expected, Row, (1, 4), new ImageTransform { ZoomX = zoom }, fill);
        Hold(expected, Row, (4, 1), new ImageTransform { ZoomY = zoom }, fill);
        Hold(Row, Row, (1, 4), new ImageTransform { ZoomY = zoom });
    }

    [Fact]
    public void Apply_Flips_SwapTheirSides()
    {
        Hold([.3f, .2f, .1f, .6f, .5f, .4f], Wide, (2, 3), new ImageTransform { IsFlippedHorizontally = true });
        Hold([.4f, .5f, .6f, .1f, .2f, .3f], Wide, (2, 3), new ImageTransform { IsFlippedVertically = true });
    }

    // As Keras: the new image is flipped, not the old one.
    [Fact]
    public void Apply_FlipAndShift_FlipsLast() =>
        Hold(
            [.8f, .8f, .4f, .2f],
            Row,
            (1, 4),
            new ImageTransform { IsFlippedHorizontally = true, ShiftX = .25 });

    [Theory]
    [InlineData(1, 0, "constant", new[] { .2f, .3f, 0, .5f, .6f, 0 })]
    [InlineData(-1, 1, "constant", new[] { 0, .4f, .5f, 0, 0, 0 })]
    [InlineData(-1, 1, "nearest", new[] { .4f, .4f, .5f, .4f, .4f, .5f })]
    public void Apply_Crop_MovesByWholePixels(int x, int y, string fill, float[] expected) =>
        Hold(expected, Wide, (2, 3), new ImageTransform { CropX = x, CropY = y }, fill);

    [Fact]
    public void Apply_Brightness_MultipliesUpToWhite() =>
        Hold([0, .3f, .6f, 1], Row, (1, 4), new ImageTransform { Brightness = 1.5 });

    // The mean is 0.35.
    [Fact]
    public void Apply_Contrast_StretchesFromTheMean()
    {
        Hold([0, .05f, .45f, 1], Row, (1, 4), new ImageTransform { Contrast = 2 });
        Hold([.35f, .35f, .35f, .35f], Row, (1, 4), new ImageTransform { Contrast = 0 });
    }

    // Two pixels, red and black: their grey is 0.2989 and 0.
    [Fact]
    public void Apply_ContrastOfColours_StretchesFromTheMeanGrey()
    {
        const float Mean = .2989f / 2;
        var transform = new ImageTransform { Contrast = .5 };
        var (shape, pixels) = Run([1, 0, 0, 0, 0, 0], (1, 2), transform, channels: 3);
        Assert.Equal([1, 3, 1, 2], shape);
        Close([(1 + Mean) / 2, Mean / 2, Mean / 2, Mean / 2, Mean / 2, Mean / 2], pixels, Precision);
    }

    [Fact]
    public void Apply_RandomTransforms_GiveWhatSciPyGives() =>
        Assert.All(AffineCase.All(), each =>
        {
            var (channels, size) = (each.Shape[0], (each.Shape[1], each.Shape[2]));
            var (_, pixels) = Run(
                [.. each.Image.Select(level => level / 255f)], size, each.Transform, each.Fill, channels);
            Close(each.Expected, pixels, 1e-5f);
        });

    [Theory, InlineData(1), InlineData(3)]
    public void Augment_AnImageInOtherBatches_HasTheSameBits(int channels)
    {
        var config = new AugmentConfig
        {
            Rotate = 40,
            Shift = .2,
            Shear = 20,
            Zoom = .2,
            Flip = ["horizontal", "vertical"],
            Brightness = .4,
            Contrast = .4,
        };
        var augmenter = new Augmenter(config);
        using var scope = NewDisposeScope();
        var images = rand(7, channels, 13, 10, generator: new Generator(1));
        int[] indices = [5, 900, 31, 2, 77, 12, 60_000];

        var whole = augmenter.Augment(images, seed: 3, epoch: 2, indices);
        for (var i = 0; i < indices.Length; i++)
        {
            var alone = augmenter.Augment(images.narrow(0, i, 1), seed: 3, epoch: 2, [indices[i]]);
            Assert.Equal(Pixels(whole.narrow(0, i, 1)), Pixels(alone));
        }

        var other = augmenter.Augment(images, seed: 3, epoch: 3, indices);
        Assert.NotEqual(Pixels(whole), Pixels(other));
    }

    [Fact]
    public void Augment_ManyBatches_LeavesNoTensorBehind()
    {
        var augmenter = new Augmenter(All with { Crop = new CropConfig { Padding = 2 } });
        using var images = rand(4, 3, 8, 8).DetachFromDisposeScope();
        augmenter.Augment(images, 0, 0, [0, 1, 2, 3]).Dispose();
        var before = LiveTensors.Count();
        for (var epoch = 0; epoch < 100; epoch++)
            augmenter.Augment(images, 0, epoch, [0, 1, 2, 3]).Dispose();
        Assert.Equal(before, LiveTensors.Count());
    }

    private static void Hold(
        float[] expected,
        float[] image,
        (int Height, int Width) size,
        ImageTransform transform,
        string fill = "nearest")
    {
        // In a batch with another image, whose transform is another one.
        var (shape, pixels) = Run([.. image, .. image], size, [transform, new ImageTransform()], fill, channels: 1);
        Assert.Equal([2, 1, size.Height, size.Width], shape);
        Close([.. expected, .. image], pixels, Precision);
    }

    private static (long[] Shape, float[] Pixels) Run(
        float[] image, (int, int) size, ImageTransform transform, string fill = "nearest", int channels = 1) =>
        Run(image, size, [transform], fill, channels);

    private static (long[] Shape, float[] Pixels) Run(
        float[] images, (int Height, int Width) size, ImageTransform[] transforms, string fill, int channels)
    {
        using var scope = NewDisposeScope();
        var batch = tensor(images, [transforms.Length, channels, size.Height, size.Width]);
        var augmented = new Augmenter(All with { Fill = fill }).Apply(batch, transforms);
        Assert.Equal(images, Pixels(batch));
        return (augmented.shape, Pixels(augmented));
    }

    private static float[] Pixels(Tensor images) => images.contiguous().data<float>().ToArray();

    private static void Close(float[] expected, float[] pixels, float precision)
    {
        Assert.Equal(expected.Length, pixels.Length);
        Assert.All(expected.Zip(pixels), pair => Assert.Equal(pair.First, pair.Second, precision));
    }
}
