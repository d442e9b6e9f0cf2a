using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>The vertical axis of a plot: numbers at grid lines, or a name per row.</summary>
internal sealed class LeftAxis
{
    private const double WidestShare = 0.32;
    private readonly Look _look;
    private readonly List<Tick> _ticks;
    private readonly bool _isAbove, _isNumbers;

    /// <summary>Lays out an axis of a height in pixels; tiles fill their rows.</summary>
    public LeftAxis(Look look, Axis axis, AxisRange range, double height, bool isTiled)
    {
        (_look, _isNumbers) = (look, !axis.IsCategory);
        Ruler = new AxisRuler(axis, range, isDown: !_isNumbers);
        Step = height / Ruler.Length;
        // Where there is no room beside the rows there may be some above each of them.
        var isCrowded = look.IsNarrow && look.Font.Widest(axis.Categories) > look.Width * WidestShare;
        _isAbove = isCrowded && !_isNumbers && !isTiled && Step >= look.Font.Size * 2.1;
        var room = _isAbove ? look.Width - 2 * look.Padding : look.Width * WidestShare;
        var most = (int)Clamp(height / (look.Font.Size * 3.2), 2, 10);
        _ticks = _isNumbers
            ? Apart(Ruler, AxisTicks.Find(axis, range, most), look.Font.Size * 1.4 / Step)
            : Names(axis, look.Font, look.Font.Size * 1.15 / Step, _ => room);
        Width = _isAbove ? 0 : look.Font.Widest(_ticks.Select(tick => tick.Text)) + look.Gap;
    }

    public AxisRuler Ruler { get; }

    public double Width { get; }

    public double Step { get; }
    public double BarRoom => _isAbove ? _look.Font.Size * 1.1 : Step * 0.68;

    public void Draw(Sheet sheet)
    {
        // A name above its row pushes the row down.
        var shift = _isAbove ? _look.Font.Size * 0.65 / Step : 0;
        sheet.Plot.Axes.SetLimitsY(shift, Ruler.Length + shift);
        sheet.Plot.Axes.Left.TickGenerator = Marks(Ruler, _ticks);
        sheet.Plot.Grid.YAxisStyle = new() { IsVisible = _isNumbers, MajorLineStyle = SeriesStyle.Line(_look.Grid, 1) };
        foreach (var tick in _ticks)
        {
            var (x, y) = (sheet.Frame.Left, sheet.At(new Coordinates(0, Ruler.At(tick.Value))).Y);
            if (_isAbove)
                sheet.Label(new Writing(x, y - _look.Font.Size * 1.3, tick.Text, _look.Font, _look.Text));
            else
                sheet.Write(x - _look.Gap, y, tick.Text, HorizontalAlignment.Right, _isNumbers);
        }
    }

    /// <summary>The rising ticks that are at least a distance apart, in coordinates.</summary>
    internal static List<Tick> Apart(AxisRuler ruler, IEnumerable<Tick> ticks, double distance)
    {
        var kept = new List<Tick>();
        foreach (var tick in ticks)
        {
            if (kept.Count == 0 || Abs(ruler.At(tick.Value) - ruler.At(kept[^1].Value)) >= distance)
                kept.Add(tick);
        }
        return kept;
    }

    /// <summary>The names of an axis, cut to their room; every n-th if a name is n rows high.</summary>
    internal static List<Tick> Names(Axis axis, Font font, double rows, Func<int, double> room)
    {
        var every = Max(1, (int)Ceiling(rows));
        return [.. axis.Categories.Index().Where(name => name.Index % every == 0)
            .Select(name => new Tick(name.Index, font.Fit(name.Item, room(name.Index))))
            .Where(tick => tick.Text.Length > 0)];
    }

    // We write their labels ourselves.
    internal static NumericManual Marks(AxisRuler ruler, IEnumerable<Tick> ticks) =>
        new([.. ticks.Select(tick => ScottPlot.Tick.Major(ruler.At(tick.Value), ""))]);
}

/// <summary>The horizontal axis of a plot: numbers at tick marks, or a name per column.</summary>
internal sealed class BottomAxis
{
    private const int Slope = 40;
    private const float MarkLength = 5;
    private static readonly double Rise = Sin(Slope * PI / 180), Run = Cos(Slope * PI / 180);
    private readonly Look _look;
    private readonly Axis _axis;
    private readonly List<Tick> _ticks;
    private readonly bool _isNumbers, _isSloped;
    private readonly double _left;

