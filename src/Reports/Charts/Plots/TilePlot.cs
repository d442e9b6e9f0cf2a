using System.Runtime.InteropServices;
using ScottPlot;
using ScottPlot.Plottables;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>A heat map with the texts of its tiles, where they fit, and a colour bar.</summary>
internal sealed class TilePlot(Look look, TileLayer tiles)
{
    private const double SmallestText = 11, FootHeight = 6;
    private readonly IColormap _colours = Look.Amounts(tiles.IsMaximized);
    private readonly double _least = Finite(tiles).Min(), _most = Finite(tiles).Max();

    public double BarHeight => double.IsNaN(_least) ? 0 : look.Font.LineHeight + 2 * look.Gap;

    public void Draw(Sheet sheet, AxisRuler x, AxisRuler y)
    {
        var frame = sheet.Frame;
        var (width, height) = (frame.Width / x.Length, frame.Height / y.Length);
        Add(sheet, Map(x, y, value => double.IsFinite(value) ? Share(value) : double.NaN), _colours);
        var grey = Colormap.FromColors([look.Valueless, look.Valueless]);
        Add(sheet, Map(x, y, value => double.IsFinite(value) ? double.NaN : 0), grey);
        var gap = Min(2, Min(width, height) / 8);
        Write(sheet, x, y, width - gap, height - gap);
        var ground = SeriesStyle.Line(look.Ground, (float)gap);
        for (var left = 0; left <= x.Length; left++)
            sheet.Line(frame.Left + left * width, frame.Top, frame.Left + left * width, frame.Bottom, ground);
        for (var top = 0; top <= y.Length; top++)
            sheet.Line(frame.Left, frame.Top + top * height, frame.Right, frame.Top + top * height, ground);
    }

    public void DrawBar(Sheet sheet, double top)
    {
        if (double.IsNaN(_least))
            return;
        var (font, gap, middle) = (look.Font, look.Gap, top + look.Gap + look.Font.LineHeight / 2);
        var (low, high, length) = (NumberText.Label(_least), NumberText.Label(_most), Min(240, look.Width * 0.3));
        var ends = font.Width(low) + font.Width(high) + length + 4 * gap;
        var name = font.Fit(tiles.ValueLabel, look.Width - 2 * look.Padding - ends);
        var left = look.Padding + (name.Length == 0 ? 0 : font.Width(name) + 2 * gap);
        sheet.Write(look.Padding, middle, name, isMuted: true);
        sheet.Write(left, middle, low);
        left += font.Width(low) + gap;
        sheet.Scale(left, middle - font.Size * 0.45, left + length, middle + font.Size * 0.45, _colours);
        sheet.Write(left + length + gap, middle, high);
    }

    private static IEnumerable<double> Finite(TileLayer tiles) =>
        tiles.Value.Where(double.IsFinite).DefaultIfEmpty(double.NaN);

    private double Share(double value) => _least == _most ? 0.5 : (value / 2 - _least / 2) / (_most / 2 - _least / 2);

    private double[,] Map(AxisRuler x, AxisRuler y, Func<double, double> amount)
    {
        var map = new double[(int)y.Length, (int)x.Length];
        MemoryMarshal.CreateSpan(ref map[0, 0], map.Length).Fill(double.NaN);
        foreach (var (index, value) in tiles.Value.Index())
            map[(int)tiles.Y[index], (int)tiles.X[index]] = amount(value);
        return map;
    }

    private static void Add(Sheet sheet, double[,] map, IColormap colours)
    {
        // A heat map without a number throws.
        if (!map.Cast<double>().Any(double.IsFinite))
            return;
        sheet.Add(new Heatmap(map)
        {
            Colormap = colours,
            ManualRange = new ScottPlot.Range(0, 1),
            // An extent is wrong for a single column.
            CellAlignment = Alignment.LowerLeft,
            // An image of a pixel a field is blurred where it is made larger.
            RenderStrategy = new Heatmap.RenderStrategies.Rectangles(),
        });
    }

    private void Write(Sheet sheet, AxisRuler x, AxisRuler y, double width, double height)
    {
        var texts = tiles.Texts.Select(text => text.Split('\n').Select(Font.Clean).ToList()).ToList();
        var (font, lines) = Fit(texts, width, height);
        var foot = Min(FootHeight, height / 8);
        foreach (var (index, value) in tiles.Value.Index())
        {
            var middle = sheet.At(new Coordinates(x.At(tiles.X[index]), y.At(tiles.Y[index])));
            // A bar along the foot of a field, as wide as the share that diverged.
            var (left, bottom) = (middle.X - width / 2, middle.Y + height / 2);
            var share = tiles.Diverged.ElementAtOrDefault(index);
            if (share > 0)
                sheet.Box(left, bottom - foot, left + width * share, bottom, look.Colour(Ink.Diverged));
            var colour = double.IsFinite(value) ? Look.On(_colours.GetColor(Share(value))) : look.Text;
            var written = texts.ElementAtOrDefault(index)?.Take(lines).ToList() ?? [];
            var line = middle.Y - (written.Count - 1) / 2.0 * font.LineHeight;
            foreach (var text in written)
            {
                sheet.Write(new Writing(middle.X, line, text, font, colour, HorizontalAlignment.Center));
                line += font.LineHeight;
            }
        }
    }

    // Prefers all lines to only the first, and then a large font to a small one.
    private (Font Font, int Lines) Fit(List<List<string>> texts, double width, double height)
    {
        var most = texts.Select(text => text.Count).DefaultIfEmpty(0).Max();
        foreach (var lines in new[] { most, 1 })
        {
            for (var font = look.Font; font.Size >= SmallestText; font = new Font(font.Size - 1))
            {
                var isWide = font.Widest(texts.SelectMany(text => text.Take(lines))) <= width - 4;
                if (isWide && lines * font.LineHeight <= height - 2)
                    return (font, lines);
            }
        }
        return (look.Font, 0);
    }
}
