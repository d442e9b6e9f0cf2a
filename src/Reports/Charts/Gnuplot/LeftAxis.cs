namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>The vertical axis of a plot: numbers beside lines of a grid, or a name for each row.</summary>
internal sealed class LeftAxis
{
    private const double WidestShare = 0.32;

    private readonly Look _look;
    private readonly IReadOnlyList<Tick> _ticks;
    private readonly bool _isAbove;
    private readonly double _rowShift;

    /// <summary>Lays the axis out.</summary>
    /// <param name="look">The picture's measures and colours.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="range">From where to where it goes.</param>
    /// <param name="top">The pixel of its upper end.</param>
    /// <param name="bottom">The pixel of its lower end.</param>
    /// <param name="isTiled">True where the rows are full from top to bottom.</param>
    public LeftAxis(Look look, Axis axis, AxisRange range, double top, double bottom, bool isTiled)
    {
        _look = look;
        if (axis.Scale != AxisScale.Category)
        {
            Ruler = new AxisRuler(axis, range, bottom, top);
            _ticks = Apart(AxisTicks.Of(axis, range, (int)Math.Clamp(Ruler.Length / (look.SmallSize * 3.2), 2, 10)));
            Width = TextWidths.Widest(_ticks.Select(tick => tick.Text), look.SmallSize) + look.Gap;
            return;
        }
        var step = (bottom - top) / Math.Max(1, axis.Categories.Count);
        var names = axis.Categories.Select(GnuplotText.Clean).ToList();
        // Where there is no room beside the rows there may be some above each of them.
        _isAbove = look.IsNarrow && !isTiled && step >= look.SmallSize * 2.1 && TextWidths.Widest(names, look.SmallSize) > look.Width * WidestShare;
        _rowShift = _isAbove ? look.SmallSize * 0.65 : 0;
        Ruler = new AxisRuler(axis, range, top + _rowShift, bottom + _rowShift);
        var width = _isAbove ? look.Width - 2 * look.Padding : look.Width * WidestShare;
        var every = Math.Max(1, (int)Math.Ceiling(look.SmallSize * 1.15 / step));
        _ticks = [.. names.Select((name, index) => new Tick(index, index % every == 0 ? TextWidths.Shorten(name, look.SmallSize, width) : "")).Where(tick => tick.Text.Length > 0)];
        Width = _isAbove ? 0 : TextWidths.Widest(_ticks.Select(tick => tick.Text), look.SmallSize) + look.Gap;
    }

    /// <summary>Where its values are.</summary>
    public AxisRuler Ruler { get; }

    /// <summary>Pixels that it takes to the left of the plot.</summary>
    public double Width { get; }

    /// <summary>Pixels from top to bottom that a bar on a row may take.</summary>
    public double BarRoom => _isAbove ? _look.SmallSize * 1.1 : Ruler.Step * 0.68;

    /// <summary>Draws its names or numbers, and the grid.</summary>
    public void Draw(Scene scene, Frame frame)
    {
        foreach (var tick in _ticks)
        {
            var height = Ruler.At(tick.Value);
            if (Ruler.Axis.Scale != AxisScale.Category)
                scene.Line(new Place(frame.Left, height), new Place(frame.Right, height), _look.GridPen);
            if (_isAbove)
                scene.Label(new Place(frame.Left, height - _look.SmallSize * 1.3), tick.Text, _look.SmallSize);
            else
                scene.Text(new Place(frame.Left - _look.Gap, height), tick.Text, _look.SmallSize, Anchor.Right, Ruler.Axis.Scale != AxisScale.Category);
        }
    }

    private List<Tick> Apart(IReadOnlyList<Tick> ticks)
    {
        var kept = new List<Tick>();
        foreach (var tick in ticks.Where(tick => kept.Count == 0 || Math.Abs(Ruler.At(tick.Value) - Ruler.At(kept[^1].Value)) >= _look.SmallSize * 1.4))
            kept.Add(tick);
        return kept;
    }
}
