using ScottPlot;
using SkiaSharp;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>Draws marks. ScottPlot's own plottable does not hold its path while Skia draws it, so that the collector
/// may free it in the middle, which ends the process.</summary>
internal sealed class MarkPlot(
    IReadOnlyList<Coordinates> places, MarkShape shape, Color colour, float radius, float lineWidth) : IPlottable
{
    /// <summary>The marks, in coordinates of the axes.</summary>
    public IReadOnlyList<Coordinates> Places => places;
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => new(places);

    public void Render(RenderPack rp) =>
        Draw(rp.Canvas, places.Select(Axes.GetPixel), shape, colour, radius, lineWidth);

    /// <summary>Draws marks at pixels of a canvas.</summary>
    public static void Draw(
        SKCanvas canvas, IEnumerable<Pixel> at, MarkShape shape, Color colour, float radius, float lineWidth)
    {
        using var path = new SKPath();
        foreach (var pixel in at)
            Add(path, pixel, shape, radius * SizeOf(shape));
        using var paint = new SKPaint
        {
            IsAntialias = true,
            Color = colour.ToSKColor(),
            StrokeWidth = lineWidth,
            Style = shape is MarkShape.Cross or MarkShape.Ring ? SKPaintStyle.Stroke : SKPaintStyle.Fill,
        };
        canvas.DrawPath(path, paint);
    }

    private static float SizeOf(MarkShape shape) => shape switch
    {
        MarkShape.Diamond => 1.6f,
        MarkShape.Triangle => 1.3f,
        _ => 1,
    };

    private static void Add(SKPath path, Pixel at, MarkShape shape, float radius)
    {
        switch (shape)
        {
            case MarkShape.Cross:
                path.MoveTo(at.X - radius, at.Y - radius);
                path.LineTo(at.X + radius, at.Y + radius);
                path.MoveTo(at.X - radius, at.Y + radius);
                path.LineTo(at.X + radius, at.Y - radius);
                break;
            case MarkShape.Diamond:
                path.MoveTo(at.X, at.Y - radius);
                path.LineTo(at.X + radius, at.Y);
                path.LineTo(at.X, at.Y + radius);
                path.LineTo(at.X - radius, at.Y);
                path.Close();
                break;
            case MarkShape.Triangle:
                path.MoveTo(at.X - radius, at.Y - (0.6f * radius));
                path.LineTo(at.X + radius, at.Y - (0.6f * radius));
                path.LineTo(at.X, at.Y + radius);
                path.Close();
                break;
            default:
                path.AddCircle(at.X, at.Y, radius);
                break;
        }
    }
}
