using Spectre.Console;
using Spectre.Console.Rendering;

namespace SweepRunner.Runner.Screens;

/// <summary>A table of text. A program gets plain columns of any width. A terminal that is too narrow leaves some
/// columns out, with a note; if the fixed columns are still too wide, each row becomes a block of lines. Numbers and
/// headings are never cut or broken.</summary>
internal sealed class TextTable(params IEnumerable<TextColumn> columns)
{
    private const int Gap = 2;

    private readonly TextColumn[] _columns = [.. columns];
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row of text, numbers, times and outcomes; null shows as <c>-</c>.</summary>
    public void Add(params IEnumerable<object?> cells) =>
        _rows.Add([.. cells.Select(cell => VisibleText.Line(Show(cell)))]);

    public void WriteTo(CommandContext context)
    {
        if (context.Columns is not { } columns)
            WritePlain(context.Out);
        else if (Fitting(columns) is { } shown)
            Draw(context.Output, shown);
        else
            WriteBlocks(context);
    }

    /// <summary>Writes one line for each name and its value, unless that is null. On a narrow terminal, a long value
    /// goes below its name.</summary>
    public static void WriteBlock(
        CommandContext context, IEnumerable<(string Name, object? Value)> pairs, int indent = 0)
    {
        var room = context.Columns ?? int.MaxValue;
        var shown = pairs
            .Where(pair => pair.Value is not null)
            .Select(pair => (pair.Name, Value: VisibleText.Line(Show(pair.Value))))
            .ToList();
        var names = shown.Select(pair => Width(pair.Name)).DefaultIfEmpty(0).Max();
        foreach (var (name, value) in shown)
        {
            var beside = Blank(indent) + name + Blank(names - Width(name) + Gap) + value;
            if (name.Length > 0 && Width(beside) <= room)
            {
                context.Out.Write(beside + "\n");
                continue;
            }

            if (name.Length > 0)
                ScreenText.WriteLine(context, Blank(indent) + name);
            ScreenText.WriteLine(context, Blank(name.Length > 0 ? indent + Gap : indent) + value);
        }
    }

    private static string Show(object? value) => value switch
    {
        null => "-",
        double number => NumberText.Of(number),
        DateTimeOffset time => NumberText.Of(time),
        TimeSpan duration => NumberText.OfSeconds(duration.TotalSeconds),
        Outcome outcome => outcome.Name(),
        _ => $"{value}",
    };

    private static int Width(string text) => new Segment(text).CellCount();

    private static string Blank(int columns) => new(' ', columns);

    private void Draw(IAnsiConsole console, IReadOnlyList<(int Column, int Width)> shown)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var (column, width) in shown)
        {
            var heading = new Text(_columns[column].Heading, new Style(decoration: Decoration.Bold));
            table.AddColumn(new TableColumn(heading) { Width = width, Padding = new Padding(0, 0, Gap, 0) });
        }

        foreach (var row in _rows)
            table.AddRow(shown.Select(each => new Text(row[each.Column])));
        console.Write(table);
        var left = _columns
            .Where((_, column) => shown.All(each => each.Column != column))
            .Select(column => column.Heading)
            .ToList();
        if (left.Count > 0)
            console.WriteLine(
                $"Left out at this width: {string.Join(", ", left)}. A wider terminal shows them, or '| less -S'.");
    }

    // Null if the fixed columns are wider than the room.
    private List<(int Column, int Width)>? Fitting(int room)
    {
        var shown = _columns.Select((column, index) => (Column: index, Width: NaturalWidth(index))).ToList();
        var order = _columns.Index().Where(each => each.Item.Order > 0)
            .OrderByDescending(each => each.Item.Order)
            .ThenByDescending(each => each.Index)
            .Select(each => each.Index);
        foreach (var next in order.Prepend(-1))
        {
            shown.RemoveAll(each => each.Column == next);
            var excess = shown.Sum(each => each.Width + Gap) - room;
            if (excess <= 0)
                return shown;
            // Text is broken between words before a column is left out.
            var text = shown.FindIndex(each => _columns[each.Column].IsText);
            if (text >= 0 && shown[text].Width - excess >= TextColumn.LeastTextWidth)
            {
                shown[text] = shown[text] with { Width = shown[text].Width - excess };
                return shown;
            }
        }

        return null;
    }

    private int NaturalWidth(int column) =>
        _rows.Select(row => Width(row[column])).Append(Width(_columns[column].Heading)).Max();

    private void WriteBlocks(CommandContext context)
    {
        foreach (var row in _rows)
        {
            var cells = row.Index().Where(cell => cell.Item.Length > 0);
            WriteBlock(context, cells.Select(cell => (_columns[cell.Index].Heading, (object?)cell.Item)));
            context.Out.Write("\n");
        }
    }

    private void WritePlain(TextWriter writer)
    {
        var widths = _columns.Select((_, column) => NaturalWidth(column)).ToList();
        foreach (var row in _rows.Prepend([.. _columns.Select(column => column.Heading)]))
        {
            var cells = row.Select((cell, column) => cell + Blank(widths[column] - Width(cell)));
            writer.Write(string.Join(Blank(Gap), cells).TrimEnd() + "\n");
        }
    }
}

/// <summary>A column. A narrow terminal leaves out the columns with the highest order first, and of equal ones the
/// rightmost; columns with 0 are fixed. Text may be broken into lines between words.</summary>
internal sealed record TextColumn(string Heading, int Order = 0, bool IsText = false)
{
    public const int LeastTextWidth = 20;

    /// <summary>A column for each path of a space. The first two are fixed, so that rows can be told apart.</summary>
    public static IEnumerable<TextColumn> ForPaths(IEnumerable<string> paths) =>
        paths.Select((path, place) => new TextColumn(path, place < 2 ? 0 : 1));

    public static implicit operator TextColumn(string heading) => new(heading);
}
