using Spectre.Console;

namespace SweepRunner.Runner.Commands.Reading;

/// <summary>Rows under headings: drawn on a terminal, plain columns for whatever else reads, where no cell is ever cut or broken.</summary>
internal sealed class TextTable(params IEnumerable<string> headings)
{
    private readonly string[] _headings = [.. headings];
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row with a cell for each heading.</summary>
    public void Add(params IEnumerable<string> cells) => _rows.Add([.. cells.Select(OneLine)]);

    /// <summary>Writes the table to the context's standard output.</summary>
    public void WriteTo(CommandContext context)
    {
        if (context.IsTerminal)
            Draw(context.Output);
        else
            WritePlain(context.Out);
    }

    private void Draw(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in _headings)
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))));
        foreach (var row in _rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        console.Write(table);
    }

    private void WritePlain(TextWriter writer)
    {
        var widths = _headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToList();
        foreach (var row in _rows.Prepend(_headings))
            writer.Write(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd() + "\n");
    }

    private static string OneLine(string cell) => cell.ReplaceLineEndings(" ");
}
