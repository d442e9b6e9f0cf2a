namespace SweepRunner.Experiments.Data.Augmentation;

/// <summary>
/// What augmentation does to one image. By default it leaves the image as it is. The geometry is that of Keras 3's
/// <c>ImageDataGenerator</c> (<c>apply_affine_transform</c>): x is along the width, to the right, and y down.
/// </summary>
internal sealed record ImageTransform
{
    /// <summary>Rotation in degrees; positive turns the image counterclockwise.</summary>
    public double Rotation { get; init; }

    /// <summary>Shift of the place that a pixel comes from, as a share of the width.</summary>
    public double ShiftX { get; init; }

    /// <summary>Shift of the place that a pixel comes from, as a share of the height.</summary>
    public double ShiftY { get; init; }

    /// <summary>Angle of the shear in degrees.</summary>
    public double Shear { get; init; }

    /// <summary>Factor of the distances from the centre along x; above 1 the image shrinks.</summary>
    public double ZoomX { get; init; } = 1;

    /// <summary>Factor of the distances from the centre along y; above 1 the image shrinks.</summary>
    public double ZoomY { get; init; } = 1;

    /// <summary>True to swap left and right.</summary>
    public bool IsFlippedHorizontally { get; init; }

    /// <summary>True to swap top and bottom.</summary>
    public bool IsFlippedVertically { get; init; }

    /// <summary>Left edge of the crop in pixels, counted from that of the image.</summary>
    public int CropX { get; init; }

    /// <summary>Top edge of the crop in pixels, counted from that of the image.</summary>
    public int CropY { get; init; }

    /// <summary>Factor of the pixels.</summary>
    public double Brightness { get; init; } = 1;

    /// <summary>Factor of the pixels' distances from the mean grey.</summary>
    public double Contrast { get; init; } = 1;

    /// <summary>
    /// Draws the transform of an image, uniformly within the limits of the config. It depends on the seed, the epoch
    /// and the image's index in its data set only, and each number depends on its own key only.
    /// </summary>
    public static ImageTransform Draw(AugmentConfig config, long seed, int epoch, int image)
    {
        return new ImageTransform
        {
            Rotation = Within(config.Rotate, Part.Rotation),
            ShiftX = Within(config.Shift, Part.ShiftX),
            ShiftY = Within(config.Shift, Part.ShiftY),
            Shear = Within(config.Shear, Part.Shear),
            ZoomX = 1 + Within(config.Zoom, Part.ZoomX),
            ZoomY = 1 + Within(config.Zoom, Part.ZoomY),
            IsFlippedHorizontally = config.Flip.Contains(AugmentConfig.Horizontal) && Share(Part.FlipHorizontal) < 0.5,
            IsFlippedVertically = config.Flip.Contains(AugmentConfig.Vertical) && Share(Part.FlipVertical) < 0.5,
            CropX = Offset(Part.CropX),
            CropY = Offset(Part.CropY),
            Brightness = 1 + Within(config.Brightness, Part.Brightness),
            Contrast = 1 + Within(config.Contrast, Part.Contrast),
        };

        double Share(Part part) =>
            new SplitMix64([seed, Seeds.OfAugmentation, epoch, image, (long)part]).NextDouble();
        double Within(double limit, Part part) => limit == 0 ? 0 : limit * ((2 * Share(part)) - 1);
        int Offset(Part part) =>
            config.Crop is { Padding: var padding } ? (int)(Share(part) * ((2 * padding) + 1)) - padding : 0;
    }

    /// <summary>
    /// Writes the affine map from a place in the new image to the place in the old one that its pixel comes from, row
    /// by row, [2, 3]. Places are (x, y) as <c>grid_sample</c> counts them: −1 and 1 are the outer edges of the border
    /// pixels.
    /// </summary>
    public void WriteMap(Span<float> map, int width, int height)
    {
        // In pixels from the centre: old = crop + rotation · (shift + shear · zoom · flip · new).
        var (sin, cos) = SinCosOfDegrees(Rotation);
        var (shearSin, shearCos) = SinCosOfDegrees(Shear);
        var (zoomX, zoomY) = (IsFlippedHorizontally ? -ZoomX : ZoomX, IsFlippedVertically ? -ZoomY : ZoomY);
        var (shiftX, shiftY) = (ShiftX * width, ShiftY * height);
        var (xx, xy) = (cos * zoomX, ((cos * -shearSin) - (sin * shearCos)) * zoomY);
        var (yx, yy) = (sin * zoomX, ((sin * -shearSin) + (cos * shearCos)) * zoomY);
        var x = CropX + (cos * shiftX) - (sin * shiftY);
        var y = CropY + (sin * shiftX) + (cos * shiftY);

        double[] scaled = [xx, xy * height / width, 2 * x / width, yx * width / height, yy, 2 * y / height];
        for (var i = 0; i < scaled.Length; i++)
            map[i] = (float)scaled[i];
    }

    private static (double Sin, double Cos) SinCosOfDegrees(double angle) =>
        (double.SinPi(angle / 180), double.CosPi(angle / 180));

    // The numbers of an image, part of the seed of each: none of them may ever change.
    private enum Part
    {
        Rotation = 1,
        ShiftX = 2,
        ShiftY = 3,
        Shear = 4,
        ZoomX = 5,
        ZoomY = 6,
        FlipHorizontal = 7,
        FlipVertical = 8,
        CropX = 9,
        CropY = 10,
        Brightness = 11,
        Contrast = 12,
    }
}
