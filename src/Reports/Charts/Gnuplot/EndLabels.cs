namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>The names of a few lines, written where each ends: nobody looks them up in a legend.</summary>
internal sealed class EndLabels
{
    private const int Most = 6;
    private const double WidestShare = 0.26;

    // Further from the edge than this a line's end and its name are not seen together, and a rule between them would cross the others.
    private const double NearestShare = 0.12;

    private readonly Look _look;
    private readonly List<LegendEntry> _entries;
    private readonly List<string> _texts;

    /// <summary>Lays the labels out.</summary>
    /// <param name="look">The picture's measures and colours.</param>
    /// <param name="curves">An entry for each line that is shown.</param>
    public EndLabels(Look look, IEnumerable<LegendEntry> curves)
    {
        _look = look;
        var named = curves.Where(entry => entry.Layer.Name.Length > 0).DistinctBy(entry => (entry.Layer.Name, entry.Layer.Ink)).ToList();
        _entries = look.IsNarrow || named.Count > Most ? [] : named;
        _texts = [.. _entries.Select(entry => TextWidths.Shorten(GnuplotText.Clean(entry.Layer.Name), look.SmallSize, look.Width * WidestShare))];
    }

    /// <summary>True where the lines are named at their ends.</summary>
    public bool IsUsed => _entries.Count > 0;

    /// <summary>Pixels that the labels take to the right of the plot.</summary>
    public double Width => IsUsed ? Lead + _look.SampleLength + _look.Gap + TextWidths.Widest(_texts, _look.SmallSize) : 0;

    private double Lead => 2 * _look.Gap;

    /// <summary>Draws the labels, as near to the lines' ends as they can be without touching.</summary>
    /// <param name="scene">The picture.</param>
    /// <param name="frame">The plot.</param>
    /// <param name="end">The last place of a line that is seen; null for a line without one.</param>
    public void Draw(Scene scene, Frame frame, Func<CurveLayer, Place?> end)
    {
        var ends = _entries.Select((entry, index) => (Entry: entry, Text: _texts[index], End: end((CurveLayer)entry.Layer) ?? new Place(double.NaN, frame.Bottom)))
            .OrderBy(label => label.End.Y).ToList();
        var heights = Spread([.. ends.Select(label => label.End.Y)], Look.LineHeight(_look.SmallSize), frame.Top, frame.Bottom);
        foreach (var ((entry, text, last), height) in ends.Zip(heights))
        {
            var start = new Place(frame.Right + Lead, height);
            if (last.X > frame.Right - NearestShare * frame.Width)
                scene.Line(last, start, new Pen(entry.Pen!.Colour, 1, Opacity: 0.5));
            Legend.DrawSample(scene, entry, start);
            scene.Text(start with { X = start.X + _look.SampleLength + _look.Gap }, text, _look.SmallSize);
        }
    }

    /// <summary>Moves heights apart as little as needed, and keeps them between two others while there is room.</summary>
    /// <param name="heights">Where they would be, rising.</param>
    /// <param name="distance">The least distance of two.</param>
    /// <param name="top">The least height.</param>
    /// <param name="bottom">The greatest height.</param>
    internal static IReadOnlyList<double> Spread(IReadOnlyList<double> heights, double distance, double top, double bottom)
    {
        // Groups of labels that touch share their mean; a group that reaches the next takes it in.
        var groups = new List<(double Middle, int Count)>();
        foreach (var height in heights)
        {
            groups.Add((height, 1));
            while (true)
            {
                var last = groups[^1];
                var half = (last.Count - 1) * distance / 2;
                groups[^1] = last = (Math.Max(Math.Min(last.Middle, bottom - half), top + half), last.Count);
                if (groups.Count < 2 || last.Middle - groups[^2].Middle >= (last.Count + groups[^2].Count) * distance / 2)
                    break;
                var before = groups[^2];
                groups.RemoveRange(groups.Count - 2, 2);
                groups.Add(((before.Middle * before.Count + last.Middle * last.Count) / (before.Count + last.Count), before.Count + last.Count));
            }
        }
        return [.. groups.SelectMany(group => Enumerable.Range(0, group.Count).Select(index => group.Middle + (index - (group.Count - 1) / 2.0) * distance))];
    }
}
