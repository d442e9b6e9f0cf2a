namespace SweepRunner.Experiments.Data.Images;

/// <summary>
/// Resizes images with libtorch's antialiased bilinear interpolation on bytes. Pixels have their centres at half
/// coordinates; to shrink an image, the triangle of the filter widens by the factor. The result is that of
/// torchvision's <c>Resize</c> on tensors, and of Pillow's <c>BILINEAR</c> within 1 of 255.
/// </summary>
internal static class ImageResizer
{
    /// <summary>Writes an image as bytes, [channels, height, width], resized to a square if there is a side.
    /// Thread-safe.</summary>
    /// <param name="image">The image.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="side">The side of the square in pixels; null for the image's own size.</param>
    /// <param name="fit">A value of <see cref="ImageFolderConfig.Fit"/>. The whole image is stretched; or the largest
    /// square in its middle is resized (where the middle is between two pixels, the upper or left square); or the whole
    /// image is resized to the longer side and put into the middle of a black square.</param>
    /// <param name="pixels">As many bytes as the result has.</param>
    public static void Write(DecodedImage image, int channels, int? side, string fit, Span<byte> pixels)
    {
        if (side is not { } square)
        {
            image.Read(channels, pixels);
            return;
        }

        using var scope = NewDisposeScope();
        var maps = empty([1, channels, image.Height, image.Width], ScalarType.Byte);
        image.Read(channels, maps.bytes);
        ToSquare(maps, square, fit).contiguous().bytes.CopyTo(pixels);
    }

    /// <summary>Resizes images to a square, as <see cref="Write"/> does.</summary>
    /// <param name="maps">Bytes, [batch, channels, height, width].</param>
    /// <param name="side">The side of the square in pixels.</param>
    /// <param name="fit">A value of <see cref="ImageFolderConfig.Fit"/>.</param>
    public static Tensor ToSquare(Tensor maps, int side, string fit)
    {
        var (height, width) = ((int)maps.shape[2], (int)maps.shape[3]);
        var (shorter, longer) = (Math.Min(height, width), Math.Max(height, width));
        switch (fit)
        {
            case ImageFolderConfig.Cover:
                var middle = maps
                    .narrow(2, (height - shorter) / 2, shorter)
                    .narrow(3, (width - shorter) / 2, shorter);
                return Resize(middle, side, side);
            case ImageFolderConfig.Contain:
                var (newHeight, newWidth) = (Scaled(height), Scaled(width));
                var (top, left) = ((side - newHeight) / 2, (side - newWidth) / 2);
                return nn.functional.pad(
                    Resize(maps, newHeight, newWidth),
                    [left, side - newWidth - left, top, side - newHeight - top]);
            default:
                return Resize(maps, side, side);
        }

        // Half a pixel is rounded up.
        int Scaled(int length) => (int)Math.Max(1, (((2L * side * length) + longer) / (2L * longer)));
    }

    private static Tensor Resize(Tensor maps, int height, int width) => nn.functional.interpolate(
        maps, [height, width], mode: InterpolationMode.Bilinear, align_corners: false, antialias: true);
}
