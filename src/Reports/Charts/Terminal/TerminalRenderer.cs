namespace SweepRunner.Reports.Charts.Terminal;

/// <summary>Draws charts as lines of text without colours: curves in braille dots, heat maps and parallel coordinates
/// as tables. The style's width and height are columns and lines, at least 40 × 10 for a good drawing.</summary>
internal sealed class TerminalRenderer : IChartRenderer
{
    private const int LeastPlotLines = 4, LeastPlotColumns = 12;

    // The distance of ticks.
    private const int LinesPerTick = 3, ColumnsPerTick = 10;

    public string Render(Chart chart, ChartStyle style)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var body = chart switch
        {
            XyChart xy when xy.Layers.OfType<TileLayer>().FirstOrDefault(layer => layer.IsShown) is { } tiles =>
                Tiles(xy, tiles, style),
            XyChart xy => Plot(xy.WithMarksInRange(), style),
            ParallelChart parallel => Table(parallel, style),
            _ => throw new ArgumentException($"A {chart.GetType().Name} cannot be drawn as text.", nameof(chart)),
        };
        var title = TextLine.Cut(TextLine.Flatten(chart.Title), style.Width);
        return string.Concat(body.Prepend(title).Select(line => line + "\n"));
    }

    private static IEnumerable<string> Plot(XyChart chart, ChartStyle style)
    {
        var layers = chart.Layers.Where(layer => layer.IsShown).ToList();
        var letters = LettersOf(layers);
        var legend = Legend(layers, letters, style);
        var (xName, yName) = (NameOf(chart.X), NameOf(chart.Y));
        // The title, two names, the axis and its numbers need a line each.
        var room = Max(LeastPlotLines, style.Height - legend.Count - 5);
        var isDownward = chart.Y.IsCategory;
        var rows =
            !isDownward ? room
            : chart.Y.Categories.Count <= room ? Max(chart.Y.Categories.Count, 1)
            : room - 1;
        var yAxis = isDownward ? chart.Y with { Categories = [.. chart.Y.Categories.Take(rows)] } : chart.Y;

        var (x, y) = (
            TextScale.Fit(chart.X, layers.SelectMany(layer => layer.Across())),
            TextScale.Fit(yAxis, layers.SelectMany(layer => layer.Up())));
        var yTicks = y.Ticks(Max(2, rows / LinesPerTick));
        var gutter = Min(yTicks.Select(tick => tick.Text.Length).DefaultIfEmpty(0).Max(), style.Width * 2 / 5);
        var columns = Max(LeastPlotColumns, style.Width - gutter - 2);
        var field = new PlotField(x, y, isDownward, columns, rows);
        foreach (var layer in layers)
            field.Draw(layer, letters.TryGetValue(layer, out var letter) ? letter : null);

        if (yName != TextLine.Flatten(chart.Title))
            yield return TextLine.Cut(yName, style.Width);
        var numbers = new string?[rows];
        foreach (var (value, text) in yTicks)
            numbers[field.LineOf(y.PlaceOf(value))] ??= TextLine.Cut(text, gutter);
        foreach (var (number, text) in numbers.Zip(field.Lines()))
            yield return $"{(number ?? "").PadLeft(gutter)} {(number is null ? '│' : '┤')}{text}".TrimEnd();
        foreach (var line in Below(field, x, columns))
            yield return new string(' ', gutter + 1) + line;
        yield return new string(' ', gutter + 2)
            + TextLine.Cut(xName, columns).PadLeft((columns + Min(xName.Length, columns)) / 2);
        if (isDownward && rows < chart.Y.Categories.Count)
            yield return $"rows left out: {chart.Y.Categories.Count - rows}";
        foreach (var line in legend)
            yield return line;
    }

    private static IEnumerable<string> Below(PlotField field, TextScale scale, int columns)
    {
        var (axis, numbers) = (new string('─', columns).ToCharArray(), "");
        foreach (var (value, full) in scale.Ticks(Max(2, columns / ColumnsPerTick)))
        {
            var (column, text) = (field.ColumnOf(scale.PlaceOf(value)), TextLine.Cut(full, columns));
            var begin = Clamp(column - text.Length / 2, 0, columns - text.Length);
            if (numbers.Length > 0 && begin <= numbers.Length)
                continue;
            axis[column] = '┬';
            numbers = numbers.PadRight(begin) + text;
        }
        return ["└" + new string(axis), " " + numbers];
    }

    private static IEnumerable<string> Tiles(XyChart chart, TileLayer tiles, ChartStyle style)
    {
        var (x, y) = (TextScale.Fit(chart.X, []), TextScale.Fit(chart.Y, []));
        var cells = new Dictionary<(int X, int Y), string>();
        foreach (var (index, place) in tiles.X.Zip(tiles.Y).Index())
        {
            var text = tiles.Texts.ElementAtOrDefault(index) ?? "";
            cells[((int)place.First, (int)place.Second)] = TextLine.Flatten(text.Split('\n')[0]);
        }
        var columns = x.Ticks(2);
        IReadOnlyList<string> headings = ["", .. columns.Select(tick => tick.Text)];
        var rows = y.Ticks(2).Select(row => (IReadOnlyList<string>)
        [row.Text, .. columns.Select(column => cells.GetValueOrDefault(((int)column.Value, (int)row.Value), "-"))]);
        var names = $"{NameOf(chart.Y)} down; {NameOf(chart.X)} across: {TextLine.Flatten(tiles.ValueLabel)}";
        return cells.Count == 0
            ? ["nothing to draw yet"]
            : [TextLine.Cut(names, style.Width), .. TextGrid.Lines([headings, .. rows], style.Width, style.Height - 4)];
    }

    private static IEnumerable<string> Table(ParallelChart chart, ChartStyle style)
    {
        var scales = chart.Axes
            .Select((axis, index) => TextScale.Fit(axis, chart.Lines.Select(line => line.ValueAt(index))))
            .ToList();
        IReadOnlyList<string> headings = [.. chart.Axes.Select(axis => TextLine.Flatten(axis.Label)), ""];
        var rows = chart.Lines.Select(line => (IReadOnlyList<string>)
            [.. scales.Select((scale, index) => scale.TextOf(line.ValueAt(index))), TextLine.Flatten(line.Text)]);
        return chart.Lines.Count == 0
            ? ["nothing to draw yet"]
            : TextGrid.Lines([headings, .. rows], style.Width, style.Height - 3);
    }

    private static Dictionary<Layer, char> LettersOf(List<Layer> layers)
    {
        var curves = layers.OfType<CurveLayer>().Where(curve => curve.Name.Length > 0).ToList();
        var letters = new Dictionary<Layer, char>(ReferenceEqualityComparer.Instance);
        foreach (var (index, curve) in curves.Take(curves.Count > 1 ? curves.Count : 0).Index())
            letters[curve] = (char)('a' + index % 26);
        return letters;
    }

    private static List<string> Legend(List<Layer> layers, Dictionary<Layer, char> letters, ChartStyle style)
    {
        var entries = layers.Where(layer => layer.Name.Length > 0)
            .Select(layer => (letters.TryGetValue(layer, out var letter) ? $"{letter} " : "")
                + $"{PlotField.SampleOf(layer)} {TextLine.Flatten(layer.Name)}").Distinct();
        var lines = TextLine.Flow(entries, style.Width).ToList();
        var most = Max(1, style.Height / 3);
        return lines.Count <= most
            ? lines
            : [.. lines.Take(most - 1), $"lines of names left out: {lines.Count - most + 1}"];
    }

    private static string NameOf(Axis axis) => TextLine.Flatten(axis.Label) + (axis.IsLog ? " (logarithmic)" : "");
}
