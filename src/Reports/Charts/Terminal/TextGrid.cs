namespace SweepRunner.Reports.Charts.Terminal;

internal static class TextLine
{
    /// <summary>The text on one line. Control characters, which could move the cursor or start a command, become
    /// spaces.</summary>
    public static string Flatten(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(character => char.IsControl(character) ? ' ' : character));

    /// <summary>The text, shortened to the columns (at least 1).</summary>
    public static string Cut(string text, int columns) =>
        Shortening.Shorten(text, shortened => shortened.Length <= columns);

    /// <summary>The parts in a row, on as many lines as they need. A part longer than a line is cut.</summary>
    public static IEnumerable<string> Flow(IEnumerable<string> parts, int columns)
    {
        const string Gap = "   ";
        var line = "";
        foreach (var part in parts.Select(part => Cut(part, columns)))
        {
            if (line.Length > 0 && line.Length + Gap.Length + part.Length > columns)
            {
                yield return line;
                line = "";
            }
            line += line.Length > 0 ? Gap + part : part;
        }
        if (line.Length > 0)
            yield return line;
    }
}

/// <summary>Texts in rows and columns within a width and a height. The first row has the headings.</summary>
internal static class TextGrid
{
    private const int Narrowest = 6;
    private const string Gap = "  ";

    /// <summary>The lines of the grid; all rows have the same length. Cells are cut, then columns are left out until it
    /// fits; notes below the height say what was left out.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows, int width, int height)
    {
        var shown = rows.Take(Max(height, 2)).ToList();
        var widths = Widths(shown, width);
        foreach (var row in shown)
        {
            var cells = row.Zip(widths, (cell, columns) => TextLine.Cut(cell, columns).PadRight(columns));
            yield return string.Join(Gap, cells).TrimEnd();
        }
        if (widths.Count < rows[0].Count)
            yield return $"columns left out: {rows[0].Count - widths.Count}";
        if (shown.Count < rows.Count)
            yield return $"rows left out: {rows.Count - shown.Count}";
    }

    private static List<int> Widths(List<IReadOnlyList<string>> rows, int width)
    {
        var wanted = rows[0].Select((_, column) => Max(1, rows.Max(row => row[column].Length))).ToList();
        while (wanted.Sum() + Gap.Length * (wanted.Count - 1) > width)
        {
            var widest = wanted.Max();
            if (widest > Narrowest)
                wanted[wanted.IndexOf(widest)]--;
            else if (wanted.Count > 1)
                wanted.RemoveAt(wanted.Count - 1);
            else
                break;
        }
        return wanted;
    }
}
