using ScottPlot;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>The sizes in pixels and the colours of a picture. Text grows with its width from 400 to 1280 pixels, but is
/// always legible.</summary>
internal sealed class Look(ChartStyle style)
{
    // The widths of pictures for a page and for a phone.
    public const int Large = 1280, Small = 400;
    private readonly double _growth = Clamp((style.Width - Small) / (double)(Large - Small), 0, 1);

    public int Width => style.Width;
    public int Height => style.Height;

    // Too narrow for labels beside the plot.
    public bool IsNarrow => Width < 640;
    public Font TitleFont => new(Round(15 + 7 * _growth, 1), IsBold: true);
    public Font Font => new(Round(12 + 4 * _growth, 1));
    public double Padding => Round(12 + 12 * _growth, 1);
    public double Gap => Round(6 + 4 * _growth, 1);
    public float LineWidth => (float)(2 + 0.5 * _growth);
    public float MarkRadius => (float)(4 + 2 * _growth);
    public double SampleLength => 22 + 10 * _growth;
    public Color Ground { get; } = Color.FromHex(Palette.Background(style.Scheme));
    public Color Text { get; } = Color.FromHex(Palette.Text(style.Scheme));

    /// <summary>Secondary text, with a contrast of 5 to 1.</summary>
    public Color Muted => Text.InterpolateRgb(Ground, 0.35);
    public Color Grid { get; } = Color.FromHex(Palette.Grid(style.Scheme));

    /// <summary>A tile without a value: not on the scale, since that would suggest an amount.</summary>
    public Color Valueless => Grid.InterpolateRgb(Ground, 0.35);
    public Color Axis => Text.InterpolateRgb(Ground, 0.55);

    public Color Colour(Ink ink) => Color.FromHex(Palette.Colour(ink, style.Scheme));

    /// <summary>The colours from the smallest to the largest amount; the better end is bright.</summary>
    public static IColormap Amounts(bool isMaximized) =>
        Colormap.FromColors(Color.FromHex(isMaximized ? Palette.Amounts : Palette.Amounts.Reverse()));

    /// <summary>The same without the end that is invisible on the background.</summary>
    public IColormap LineAmounts(bool isMaximized)
    {
        var (from, to) = style.Scheme == ColourScheme.Light ? (0, 0.88) : (0.2, 1.0);
        var colours = Amounts(isMaximized: true).GetColors(Palette.Amounts.Count, from, to);
        return Colormap.FromColors(isMaximized ? colours : [.. colours.Reverse()]);
    }

    /// <summary>Black or white, whichever has the larger contrast ratio (WCAG 2.1) with a colour.</summary>
    public static Color On(Color colour)
    {
        double[] parts = [.. new[] { colour.R, colour.G, colour.B }.Select(part => part / 255.0)
            .Select(part => part <= 0.03928 ? part / 12.92 : Pow((part + 0.055) / 1.055, 2.4))];
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] > 0.179 ? Colors.Black : Colors.White;
    }
}

/// <summary>The look of layers: lines of different series differ in dash and in colour.</summary>
internal sealed class SeriesStyle
{
    // Lengths drawn and left out in turn, in widths of the line.
    private static readonly float[][] Dashes =
        [[], [5, 2], [1.2f, 1.4f], [7, 2, 1.2f, 2], [3, 1.5f], [9, 2, 1.2f, 2, 1.2f, 2]];

    private readonly Dictionary<(Ink Ink, string Name), int> _dashes = [];

    /// <summary>Gives each series the dash of its colour, or the next one if a colour repeats.</summary>
    public SeriesStyle(Look look, IEnumerable<CurveLayer> curves)
    {
        Look = look;
        foreach (var series in curves.Select(Series).Distinct())
        {
            var before = _dashes.Keys.Count(other => other.Ink == series.Ink);
            _dashes.Add(series, series.Ink >= Ink.Muted ? 0 : ((int)series.Ink + before) % Dashes.Length);
        }
    }

    public Look Look { get; }

    public LineStyle LineOf(CurveLayer curve) =>
        Line(Look.Colour(curve.Ink), curve.Ink == Ink.Muted ? 1.2f : Look.LineWidth, Dashes[_dashes[Series(curve)]]);

    /// <summary>A line of a width in pixels; the dash alternates lengths on and off, in widths.</summary>
    public static LineStyle Line(Color colour, float width, params float[] dash) =>
        new() { Color = colour, Width = width, Pattern = new([.. dash.Select(part => part * width)], 0, "") };

    /// <summary>Draws the sample of a layer from a left edge at half its height.</summary>
    public void DrawSample(Sheet sheet, Layer layer, double left, double middle)
    {
        var (colour, right, half) = (Look.Colour(layer.Ink), left + Look.SampleLength, Look.Font.Size * 0.4);
        var shape = (layer as MarkLayer)?.Shape ?? MarkShape.Dot;
        var line = layer is CurveLayer curve ? LineOf(curve) : Line(colour, Look.LineWidth);
        if (layer is CurveLayer or IntervalLayer)
            sheet.Line(left, middle, right, middle, line);
        if (layer is MarkLayer or IntervalLayer)
            sheet.Mark((left + right) / 2, middle, shape, colour, Look.MarkRadius);
        if (layer is SpanLayer)
            sheet.Box(left, middle - half, right, middle + half, colour);
    }

    // Trials of one cell are one series, though each is a layer.
    private static (Ink Ink, string Name) Series(CurveLayer curve) =>
        (curve.Ink, curve.Name.Length > 0 ? curve.Name : curve.Key ?? "");
}