    public BottomAxis(Look look, Axis axis, AxisRange range, double left, double right)
    {
        (_look, _axis, _left, _isNumbers) = (look, axis, left, !axis.IsCategory);
        Ruler = new AxisRuler(axis, range);
        Step = (right - left) / Ruler.Length;
        _isSloped = look.Font.Widest(axis.Categories) > Step - look.Gap;
        _ticks = _isNumbers ? Numbers(range) : Names();
        var widest = look.Font.Widest(_ticks.Select(tick => tick.Text));
        Height = _isNumbers ? MarkLength + look.Gap / 2 + look.Font.LineHeight
            : _isSloped ? look.Gap + widest * Rise + look.Font.Size * Run
            : look.Gap + look.Font.LineHeight;
    }

    public AxisRuler Ruler { get; }

    public double Step { get; }
    public double Height { get; }

    /// <summary>Pixels that the full first name extends to the left of the middle of its column.</summary>
    public double Overhang => _look.Font.Width(_axis.Categories.FirstOrDefault("")) * (_isSloped ? Run : 0.5);

    public double At(double value) => _left + Ruler.At(value) * Step;

    public void Draw(Sheet sheet, bool hasGrid, bool hasLine)
    {
        var axis = sheet.Plot.Axes.Bottom;
        sheet.Plot.Axes.SetLimitsX(0, Ruler.Length);
        axis.IsVisible = true;
        axis.TickGenerator = LeftAxis.Marks(Ruler, _isNumbers ? _ticks : []);
        (axis.MajorTickStyle.Length, axis.MajorTickStyle.Color) = (MarkLength, _look.Axis);
        (axis.FrameLineStyle.Width, axis.FrameLineStyle.Color) = (hasLine ? 1 : 0, _look.Axis);
        sheet.Plot.Grid.XAxisStyle = new() { IsVisible = hasGrid, MajorLineStyle = SeriesStyle.Line(_look.Grid, 1) };
        // Bars stand on a line of their own.
        if (hasGrid && _ticks.Exists(tick => tick.Value == 0))
            sheet.Add(new VerticalLine { X = Ruler.At(0), LineWidth = 1, LineColor = _look.Axis });
        var below = sheet.Frame.Bottom + Height - _look.Font.LineHeight / 2;
        foreach (var tick in _ticks)
        {
            if (_isSloped && !_isNumbers)
                sheet.Write(Sloped(sheet, tick));
            else
                sheet.Write(Inside(tick), below, tick.Text, HorizontalAlignment.Center, _isNumbers);
        }
    }

    private Writing Sloped(Sheet sheet, Tick tick)
    {
        var (corner, below) = (_look.Font.Size * 0.3, sheet.Frame.Bottom + _look.Gap);
        var (x, y) = (At(tick.Value) + corner, below + corner);
        return new Writing(x, y, tick.Text, _look.Font, _look.Text, HorizontalAlignment.Right, Slope);
    }

    private List<Tick> Names()
    {
        var longest = Min(_look.Width * 0.3, _look.Height * 0.26 / Rise);
        return _isSloped
            ? LeftAxis.Names(_axis, _look.Font, _look.Font.Size * 1.2 / Rise / Step, Room)
            : LeftAxis.Names(_axis, _look.Font, 1, _ => Step - _look.Gap);

        double Room(int column) => Min(longest, (At(column) - 2) / Run);
    }

    // As many round numbers as fit without touching.
    private List<Tick> Numbers(AxisRange range)
    {
        for (var most = (int)Clamp(Step / (_look.Font.Size * 3), 2, 12); ; most--)
        {
            var ticks = AxisTicks.Find(_axis, range, most).ToList();
            if (ticks.Zip(ticks.Skip(1)).All(pair => AreApart(pair.First, pair.Second)))
                return ticks;
            if (most <= 2)
                return [.. ticks.Take(1), .. ticks.Skip(1).TakeLast(1).Where(last => AreApart(ticks[0], last))];
        }
    }

    private bool AreApart(Tick first, Tick second) =>
        Inside(second) - Inside(first) >= (Half(first) + Half(second)) + _look.Font.Size * 0.9;

    // A number at the very end of the axis is not cut by the edge of the picture.
    private double Inside(Tick tick) =>
        Clamp(At(tick.Value), Half(tick) + 2, Max(_look.Width - Half(tick) - 2, Half(tick) + 2));

    private double Half(Tick tick) => _look.Font.Width(tick.Text) / 2;
}
