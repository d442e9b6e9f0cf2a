namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>A place in a picture: pixels from its left and upper edge.</summary>
internal readonly record struct Place(double X, double Y);

/// <summary>A rectangle in a picture, in pixels.</summary>
internal readonly record struct Frame(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Pixels across.</summary>
    public double Width => Right - Left;

    /// <summary>Pixels from top to bottom.</summary>
    public double Height => Bottom - Top;

    /// <summary>The middle from left to right.</summary>
    public double MiddleX => (Left + Right) / 2;

    /// <summary>The middle from top to bottom.</summary>
    public double MiddleY => (Top + Bottom) / 2;
}

/// <summary>How a line is drawn.</summary>
/// <param name="Colour">Its colour, <c>#rrggbb</c>.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Dash">Lengths drawn and left out in turn, in line widths; empty for a line without gaps.</param>
/// <param name="Opacity">From 0, unseen, to 1.</param>
internal sealed record Pen(string Colour, double Width, string Dash = "", double Opacity = 1);

/// <summary>Which part of a text stands at its place.</summary>
internal enum Anchor
{
    /// <summary>Its left end.</summary>
    Left,

    /// <summary>Its middle.</summary>
    Centre,

    /// <summary>Its right end.</summary>
    Right,
}

/// <summary>Something in a picture.</summary>
internal abstract record Shape;

/// <summary>A line through places.</summary>
internal sealed record LineShape(IReadOnlyList<Place> Places, Pen Pen) : Shape;

/// <summary>A filled polygon.</summary>
internal sealed record AreaShape(IReadOnlyList<Place> Corners, string Colour, double Opacity) : Shape;

/// <summary>A filled rectangle.</summary>
internal sealed record BoxShape(Frame Frame, string Colour, double Opacity) : Shape;

/// <summary>A filled circle; its radius is in pixels.</summary>
internal sealed record DotShape(Place Centre, double Radius, string Colour) : Shape;

/// <summary>One line of text. Its place is at half of its height.</summary>
/// <param name="Place">Where its anchor stands.</param>
/// <param name="Text">The text as it is, not escaped.</param>
/// <param name="Size">Size of the font in pixels.</param>
/// <param name="Colour">Its colour, <c>#rrggbb</c>.</param>
/// <param name="Anchor">What stands at the place.</param>
/// <param name="IsBold">True for bold.</param>
/// <param name="Rotation">Degrees against the clock.</param>
internal sealed record TextShape(Place Place, string Text, double Size, string Colour, Anchor Anchor = Anchor.Left, bool IsBold = false, int Rotation = 0) : Shape;

/// <summary>
/// A picture as shapes in pixels, the lowest first; texts lie above all others. The layout is ours and not gnuplot's, which knows neither
/// how wide a text is nor how to keep two apart, and whose axes end with an error on values such as 1e308.
/// </summary>
/// <param name="look">The picture's measures and colours.</param>
internal sealed class Scene(Look look)
{
    private readonly List<Shape> _shapes = [];

    /// <summary>The picture's measures and colours.</summary>
    public Look Look { get; } = look;

    /// <summary>What is drawn, the lowest first.</summary>
    public IReadOnlyList<Shape> Shapes => _shapes;

    /// <summary>Draws a shape above those that are there.</summary>
    public void Add(Shape shape) => _shapes.Add(shape);

    /// <summary>Draws a straight line.</summary>
    public void Line(Place from, Place to, Pen pen) => Add(new LineShape([from, to], pen));

    /// <summary>Writes a line of text on a patch of the ground's colour, for where lines run below it.</summary>
    public void Label(Place place, string text, double size, Anchor anchor = Anchor.Left, bool isMuted = false)
    {
        if (text.Length == 0)
            return;
        var width = TextWidths.Of(text, size);
        var left = anchor switch { Anchor.Left => place.X, Anchor.Right => place.X - width, _ => place.X - width / 2 };
        Add(new BoxShape(new Frame(Math.Max(0, left - 2), place.Y - size * 0.6, Math.Min(Look.Width, left + width + 2), place.Y + size * 0.6), Look.Ground, 0.8));
        Text(place, text, size, anchor, isMuted);
    }

    /// <summary>Writes a line of text in the picture's colour of text or, where it is beside the point, paler.</summary>
    public void Text(Place place, string text, double size, Anchor anchor = Anchor.Left, bool isMuted = false, int rotation = 0)
    {
        if (text.Length > 0)
            Add(new TextShape(place, text, size, isMuted ? Look.Muted : Look.Text, anchor, IsBold: false, rotation));
    }
}
