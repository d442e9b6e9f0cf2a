namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>The measures and colours of one picture, in pixels: text grows with the picture, from 400 to 1280 pixels across, but never below what can be read.</summary>
/// <param name="style">The picture's size and ground.</param>
internal sealed class Look(ChartStyle style)
{
    private readonly double _growth = Math.Clamp((style.Width - 400) / 880.0, 0, 1);

    /// <summary>Pixels across.</summary>
    public double Width { get; } = style.Width;

    /// <summary>Pixels from top to bottom.</summary>
    public double Height { get; } = style.Height;

    /// <summary>The ground.</summary>
    public ColourScheme Scheme { get; } = style.Scheme;

    /// <summary>True where there is no room for labels beside the plot.</summary>
    public bool IsNarrow => Width < 640;

    /// <summary>Size of the title's font.</summary>
    public double TitleSize => Math.Round(15 + 7 * _growth, 1);

    /// <summary>Size of the font of what names a series or an axis.</summary>
    public double Size => Math.Round(13 + 4 * _growth, 1);

    /// <summary>Size of the font of the caption and of the numbers at an axis.</summary>
    public double SmallSize => Math.Round(12 + 4 * _growth, 1);

    /// <summary>Left free at every edge.</summary>
    public double Padding => Math.Round(12 + 12 * _growth, 1);

    /// <summary>Left free between a text and what it belongs to.</summary>
    public double Gap => Math.Round(6 + 4 * _growth, 1);

    /// <summary>Width of a series' line.</summary>
    public double LineWidth => 2 + 0.5 * _growth;

    /// <summary>Radius of a mark.</summary>
    public double MarkRadius => 3.5 + 2 * _growth;

    /// <summary>Length of the sample of a line in a legend.</summary>
    public double SampleLength => 22 + 10 * _growth;

    /// <summary>Colour of the ground.</summary>
    public string Ground => Palette.Background(Scheme);

    /// <summary>Colour of text.</summary>
    public string Text => Palette.Text(Scheme);

    /// <summary>Colour of text beside the point: 5 to 1 against either ground.</summary>
    public string Muted => Shade.Mix(Palette.Text(Scheme), Ground, 0.35);

    /// <summary>Colour of the lines of a grid.</summary>
    public string Grid => Palette.Grid(Scheme);

    /// <summary>The thin line of an axis.</summary>
    public Pen AxisPen => new(Shade.Mix(Palette.Text(Scheme), Ground, 0.55), 1);

    /// <summary>The thin line of a grid.</summary>
    public Pen GridPen => new(Grid, 1);

    /// <summary>The colour of an ink on this ground.</summary>
    public string Of(Ink ink) => Palette.Of(ink, Scheme);

    /// <summary>Height of a line of text.</summary>
    public static double LineHeight(double size) => Math.Round(size * 1.38, 1);
}
