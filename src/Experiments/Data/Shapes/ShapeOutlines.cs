using SkiaSharp;

namespace SweepRunner.Experiments.Data.Shapes;

/// <summary>
/// The outlines of the ten classes of shapes, within the unit circle around (0, 0). No class becomes another by a
/// rotation of up to 40°, a flip, a shift or a zoom, nor by being stretched to a square.
/// </summary>
internal static class ShapeOutlines
{
    /// <summary>Creates the outline of each class, by its name. The caller disposes it.</summary>
    public static IReadOnlyDictionary<string, Func<SKPath>> All { get; } = new SortedDictionary<string, Func<SKPath>>(
        StringComparer.Ordinal)
    {
        ["circle"] = () => Circles((0, 0, 1)),
        ["crescent"] = Crescent,
        ["cross"] = () => Rectangles((-0.95f, -0.28f, 0.95f, 0.28f), (-0.28f, -0.95f, 0.28f, 0.95f)),
        ["dots"] = () => Circles(
            (0, 0, 0.25f), (-0.52f, -0.52f, 0.25f), (0.52f, -0.52f, 0.25f), (-0.52f, 0.52f, 0.25f),
            (0.52f, 0.52f, 0.25f)),
        ["ring"] = Ring,
        ["square"] = () => Rectangles((-0.7f, -0.7f, 0.7f, 0.7f)),
        ["star"] = () => Star(points: 5, inner: 0.4f),
        ["stripes"] = () => Rectangles(
            (-0.74f, -0.66f, 0.74f, -0.36f), (-0.74f, -0.15f, 0.74f, 0.15f), (-0.74f, 0.36f, 0.74f, 0.66f)),
        ["triangle"] = () => Star(points: 3, inner: 0.5f),
        ["zigzag"] = Zigzag,
    };

    private static SKPath Circles(params ReadOnlySpan<(float X, float Y, float Radius)> circles)
    {
        var path = new SKPath();
        foreach (var (x, y, radius) in circles)
            path.AddCircle(x, y, radius);
        return path;
    }

    private static SKPath Rectangles(params ReadOnlySpan<(float Left, float Top, float Right, float Bottom)> sides)
    {
        var path = new SKPath();
        foreach (var (left, top, right, bottom) in sides)
            path.AddRect(new SKRect(left, top, right, bottom));
        return path;
    }

    private static SKPath Crescent()
    {
        using var disc = Circles((0, 0, 1));
        using var bite = Circles((0.5f, 0, 0.85f));
        return disc.Op(bite, SKPathOp.Difference);
    }

    private static SKPath Ring()
    {
        var path = Circles((0, 0, 1), (0, 0, 0.62f));
        path.FillType = SKPathFillType.EvenOdd;
        return path;
    }

    // Corners lie on the unit circle and, between two of them, on the inner circle. A triangle is a star of three
    // points whose inner corners lie on its sides.
    private static SKPath Star(int points, float inner)
    {
        var corners = Enumerable.Range(0, 2 * points).Select(corner =>
        {
            var (sine, cosine) = MathF.SinCos(corner * MathF.PI / points);
            var radius = corner % 2 == 0 ? 1 : inner;
            return new SKPoint(radius * sine, -radius * cosine);
        });
        return Polygon([.. corners]);
    }

    private static SKPath Zigzag() => Polygon(
        new(-0.95f, 0.25f), new(-0.4f, -0.65f), new(0, 0.05f), new(0.4f, -0.65f), new(0.95f, 0.25f),
        new(0.75f, 0.6f), new(0.4f, 0), new(0, 0.7f), new(-0.4f, 0), new(-0.75f, 0.6f));

    private static SKPath Polygon(params SKPoint[] corners)
    {
        var path = new SKPath();
        path.AddPoly(corners, close: true);
        return path;
    }
}
