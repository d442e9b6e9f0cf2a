namespace SweepRunner.Reports.Charts.Terminal;

/// <summary>The inside of a plot: layers between two scales, on a field of characters.</summary>
internal sealed class PlotField(TextScale x, TextScale y, bool isDownward, int columns, int lines)
{
    private const string Dots = "●○◆◇■□•●●◌", Fills = "█▓▒▚▞▀░╳▄▁";

    // A line to a place this far outside is vertical; a larger number would only lose digits.
    private const double Far = 10_000;
    private readonly BrailleCanvas _canvas = new(columns, lines);
    private readonly HashSet<(int Column, int Line)> _labels = [];
    private readonly List<(CurveLayer Curve, char Letter)> _lettered = [];

    public bool IsEmpty { get; private set; } = true;

    /// <summary>Draws a layer above the others; the letter is at the end of a curve.</summary>
    public void Draw(Layer layer, char? letter)
    {
        switch (layer)
        {
            case CurveLayer curve:
                Draw(curve, letter);
                break;
            case MarkLayer marks:
                foreach (var (across, down) in marks.X.Zip(marks.Y))
                    Mark(across, down, CharacterOf(marks));
                break;
            case IntervalLayer intervals:
                Draw(intervals);
                break;
            case SpanLayer spans:
                Draw(spans);
                break;
        }
    }

    /// <summary>The lines of text; a note if nothing was drawn.</summary>
    public IEnumerable<string> Lines()
    {
        const string Nothing = "nothing to draw yet";
        if (IsEmpty)
            _canvas.Put(Max(0, (columns - Nothing.Length) / 2), lines / 2, Nothing);
        // Letters are last, so that no curve hides them.
        foreach (var (curve, letter) in _lettered)
            Label(curve, letter);
        return _canvas.Lines();
    }

    public int ColumnOf(double place) => (int)Round(place * (_canvas.Width - 1)) / BrailleCanvas.DotsAcross;

    /// <summary>The line of a vertical place. Places are 0 to 1.</summary>
    public int LineOf(double place) => isDownward
        ? (int)Floor(Min(place * lines, lines - 1))
        : (int)Round((1 - place) * (_canvas.Height - 1)) / BrailleCanvas.DotsDown;

    /// <summary>The sample of a layer in a legend.</summary>
    public static string SampleOf(Layer layer) => layer switch
    {
        CurveLayer => SampleOf(new DotPen(layer.Ink)),
        MarkLayer marks => CharacterOf(marks).ToString(),
        IntervalLayer => $"├{Dots[(int)layer.Ink]}┤",
        _ => Fills[(int)layer.Ink].ToString(),
    };

    private static string SampleOf(DotPen pen)
    {
        var canvas = new BrailleCanvas(columns: 5, lines: 1);
        canvas.Line((0, 1), (canvas.Width - 1, 1), pen);
        return canvas.Lines().Single();
    }

    private static char CharacterOf(MarkLayer marks) => marks.Shape switch
    {
        MarkShape.Cross => '×',
        MarkShape.Ring => '◌',
        MarkShape.Diamond => '◈',
        MarkShape.Triangle => '▽',
        _ => Dots[(int)marks.Ink],
    };

    private static bool IsInside(double place) => place is >= 0 and <= 1;

    private void Draw(CurveLayer curve, char? letter)
    {
        Draw(curve, curve.Low, new DotPen(Ink.Muted));
        Draw(curve, curve.High, new DotPen(Ink.Muted));
        Draw(curve, curve.Y, new DotPen(curve.Ink));
        if (letter is { } label)
            _lettered.Add((curve, label));
    }

