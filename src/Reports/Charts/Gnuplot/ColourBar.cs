namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>What the colours of tiles measure: a bar from the least to the greatest value, below the plot.</summary>
/// <param name="look">The picture's measures and colours.</param>
/// <param name="tiles">The tiles.</param>
internal sealed class ColourBar(Look look, TileLayer tiles)
{
    private const int Steps = 64;

    private readonly TileColours _colours = new(tiles);

    /// <summary>Pixels from top to bottom; 0 where no tile has a value.</summary>
    public double Height => _colours.HasValues ? Look.LineHeight(look.SmallSize) + 2 * look.Gap : 0;

    /// <summary>Draws the bar.</summary>
    /// <param name="scene">The picture.</param>
    /// <param name="top">The pixel above it.</param>
    public void Draw(Scene scene, double top)
    {
        if (!_colours.HasValues)
            return;
        var middle = top + look.Gap + Look.LineHeight(look.SmallSize) / 2;
        var (low, high) = (AxisText.OfOne(_colours.Minimum), AxisText.OfOne(_colours.Maximum));
        var length = Math.Min(240, look.Width * 0.3);
        var ends = TextWidths.Of(low, look.SmallSize) + TextWidths.Of(high, look.SmallSize) + length + 4 * look.Gap;
        var name = TextWidths.Shorten(GnuplotText.Clean(tiles.ValueLabel), look.SmallSize, look.Width - 2 * look.Padding - ends);
        var left = look.Padding;
        scene.Text(new Place(left, middle), name, look.SmallSize, isMuted: true);
        left += name.Length == 0 ? 0 : TextWidths.Of(name, look.SmallSize) + 2 * look.Gap;
        scene.Text(new Place(left, middle), low, look.SmallSize);
        left += TextWidths.Of(low, look.SmallSize) + look.Gap;
        for (var step = 0; step < Steps; step++)
        {
            // Each lies on the one before and not beside it: no ground shines through between them.
            scene.Add(new BoxShape(new Frame(left + length * step / Steps, middle - look.SmallSize * 0.45, left + length, middle + look.SmallSize * 0.45), _colours.At((step + 0.5) / Steps), 1));
        }
        scene.Text(new Place(left + length + look.Gap, middle), high, look.SmallSize);
    }
}
