using ScottPlot;

namespace SweepRunner.Reports.Charts.Plots;

internal sealed class Legend
{
    private const int MostRows = 4;
    private readonly Look _look;
    private readonly SeriesStyle _style;
    private readonly List<List<(Layer? Layer, string Text, double Left)>> _rows = [];

    /// <summary>Lays out the entries; layers of one name, colour and kind share one.</summary>
    public Legend(SeriesStyle style, IEnumerable<Layer> layers)
    {
        (_look, _style) = (style.Look, style);
        var named = layers.Where(layer => layer.Name.Length > 0)
            .DistinctBy(layer => (layer.Name, layer.Ink, layer.GetType())).ToList();
        var (left, width) = (0.0, _look.Width - 2 * _look.Padding);
        foreach (var (index, layer) in named.Index())
        {
            var text = _look.Font.Fit(layer.Name, width - SampleWidth);
            var right = left + SampleWidth + _look.Font.Width(text);
            // The last row keeps room for a note.
            var isLast = _rows.Count == MostRows;
            var more = isLast && index < named.Count - 1 ? _look.Font.Width("and 10000 more") : 0;
            if (isLast && right > width - more)
            {
                _rows[^1].Add((null, $"and {named.Count - index} more", left));
                break;
            }
            if (_rows.Count == 0 || right > width)
            {
                _rows.Add([]);
                (left, right) = (0, right - left);
            }
            _rows[^1].Add((layer, text, left));
            left = right + 2 * _look.Gap;
        }
    }

    public double Height => _rows.Count == 0 ? 0 : _rows.Count * RowHeight + _look.Gap;
    private double RowHeight => Round(_look.Font.Size * 1.6, 1);
    private double SampleWidth => _look.SampleLength + _look.Gap;

    public void Draw(Sheet sheet, double top)
    {
        foreach (var (number, row) in _rows.Index())
        {
            foreach (var (layer, text, left) in row)
            {
                var (x, y) = (_look.Padding + left, top + _look.Gap + (number + 0.5) * RowHeight);
                if (layer is not null)
                    _style.DrawSample(sheet, layer, x, y);
                sheet.Write(x + (layer is null ? 0 : SampleWidth), y, text, isMuted: layer is null);
            }
        }
    }
}

/// <summary>The names of a few lines at their ends, where they are easier to find than in a legend.</summary>
internal sealed class EndLabels(SeriesStyle style, IEnumerable<CurveLayer> curves)
{
    private const int Most = 6;
    private const double WidestShare = 0.26;

    // Further from the edge, a rule from a line's end to its name would cross the others.
    private const double NearestShare = 0.12;
    private readonly Look _look = style.Look;
    private readonly List<(CurveLayer Curve, string Text)> _labels = Fit(style.Look, curves);

    public bool IsUsed => _labels.Count > 0;

    public double Width => IsUsed
        ? 3 * _look.Gap + _look.SampleLength + _look.Font.Widest(_labels.Select(label => label.Text))
        : 0;

    /// <summary>Draws the labels as near to the last visible pixel of each line as they fit, or at the foot without
    /// one.</summary>
    public void Draw(Sheet sheet, Func<CurveLayer, Pixel?> end)
    {
        var frame = sheet.Frame;
        var ends = _labels.Select(label => (label.Curve, label.Text, End: end(label.Curve) ?? frame.BottomLeft))
            .OrderBy(label => label.End.Y).ToList();
        double[] wanted = [.. ends.Select(label => (double)label.End.Y)];
        var heights = Spread(wanted, _look.Font.LineHeight, frame.Top, frame.Bottom);
        var start = frame.Right + 2 * _look.Gap;
        foreach (var ((curve, text, last), height) in ends.Zip(heights))
        {
            var colour = style.LineOf(curve).Color.WithAlpha(0.5);
            if (last.X > frame.Right - NearestShare * frame.Width)
                sheet.Line(last.X, last.Y, start, height, SeriesStyle.Line(colour, 1));
            style.DrawSample(sheet, curve, start, height);
            sheet.Write(start + _look.SampleLength + _look.Gap, height, text);
        }
    }

    /// <summary>Moves rising heights as little as needed to be a distance apart, between top and bottom if there is
    /// room.</summary>
    internal static IReadOnlyList<double> Spread(
        IReadOnlyList<double> heights, double distance, double top, double bottom)
    {
        // Groups of labels that touch share their mean; a group that reaches the next takes it in.
        var groups = new List<(double Middle, int Count)>();
        foreach (var height in heights)
        {
            groups.Add(Inside(height, 1));
            while (groups is [.., var before, var last])
            {
                var count = before.Count + last.Count;
                if (last.Middle - before.Middle >= count * distance / 2)
                    break;
                groups.RemoveRange(groups.Count - 2, 2);
                groups.Add(Inside((before.Middle * before.Count + last.Middle * last.Count) / count, count));
            }
        }
        return [.. groups.SelectMany(group => Enumerable.Range(0, group.Count)
            .Select(index => group.Middle + (index - (group.Count - 1) / 2.0) * distance))];

        (double, int) Inside(double middle, int count)
        {
            var half = (count - 1) * distance / 2;
            return (Max(Min(middle, bottom - half), top + half), count);
        }
    }

    private static List<(CurveLayer Curve, string Text)> Fit(Look look, IEnumerable<CurveLayer> curves)
    {
        var named = curves.Where(curve => curve.Name.Length > 0).DistinctBy(curve => (curve.Name, curve.Ink)).ToList();
        return look.IsNarrow || named.Count > Most
            ? []
            : [.. named.Select(curve => (curve, look.Font.Fit(curve.Name, look.Width * WidestShare)))];
    }
}