    private void Draw(CurveLayer curve, IReadOnlyList<double> values, DotPen pen)
    {
        var points = curve.X.Zip(values, DotOf).ToList();
        for (var index = 0; index < points.Count; index++)
        {
            if (points[index] is not var (across, down))
                continue;
            if (points.ElementAtOrDefault(index - 1) is var (beforeAcross, beforeDown))
            {
                // A value of a staircase holds until the next.
                var corner = curve.IsStep ? (across, beforeDown) : (beforeAcross, beforeDown);
                _canvas.Line((beforeAcross, beforeDown), corner, pen);
                _canvas.Line(corner, (across, down), pen);
                IsEmpty = false;
            }
            else if (points.ElementAtOrDefault(index + 1) is null)
            {
                // A single dot between gaps would be overlooked.
                Mark(curve.X[index], values[index], '•');
            }
        }
    }

    // A mark above or below the field moves to its edge, so that a short axis hides no divergence.
    private void Mark(double across, double down, char character)
    {
        var (column, line) = (x.PlaceOf(across), y.PlaceOf(down));
        if (!IsInside(column) || double.IsNaN(line) || (isDownward && !IsInside(line)))
            return;
        _canvas.Put(ColumnOf(column), LineOf(Clamp(line, 0, 1)), character);
        IsEmpty = false;
    }

    private void Draw(IntervalLayer intervals)
    {
        for (var index = 0; index < intervals.Y.Count; index++)
        {
            var (line, low, high) = (
                y.PlaceOf(intervals.Y[index]), x.PlaceOf(intervals.Low[index]), x.PlaceOf(intervals.High[index]));
            if (!IsInside(line))
                continue;
            if (Bar(line, low, high, '─'))
            {
                if (low >= 0)
                    _canvas.Put(ColumnOf(low), LineOf(line), '├');
                if (high <= 1)
                    _canvas.Put(ColumnOf(high), LineOf(line), '┤');
            }
            Mark(intervals.Value[index], intervals.Y[index], Dots[(int)intervals.Ink]);
        }
    }

    private void Draw(SpanLayer spans)
    {
        foreach (var (row, from, to) in spans.Y.Zip(spans.From.Select(x.PlaceOf), spans.To.Select(x.PlaceOf)))
        {
            if (IsInside(y.PlaceOf(row)))
                Bar(y.PlaceOf(row), Min(from, to), Max(from, to), Fills[(int)spans.Ink]);
        }
    }

    // False if the bar is outside.
    private bool Bar(double line, double from, double to, char character)
    {
        if (!(from <= 1 && to >= 0))
            return false;
        for (var column = ColumnOf(Max(from, 0)); column <= ColumnOf(Min(to, 1)); column++)
            _canvas.Put(column, LineOf(line), character);
        IsEmpty = false;
        return true;
    }

    // At the end of the curve, or as near to it as no other letter is.
    private void Label(CurveLayer curve, char letter)
    {
        foreach (var (column, line) in Backwards(curve))
        {
            if (!IsInside(column) || !IsInside(line) || !_labels.Add((ColumnOf(column), LineOf(line))))
                continue;
            _canvas.Put(ColumnOf(column), LineOf(line), letter);
            return;
        }
    }

    // The places on a curve from its end backwards, at most a character apart where it is level.
    private IEnumerable<(double Column, double Line)> Backwards(CurveLayer curve)
    {
        (double Column, double Line)? later = null;
        foreach (var (across, down) in curve.X.Zip(curve.Y).Reverse())
        {
            (double Column, double Line) place = (x.PlaceOf(across), y.PlaceOf(down));
            for (var step = 1; later is var (column, line) && step < columns; step++)
                yield return (
                    column + (place.Column - column) * step / columns,
                    line + (place.Line - line) * (curve.IsStep ? 1 : (double)step / columns));
            yield return place;
            later = place;
        }
    }

    private (double Across, double Down)? DotOf(double across, double down)
    {
        var (column, line) = (x.PlaceOf(across), y.PlaceOf(down));
        if (double.IsNaN(column) || double.IsNaN(line))
            return null;
        var fromTop = Clamp(isDownward ? line : 1 - line, -Far, Far);
        return (Clamp(column, -Far, Far) * (_canvas.Width - 1), fromTop * (_canvas.Height - 1));
    }
}
