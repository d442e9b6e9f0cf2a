namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Lays out and draws a chart on two axes.</summary>
internal sealed class XyLayout
{
    private const double Free = 0.04;

    private readonly Scene _scene;
    private readonly Look _look;
    private readonly XyChart _chart;
    private readonly double _top;
    private readonly List<Layer> _layers;
    private readonly SeriesStyle _style;
    private readonly EndLabels _ends;
    private readonly Legend _legend;
    private readonly ColourBar? _bar;

    /// <summary>Prepares a chart.</summary>
    /// <param name="scene">The picture.</param>
    /// <param name="chart">What to draw.</param>
    /// <param name="top">The pixel below title and caption.</param>
    public XyLayout(Scene scene, XyChart chart, double top)
    {
        (_scene, _look, _chart, _top) = (scene, scene.Look, chart, top);
        _layers = [.. chart.Layers.Where(layer => layer.IsShown)];
        var curves = _layers.OfType<CurveLayer>().ToList();
        _style = new SeriesStyle(_look, curves);
        _ends = new EndLabels(_look, curves.Select(Entry));
        var labelled = _ends.IsUsed ? curves.Select(curve => curve.Name).ToHashSet() : [];
        _legend = new Legend(_look, _layers.Where(layer => layer is not TileLayer && !labelled.Contains(layer.Name)).OrderBy(layer => layer is not CurveLayer).Select(Entry));
        _bar = _layers.OfType<TileLayer>().FirstOrDefault() is { } tiles ? new ColourBar(_look, tiles) : null;
    }

    /// <summary>Draws everything below the caption.</summary>
    public void Draw()
    {
        var (xRange, yRange) = Ranges();
        var hasYLabel = _chart.Y.Label.Length > 0;
        if (hasYLabel)
            WriteLabel(_chart.Y, new Place(_look.Padding, _top + Look.LineHeight(_look.SmallSize) / 2), _look.Width - 2 * _look.Padding, Anchor.Left);
        var top = _top + (hasYLabel ? Look.LineHeight(_look.SmallSize) + _look.Gap : 0);
        var below = (_chart.X.Label.Length > 0 ? Look.LineHeight(_look.SmallSize) : 0) + (_bar?.Height ?? 0) + _legend.Height + _look.Padding;

        // How high the names of columns are depends on how wide the plot is, that on the numbers at its side, and those on its height.
        var frame = new Frame(_look.Padding, top, _look.Width - _look.Padding - Math.Max(_ends.Width, _look.Padding), _look.Height - below - 2 * _look.SmallSize);
        LeftAxis left = null!;
        BottomAxis bottom = null!;
        for (var pass = 0; pass < 2; pass++)
        {
            left = new LeftAxis(_look, _chart.Y, yRange, frame.Top, frame.Bottom, _layers.Any(layer => layer is TileLayer));
            frame = frame with { Left = _look.Padding + left.Width };
            bottom = new BottomAxis(_look, _chart.X, xRange, frame.Left, frame.Right);
            frame = frame with { Bottom = Math.Max(_look.Height - below - bottom.Height, frame.Top + 20) };
        }

        left = new LeftAxis(_look, _chart.Y, yRange, frame.Top, frame.Bottom, _layers.Any(layer => layer is TileLayer));
        left.Draw(_scene, frame);
        bottom.Draw(_scene, frame, hasGrid: _chart.Y.Scale == AxisScale.Category && _bar is null, hasLine: _bar is null);
        DrawLayers(new LayerDrawing(_scene, frame, bottom.Ruler, left.Ruler, left.BarRoom), bottom.Ruler, left.Ruler, frame);

        var height = frame.Bottom + bottom.Height;
        if (_chart.X.Label.Length > 0)
        {
            WriteLabel(_chart.X, new Place(frame.MiddleX, height + Look.LineHeight(_look.SmallSize) / 2), frame.Width, Anchor.Centre);
            height += Look.LineHeight(_look.SmallSize);
        }
        _bar?.Draw(_scene, height);
        _legend.Draw(_scene, height + (_bar?.Height ?? 0));
    }

    private void DrawLayers(LayerDrawing drawing, AxisRuler x, AxisRuler y, Frame frame)
    {
        var before = _scene.Shapes.Count;
        var isPale = _layers.Any(layer => layer is IntervalLayer);
        // A band hides no line, not even that of a layer below.
        foreach (var curve in _layers.OfType<CurveLayer>())
            drawing.Band(curve);
        foreach (var layer in _layers)
        {
            switch (layer)
            {
                case CurveLayer curve:
                    drawing.Curve(curve, _style.Of(curve));
                    break;
                case MarkLayer marks:
                    drawing.Marks(marks);
                    break;
                case IntervalLayer intervals:
                    drawing.Intervals(intervals);
                    break;
                case SpanLayer spans:
                    drawing.Spans(spans, isPale);
                    break;
                case TileLayer tiles:
                    new TileDrawing(_scene, tiles, x, y).Draw();
                    break;
            }
        }
        if (_scene.Shapes.Count == before)
            _scene.Label(new Place(frame.MiddleX, frame.MiddleY), "nothing to draw yet", _look.Size, Anchor.Centre, isMuted: true);
        else
            _ends.Draw(_scene, frame, drawing.End);
    }

    private (AxisRange X, AxisRange Y) Ranges()
    {
        List<double> x = [.. _layers.SelectMany(layer => layer.Across())], y = [.. _layers.SelectMany(layer => layer.Up())];
        // Lines and bars go from edge to edge; single points keep off it.
        var xPadding = _layers.Any(layer => layer is CurveLayer) ? 0 : Free;
        return (AxisRange.Of(_chart.X, x, xPadding), AxisRange.Of(_chart.Y, y, Free));
    }

    private LegendEntry Entry(Layer layer) => new(layer, layer is CurveLayer curve ? _style.Of(curve) : null);

    private void WriteLabel(Axis axis, Place place, double width, Anchor anchor) =>
        _scene.Text(place, TextWidths.Shorten(GnuplotText.Clean(axis.Label), _look.SmallSize, width), _look.SmallSize, anchor, isMuted: true);
}
