namespace SweepRunner.Experiments.Data.Augmentation;

/// <summary>Random changes of the training images, and the scale of all images. <c>docs/augmentation.md</c> has the
/// formulas.</summary>
public sealed record AugmentConfig
{
    internal const string Horizontal = "horizontal";
    internal const string Vertical = "vertical";
    internal const string Nearest = "nearest";
    internal const string Reflect = "reflect";
    internal const string Constant = "constant";

    [Description("Largest rotation in degrees, either way."), Range(0.0, 180.0)]
    public double Rotate { get; init; }

    [Description("Largest shift along each side, either way, as a share of that side."), Range(0.0, 1.0)]
    public double Shift { get; init; }

    [Description("Largest shear in degrees, either way. Degrees, as in Keras: 0.2 is next to nothing, 20 is strong.")]
    [Range(0.0, 90.0, MaximumIsExclusive = true)]
    public double Shear { get; init; }

    [Description(
        "Largest zoom: width and height are each divided by a factor of their own, from 1 - zoom to 1 + zoom.")]
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Zoom { get; init; }

    [Description("Mirrors half of the images, for each direction in the list: horizontal swaps left and right.")]
    [AllowedValues(Horizontal, Vertical)]
    public IReadOnlyList<string> Flip { get; init; } = [];

    [Description(
        "What fills the pixels that come from outside the image: the nearest pixel, the mirrored image (reflect) or "
            + "black (constant).")]
    [AllowedValues(Nearest, Reflect, Constant)]
    public string Fill { get; init; } = Nearest;

    [Description("A random crop of the padded image; off when absent.")]
    public CropConfig? Crop { get; init; }

    [Description(
        "Largest change of brightness: pixels are multiplied by a factor from 1 - brightness to 1 + brightness.")]
    [Range(0.0, 1.0)]
    public double Brightness { get; init; }

    [Description(
        "Largest change of contrast: distances from the image's mean grey are multiplied by a factor from "
            + "1 - contrast to 1 + contrast.")]
    [Range(0.0, 1.0)]
    public double Contrast { get; init; }

    [Description(
        "Subtracts a mean and divides by a standard deviation, of validation and test images too. Pixels are from 0 "
            + "to 1 without it.")]
    public NormalizeConfig? Normalize { get; init; }

    /// <summary>True when a training image may get other pixels than it has.</summary>
    internal bool ChangesImages => ChangesPlaces || Brightness > 0 || Contrast > 0;

    /// <summary>True when a pixel of a training image may come from another place.</summary>
    internal bool ChangesPlaces =>
        Rotate > 0 || Shift > 0 || Shear > 0 || Zoom > 0 || Flip.Count > 0 || Crop is { Padding: > 0 };

    /// <summary>The same augmentation in one spelling, without what has no effect; null if nothing has.</summary>
    internal AugmentConfig? Spelled => !ChangesImages && Normalize is null ? null : this with
    {
        Flip = [.. Flip.Distinct().Order(StringComparer.Ordinal)],
        Fill = ChangesPlaces ? Fill : Nearest,
        Crop = Crop is { Padding: > 0 } ? Crop : null,
    };

    /// <summary>Checks the keys against each other and against the channels of the images. Paths start at the
    /// trial.</summary>
    internal IEnumerable<Fault> Check(int channels) => Normalize?.Check(channels) ?? [];
}

/// <summary>A random crop, as torchvision's <c>RandomCrop(size, padding)</c>: a window of the image's own size in the
/// image with padding on every side.</summary>
public sealed record CropConfig
{
    [Description("Pixels of padding on every side, filled as fill says."), Range(0, 1024)]
    public required int Padding { get; init; }
}

/// <summary>The scale of the images: a mean and a standard deviation of each channel.</summary>
[ValueIsShortFor("from")]
public sealed record NormalizeConfig
{
    private const string Data = "data";

    [Description("data: mean and standard deviation of each channel of the training images.")]
    [AllowedValues(Data)]
    public string? From { get; init; }

    [Description("The mean of pixels from 0 to 1: one number, or one for each channel.")]
    [MinLength(1), Range(-1e6, 1e6)]
    public IReadOnlyList<double>? Mean { get; init; }

    [Description("The standard deviation of pixels from 0 to 1: one number, or one for each channel.")]
    [MinLength(1), Range(1e-6, 1e6)]
    public IReadOnlyList<double>? Std { get; init; }

    internal IEnumerable<Fault> Check(int channels)
    {
        const string Path = "data.augment.normalize";
        if (From is null ? Mean is null || Std is null : Mean is not null || Std is not null)
            yield return new Fault(Path, $"The scale is \"{Data}\", or an object with mean and std.");
        foreach (var (key, values) in new[] { ("mean", Mean), ("std", Std) })
            if (values is not null && values.Count != 1 && values.Count != channels)
                yield return new Fault(
                    ConfigPath.Below(Path, key),
                    $"A list of {values.Count} does not fit: give one number"
                        + $"{(channels == 1 ? "" : $", or one for each of the {channels} channels")}.");
    }
}
