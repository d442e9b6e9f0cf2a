using System.Xml.Linq;
using ScottPlot;
using SkiaSharp;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Plots;
using Palette = SweepRunner.Reports.Charts.Palette;

namespace SweepRunner.Reports.Tests.Charts.Plots;

/// <summary>A chart as both of its files: the SVG read as XML and the PNG as pixels.</summary>
internal sealed class DrawnChart : IDisposable
{
    public static readonly XNamespace Xml = "http://www.w3.org/2000/svg";

    private readonly SKBitmap _bitmap;

    public DrawnChart(Chart chart, ChartStyle? style = null)
    {
        Sheet = PlotRenderer.Lay(chart, style ?? new ChartStyle(640, 400));
        using var png = Sheet.Png();
        _bitmap = SKBitmap.Decode(png);
        Source = Sheet.Svg();
        Svg = XDocument.Parse(Source);
    }

    public Sheet Sheet { get; }

    public string Source { get; }

    public XDocument Svg { get; }

    public IEnumerable<string> Texts => Svg.Descendants(Xml + "text").Select(text => text.Value);

    public (int Width, int Height) Size => (_bitmap.Width, _bitmap.Height);

    public string Ground => At(0, 0);

    public void Dispose() => _bitmap.Dispose();

    /// <summary>What ScottPlot was given of a kind.</summary>
    public IEnumerable<T> Plotted<T>() => Sheet.Plot.PlottableList.OfType<T>();

    public string At(double x, double y) => Hex(_bitmap.GetPixel((int)x, (int)y));

    /// <summary>The pixels whose colour passes a test.</summary>
    public IReadOnlyList<(int X, int Y)> Where(Func<SKColor, bool> test) =>
        [
            .. _bitmap
                .Pixels.Index()
                .Where(pixel => test(pixel.Item))
                .Select(pixel => (pixel.Index % _bitmap.Width, pixel.Index / _bitmap.Width)),
        ];

    public IReadOnlyList<(int X, int Y)> Of(string colour)
    {
        var parsed = SKColor.Parse(colour);
        return Where(pixel => pixel == parsed);
    }

    public IReadOnlyList<(int X, int Y)> Of(Ink ink) => Of(Palette.Colour(ink, ColourScheme.Light));

    private static string Hex(SKColor colour) => Color.FromSKColor(colour).ToHex().ToLowerInvariant();
}
