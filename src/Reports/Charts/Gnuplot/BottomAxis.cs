namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>The horizontal axis of a plot: numbers below small marks, or a name for each column.</summary>
internal sealed class BottomAxis
{
    private const int Slope = 40;
    private const double MarkLength = 5;

    private static readonly double Rise = Math.Sin(Slope * Math.PI / 180);
    private static readonly double Run = Math.Cos(Slope * Math.PI / 180);

    private readonly Look _look;
    private readonly IReadOnlyList<Tick> _ticks;
    private readonly bool _isSloped;

    /// <summary>Lays the axis out.</summary>
    /// <param name="look">The picture's measures and colours.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="range">From where to where it goes.</param>
    /// <param name="left">The pixel of its left end.</param>
    /// <param name="right">The pixel of its right end.</param>
    public BottomAxis(Look look, Axis axis, AxisRange range, double left, double right)
    {
        _look = look;
        Ruler = new AxisRuler(axis, range, left, right);
        if (axis.Scale != AxisScale.Category)
        {
            _ticks = Numbers(range);
            Height = MarkLength + look.Gap / 2 + Look.LineHeight(look.SmallSize);
            return;
        }
        var names = axis.Categories.Select(GnuplotText.Clean).ToList();
        _isSloped = TextWidths.Widest(names, look.SmallSize) > Ruler.Step - look.Gap;
        var every = Math.Max(1, (int)Math.Ceiling((_isSloped ? look.SmallSize * 1.2 / Rise : 0) / Ruler.Step));
        _ticks = [.. names.Select((name, index) => new Tick(index, index % every == 0 ? TextWidths.Shorten(name, look.SmallSize, Room(index)) : "")).Where(tick => tick.Text.Length > 0)];
        var widest = TextWidths.Widest(_ticks.Select(tick => tick.Text), look.SmallSize);
        Height = look.Gap + (_isSloped ? widest * Rise + look.SmallSize * Run : Look.LineHeight(look.SmallSize));
    }

    /// <summary>Where its values are.</summary>
    public AxisRuler Ruler { get; }

    /// <summary>Pixels that the first name reaches to the left of its column's middle, written out.</summary>
    public double Overhang => Ruler.Axis.Categories.Count == 0 ? 0 : TextWidths.Of(GnuplotText.Clean(Ruler.Axis.Categories[0]), _look.SmallSize) * (_isSloped ? Run : 0.5);

    /// <summary>Pixels that it takes below the plot.</summary>
    public double Height { get; }

    /// <summary>Draws the axis.</summary>
    /// <param name="scene">The picture.</param>
    /// <param name="frame">The plot.</param>
    /// <param name="hasGrid">True for lines through the plot.</param>
    /// <param name="hasLine">True for the line of the axis itself.</param>
    public void Draw(Scene scene, Frame frame, bool hasGrid, bool hasLine)
    {
        var isNumbers = Ruler.Axis.Scale != AxisScale.Category;
        foreach (var tick in _ticks)
        {
            var across = Ruler.At(tick.Value);
            if (isNumbers && hasGrid)
                scene.Line(new Place(across, frame.Top), new Place(across, frame.Bottom), tick.Value == 0 ? _look.AxisPen : _look.GridPen);
            if (isNumbers)
                scene.Line(new Place(across, frame.Bottom), new Place(across, frame.Bottom + MarkLength), _look.AxisPen);
            if (_isSloped)
                scene.Text(new Place(across + _look.SmallSize * 0.3, frame.Bottom + _look.Gap + _look.SmallSize * 0.3), tick.Text, _look.SmallSize, Anchor.Right, rotation: Slope);
            else
                scene.Text(new Place(Inside(tick), frame.Bottom + Height - Look.LineHeight(_look.SmallSize) / 2), tick.Text, _look.SmallSize, Anchor.Centre, isNumbers);
        }
        if (hasLine)
            scene.Line(new Place(frame.Left, frame.Bottom), new Place(frame.Right, frame.Bottom), _look.AxisPen);
    }

    /// <summary>As many round numbers as stand apart from each other.</summary>
    private List<Tick> Numbers(AxisRange range)
    {
        for (var most = (int)Math.Clamp(Ruler.Length / (_look.SmallSize * 3), 2, 12); ; most--)
        {
            var ticks = AxisTicks.Of(Ruler.Axis, range, most).OrderBy(tick => tick.Value).ToList();
            if (ticks.Zip(ticks.Skip(1)).All(pair => AreApart(pair.First, pair.Second)))
                return ticks;
            if (most <= 2)
                return [.. ticks.Take(1), .. ticks.Skip(1).TakeLast(1).Where(last => AreApart(ticks[0], last))];
        }
    }

    private bool AreApart(Tick first, Tick second) => Inside(second) - Inside(first) >= (Wide(first) + Wide(second)) / 2 + _look.SmallSize * 0.9;

    private double Wide(Tick tick) => TextWidths.Of(tick.Text, _look.SmallSize);

    // A number at the very end of the axis is not cut by the edge of the picture.
    private double Inside(Tick tick) => Math.Clamp(Ruler.At(tick.Value), Wide(tick) / 2 + 2, Math.Max(_look.Width - Wide(tick) / 2 - 2, Wide(tick) / 2 + 2));

    private double Room(int index) => _isSloped
        ? Math.Min(Math.Min(_look.Width * 0.3, _look.Height * 0.26 / Rise), (Ruler.At(index) - 2) / Run)
        : Ruler.Step - _look.Gap;
}
