using ScottPlot;

namespace SweepRunner.Reports.Charts.Plots;

internal sealed class XyPlot
{
    private const double Free = 0.04;
    private readonly Sheet _sheet;
    private readonly Look _look;
    private readonly XyChart _chart;
    private readonly List<Layer> _layers;
    private readonly SeriesStyle _style;
    private readonly EndLabels _ends;
    private readonly Legend _legend;
    private readonly TilePlot? _tiles;

    public XyPlot(Sheet sheet, XyChart chart)
    {
        (_sheet, _look, _chart) = (sheet, sheet.Look, chart);
        _layers = [.. chart.Layers.Where(layer => layer.IsShown)];
        var curves = _layers.OfType<CurveLayer>().ToList();
        _style = new SeriesStyle(_look, curves);
        _ends = new EndLabels(_style, curves);
        var labelled = _ends.IsUsed ? curves.Select(curve => curve.Name).ToHashSet() : [];
        var entries = _layers.Where(layer => layer is not TileLayer && !labelled.Contains(layer.Name));
        _legend = new Legend(_style, entries.OrderBy(layer => layer is not CurveLayer));
        _tiles = _layers.OfType<TileLayer>().FirstOrDefault() is { } tiles ? new TilePlot(_look, tiles) : null;
    }

    private double XLabelHeight => _chart.X.Label.Length > 0 ? _look.Font.LineHeight : 0;

    public void Draw(double top)
    {
        var (line, room) = (_look.Font.LineHeight, _look.Width - 2 * _look.Padding);
        _sheet.Write(_look.Padding, top + line / 2, _look.Font.Fit(_chart.Y.Label, room), isMuted: true);
        var (left, bottom) = Place(_chart.Y.Label.Length > 0 ? top + line + _look.Gap : top);
        left.Draw(_sheet);
        bottom.Draw(_sheet, hasGrid: _chart.Y.IsCategory && _tiles is null, hasLine: _tiles is null);
        DrawLayers(new LayerPlots(_sheet, _style, bottom.Ruler, left), bottom.Ruler, left.Ruler);

        var (frame, below) = (_sheet.Frame, _sheet.Frame.Bottom + bottom.Height);
        var label = _look.Font.Fit(_chart.X.Label, frame.Width);
        _sheet.Write(frame.HorizontalCenter, below + line / 2, label, HorizontalAlignment.Center, isMuted: true);
        _tiles?.DrawBar(_sheet, below + XLabelHeight);
        _legend.Draw(_sheet, below + XLabelHeight + (_tiles?.BarHeight ?? 0));
    }

    // The height of column names depends on the width of the plot, that on the numbers beside it, and those on its
    // height.
    private (LeftAxis Left, BottomAxis Bottom) Place(double top)
    {
        // Lines and bars go from edge to edge; single points keep off it.
        var isCurve = _layers.Any(layer => layer is CurveLayer);
        var xRange = AxisRange.Fit(_chart.X, _layers.SelectMany(layer => layer.Across()), isCurve ? 0 : Free);
        var yRange = AxisRange.Fit(_chart.Y, _layers.SelectMany(layer => layer.Up()), Free);
        var right = _look.Width - _look.Padding - Max(_ends.Width, _look.Padding);
        var foot = _look.Height - XLabelHeight - (_tiles?.BarHeight ?? 0) - _legend.Height - _look.Padding;
        var bottom = foot - 2 * _look.Font.Size;
        for (var pass = 0; ; pass++)
        {
            var leftAxis = new LeftAxis(_look, _chart.Y, yRange, bottom - top, _tiles is not null);
            var left = _look.Padding + leftAxis.Width;
            var bottomAxis = new BottomAxis(_look, _chart.X, xRange, left, right);
            if (pass == 2)
            {
                _sheet.Place(left, top, right, bottom);
                return (leftAxis, bottomAxis);
            }
            bottom = Max(foot - bottomAxis.Height, top + 20);
        }
    }

    private void DrawLayers(LayerPlots plots, AxisRuler x, AxisRuler y)
    {
        var before = _sheet.Plot.PlottableList.Count;
        var isPale = _layers.Any(layer => layer is IntervalLayer);
        // A band hides no line, not even that of a layer below.
        foreach (var curve in _layers.OfType<CurveLayer>())
            plots.Band(curve);
        foreach (var layer in _layers)
        {
            switch (layer)
            {
                case CurveLayer curve:
                    plots.Curve(curve);
                    break;
                case MarkLayer marks:
                    plots.Marks(marks);
                    break;
                case IntervalLayer intervals:
                    plots.Intervals(intervals);
                    break;
                case SpanLayer spans:
                    plots.Spans(spans, isPale);
                    break;
                case TileLayer:
                    _tiles!.Draw(_sheet, x, y);
                    break;
            }
        }
        if (_sheet.Plot.PlottableList.Count == before)
            _sheet.SayNothing();
        else
            _ends.Draw(_sheet, plots.End);
    }
}
