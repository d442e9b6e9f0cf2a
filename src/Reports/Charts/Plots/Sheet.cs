using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;
using ScottPlot.Rendering.RenderActions;
using SkiaSharp;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>A picture in progress: ScottPlot's plot, the drawings above it in pixels, and the texts above
/// all.</summary>
internal sealed partial class Sheet
{
    // The slower settings save a tenth of a file and take twice as long.
    private static readonly SKPngEncoderOptions Encoding = new(SKPngEncoderFilterFlags.Sub, 3);
    private readonly List<Action<RenderPack>> _above = [];
    private readonly HashSet<IPlottable> _cut = [];
    private readonly List<Writing> _writings = [];
    private readonly string _title;

    public Sheet(Look look, string title)
    {
        (Look, _title) = (look, Font.Clean(title));
        Plot.FigureBackground.Color = look.Ground;
        Plot.DataBackground.Color = Colors.Transparent;
        Plot.Axes.Frameless();
        (Plot.Grid.XAxisStyle.IsVisible, Plot.Grid.YAxisStyle.IsVisible) = (false, false);
        var actions = Plot.RenderManager.RenderActions;
        actions.RemoveAll(action => action is ClearCanvas);
        actions[actions.FindIndex(action => action is RenderPlottables)] = new RenderCut(this);
    }

    public Look Look { get; }
    public Plot Plot { get; } = new();
    public IReadOnlyList<Writing> Writings => _writings;
    public PixelRect Frame { get; private set; }

    public void Place(double left, double top, double right, double bottom)
    {
        Frame = Rect(left, top, right, bottom);
        Plot.Layout.Fixed(Frame);
    }

    public Pixel At(Coordinates place) =>
        new(Plot.Axes.Bottom.GetPixel(place.X, Frame), Plot.Axes.Left.GetPixel(place.Y, Frame));

    /// <summary>Adds to the plot, above the rest.</summary>
    public void Add(IPlottable plottable, bool isCut = false)
    {
        Plot.PlottableList.Add(plottable);
        if (isCut)
            _cut.Add(plottable);
    }

    /// <summary>Draws a line between two pixels, above the plot.</summary>
    public void Line(double fromX, double fromY, double toX, double toY, LineStyle line)
    {
        // As a path: Skia's SVG has no other dashed lines.
        Pixel[] ends = [new(fromX, fromY), new(toX, toY)];
        _above.Add(pack => Drawing.DrawLines(pack.Canvas, pack.Paint, ends, line));
    }

    public void Box(double left, double top, double right, double bottom, Color colour) => _above.Add(pack =>
        Drawing.FillRectangle(pack.Canvas, Rect(left, top, right, bottom), pack.Paint, new FillStyle(colour)));

    /// <summary>Draws a colour scale from left to right or upwards.</summary>
    public void Scale(double left, double top, double right, double bottom, IColormap colours) => _above.Add(pack =>
    {
        using var image = right - left > bottom - top ? colours.GetImageHorizontal() : colours.GetImageVertical();
        pack.Paint.ResizeFilter = ResizeFilter.Bicubic;
        Drawing.DrawImage(pack.Canvas, image, Rect(left, top, right, bottom), pack.Paint);
    });

    public void Mark(double x, double y, MarkShape shape, Color colour, float radius) => _above.Add(
        pack => MarkPlot.Draw(pack.Canvas, [new Pixel(x, y)], shape, colour, radius, Look.LineWidth));

    public void Write(Writing writing)
    {
        if (writing.Text.Length > 0)
            _writings.Add(writing);
    }

    public void Write(
        double x, double y, string text, HorizontalAlignment anchor = HorizontalAlignment.Left, bool isMuted = false) =>
        Write(new Writing(x, y, text, Look.Font, isMuted ? Look.Muted : Look.Text, anchor));

