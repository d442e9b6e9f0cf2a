using ScottPlot;

namespace SweepRunner.Reports.Charts.Plots;

internal sealed class ParallelPlot(Sheet sheet, ParallelChart chart)
{
    private const float TickMark = 4;
    private const double KeyWidth = 5;

    // With less room between axes, in font sizes, there are no numbers.
    private const double NarrowestNumbers = 3.2;
    private readonly Look _look = sheet.Look;
    private readonly IColormap _colours = sheet.Look.LineAmounts(chart.IsMaximized);
    private readonly List<AxisRuler> _rulers = [.. chart.Axes.Select((axis, index) => Ruler(chart, axis, index))];

    public void Draw(double top)
    {
        var labels = Labels();
        var bottom = _look.Height - _look.Padding - (_rulers.Count == 0 ? 0 : labels.Height);
        var right = labels.At(labels.Ruler.Length - 0.5);
        sheet.Place(labels.At(-0.5), top + _look.Gap, right, Max(top + 40, bottom));
        labels.Draw(sheet, hasGrid: false, hasLine: false);
        var free = _look.Gap / (sheet.Frame.Height - 2 * _look.Gap);
        sheet.Plot.Axes.SetLimitsY(-free, 1 + free);
        foreach (var line in chart.Lines.OrderBy(line => !double.IsNaN(Share(line, _rulers.Count - 1))))
            Draw(line);
        foreach (var (index, ruler) in _rulers.Index())
            Draw(ruler, labels.At(index), labels.Step);
        var objective = labels.At(_rulers.Count - 1);
        if (_rulers.Count > 0)
            sheet.Scale(objective - KeyWidth / 2, Height(1), objective + KeyWidth / 2, Height(0), _colours);
        if (_rulers.Count == 0 || !chart.Lines.Any(line => line.Values.Any(double.IsFinite)))
            sheet.SayNothing();
    }

    // The names of the axes as names of columns, moved right if the first needs room.
    private BottomAxis Labels()
    {
        var names = Axis.Named("", [.. chart.Axes.Select(axis => axis.Label)]);
        var (range, half) = (AxisRange.Fit(names, [], 0), _look.Padding / 2);
        var labels = new BottomAxis(_look, names, range, half, _look.Width - half);
        var missing = Min(labels.Overhang, _look.Width * 0.14) + 4 - labels.At(0);
        return new BottomAxis(_look, names, range, half + Max(0, missing), _look.Width - half);
    }

    private void Draw(ParallelLine line)
    {
        var opacity = Clamp(40.0 / chart.Lines.Count, 0.35, 0.9);
        var objective = Share(line, _rulers.Count - 1);
        var style = line.IsAtChance ? SeriesStyle.Line(_look.Colour(Ink.AtChance).WithAlpha(opacity / 2), 1.2f, 2, 2)
            : double.IsNaN(objective) ? SeriesStyle.Line(_look.Colour(Ink.Diverged).WithAlpha(opacity), 1.2f, 4, 3)
            : SeriesStyle.Line(_colours.GetColor(objective).WithAlpha(opacity), _look.LineWidth * 0.8f);
        // A line passes by an axis on which it has no place.
        var places = _rulers.Select((_, index) => new Coordinates(index + 0.5, Share(line, index)))
            .Where(place => !double.IsNaN(place.Y));
        sheet.Add(LayerPlots.Line([.. places], style));
    }

    private void Draw(AxisRuler ruler, double x, double step)
    {
        sheet.Line(x, sheet.Frame.Top, x, sheet.Frame.Bottom, SeriesStyle.Line(_look.Axis, 1.5f));
        var font = step < 90 ? new Font(_look.Font.Size - 2) : _look.Font;
        var room = step - TickMark - _look.Gap - 2;
        foreach (var tick in room < font.Size * NarrowestNumbers ? [] : Ticks(ruler, font, room))
        {
            var y = Height(ruler.At(tick.Value) / ruler.Length);
            // At the right edge of the picture, the numbers are on the left of the axis.
            var isLeft = x + TickMark + 5 + font.Width(tick.Text) > _look.Width;
            var (mark, anchor) = isLeft ? (-TickMark, HorizontalAlignment.Right) : (TickMark, HorizontalAlignment.Left);
            sheet.Line(x, y, x + mark, y, SeriesStyle.Line(_look.Axis, 1));
            sheet.Label(new Writing(x + mark * 1.75, y, tick.Text, font, _look.Text, anchor));
        }
    }

    private List<Tick> Ticks(AxisRuler ruler, Font font, double room)
    {
        var step = sheet.Frame.Height / ruler.Length;
        if (ruler.Axis.IsCategory)
            return LeftAxis.Names(ruler.Axis, font, font.Size * 1.3 / step, _ => room);
        var ticks = AxisTicks.Find(ruler.Axis, ruler.Range, (int)Clamp(step / (font.Size * 4), 2, 6));
        return LeftAxis.Apart(ruler, ticks.Where(tick => font.Width(tick.Text) <= room), font.Size * 1.4 / step);
    }

    private static AxisRuler Ruler(ParallelChart chart, Axis axis, int index)
    {
        var range = AxisRange.Fit(axis, chart.Lines.Select(line => line.ValueAt(index)), padding: 0);
        return new AxisRuler(axis, range);
    }

    private double Height(double share) => sheet.At(new Coordinates(0, share)).Y;

    private double Share(ParallelLine line, int index) =>
        index < 0 ? double.NaN : _rulers[index].Inside(line.ValueAt(index)) / _rulers[index].Length;
}
