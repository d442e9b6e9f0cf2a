namespace SweepRunner.Experiments.Models.Layers;

/// <summary>A window that slides over a map.</summary>
/// <param name="Kernel">Side in pixels.</param>
/// <param name="Stride">Pixels between two places.</param>
/// <param name="Padding">Pixels added on each side.</param>
internal readonly record struct Window(int Kernel, int Stride, int Padding)
{
    /// <summary>The map that the window's places make, with that many channels.</summary>
    /// <exception cref="ShapeException">The window is larger than the padded map.</exception>
    public Shape Slide(Shape input, int channels, Layer layer)
    {
        if (Smaller(input.Height) || Smaller(input.Width))
            throw new ShapeException(
                $"layer '{layer.Name}' ({layer.Description}) cannot take {input}: its window is larger than "
                    + "the map");

        return new Shape(channels, Places(input.Height), Places(input.Width));
    }

    /// <summary><c>3×3, stride 2, padding 1</c>.</summary>
    public override string ToString() =>
        $"{Kernel}×{Kernel}" + (Stride == 1 ? "" : $", stride {Stride}") + (Padding == 0 ? "" : $", padding {Padding}");

    private bool Smaller(int side) => side + (2 * Padding) < Kernel;

    private int Places(int side) => ((side + (2 * Padding) - Kernel) / Stride) + 1;
}