    /// <summary>Writes a text on a patch of the background, above lines.</summary>
    public void Label(Writing writing)
    {
        var (left, half) = (writing.X - writing.Lead, writing.Font.Size * 0.6);
        var (start, end) = (Max(0, left - 2), Min(Look.Width, left + writing.Width + 2));
        if (writing.Text.Length > 0)
            Box(start, writing.Y - half, end, writing.Y + half, Look.Ground.WithAlpha(0.8));
        Write(writing);
    }

    public void SayNothing() => Label(new Writing(
        Frame.Center.X, Frame.Center.Y, "nothing to draw yet", Look.Font, Look.Muted, HorizontalAlignment.Center));

    public SKData Png()
    {
        using var surface = SKSurface.Create(new SKImageInfo(Look.Width, Look.Height, SKColorType.Rgba8888));
        Draw(surface.Canvas);
        foreach (var writing in _writings)
            writing.Draw(surface.Canvas);
        using var pixels = surface.PeekPixels();
        // Held by a name, so that the collector does not take it while Skia reads it.
        using var opaque = pixels.WithAlphaType(SKAlphaType.Opaque);
        return opaque.Encode(Encoding)!;
    }

    public string Svg()
    {
        using var stream = new MemoryStream();
        // The file is whole only when its canvas is gone.
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, Look.Width, Look.Height), stream))
            Draw(canvas);
        // Skia numbers its references across all pictures, but equal pictures must be equal files.
        var names = new Dictionary<string, string>();
        var drawn = ReferredName.Replace(System.Text.Encoding.UTF8.GetString(stream.ToArray()), match =>
            names.TryGetValue(match.Value, out var name) ? name : names[match.Value] = $"part-{names.Count}");
        var begin = drawn.IndexOf('>', drawn.IndexOf("<svg"));
        var end = drawn.LastIndexOf("</svg>");
        var svg = new StringBuilder(drawn, 0, begin, drawn.Length + 150 * _writings.Count);
        svg.Append($" role=\"img\">\n<title>{SecurityElement.Escape(_title)}</title>");
        svg.Append(drawn, begin + 1, end - begin - 1);
        svg.Append($"<g font-family=\"{Typefaces.Names}\" xml:space=\"preserve\">\n");
        svg.AppendJoin('\n', _writings.Select(writing => writing.Svg()));
        return svg.Append("\n</g>\n</svg>\n").ToString();
    }

    // As Plot.Render, but once: it draws a new plot twice, one on top of the other.
    private void Draw(SKCanvas canvas)
    {
        using var pack = new RenderPack(Plot, Rect(0, 0, Look.Width, Look.Height), canvas);
        foreach (var action in Plot.RenderManager.RenderActions)
        {
            pack.CanvasState.Save();
            action.Render(pack);
            pack.CanvasState.RestoreAll();
        }
        foreach (var draw in _above)
        {
            pack.Paint.SKPathEffect = LinePattern.Solid.GetPathEffect();
            draw(pack);
        }
    }

    [GeneratedRegex("(?<=[\"#])(cl|img|gradient|pattern)_[0-9a-f]+(?=[\")])")]
    private static partial Regex ReferredName { get; }

    private static PixelRect Rect(double left, double top, double right, double bottom) =>
        new((float)left, (float)right, (float)bottom, (float)top);

    // ScottPlot cuts all at the frame, which halves a mark or a line at its edge.
    private sealed class RenderCut(Sheet sheet) : IRenderAction
    {
        public void Render(RenderPack rp)
        {
            foreach (var plottable in rp.Plot.PlottableList)
            {
                plottable.Axes.DataRect = rp.DataRect;
                rp.CanvasState.Save();
                if (sheet._cut.Contains(plottable))
                    rp.CanvasState.Clip(rp.DataRect.Expand(sheet.Look.LineWidth / 2));
                // ScottPlot leaves the dashes of the line before in the paint of an area.
                rp.Paint.SKPathEffect = LinePattern.Solid.GetPathEffect();
                plottable.Render(rp);
                rp.CanvasState.RestoreAll();
            }
        }
    }
}
