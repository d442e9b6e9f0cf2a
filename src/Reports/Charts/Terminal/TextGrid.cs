namespace SweepRunner.Reports.Charts.Terminal;

/// <summary>Texts of a chart as parts of one line of a terminal.</summary>
internal static class TextLine
{
    /// <summary>The text on one line: whatever would move the cursor or begin a command to the terminal is a
    /// blank.</summary>
    public static string Flatten(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(character => char.IsControl(character) ? ' ' : character));

    /// <summary>The text in as many columns at most, cut with an ellipsis where it is longer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="columns">Columns, 1 or more.</param>
    public static string Cut(string text, int columns)
    {
        if (text.Length <= columns)
            return text;
        // Half of a pair of surrogates is no character.
        var end = columns > 1 && char.IsHighSurrogate(text[columns - 2]) ? columns - 2 : columns - 1;
        return text[..end] + "…";
    }

    /// <summary>The parts one behind the other, on as many lines as they need.</summary>
    /// <param name="parts">The parts; one that is longer than a line is cut.</param>
    /// <param name="columns">Columns of a line.</param>
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

/// <summary>Texts in rows and columns, the first row of headings, within a width and a height.</summary>
internal static class TextGrid
{
    private const int Narrowest = 6;

    private const string Gap = "  ";

    /// <summary>The grid's lines. Cells are cut and then columns left out until it fits; what is left out is said at
    /// the end.</summary>
    /// <param name="rows">The rows, each as long as the first.</param>
    /// <param name="width">Columns of text.</param>
    /// <param name="height">Lines, the notes of what is left out not counted.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows, int width, int height)
    {
        var shown = rows.Take(Math.Max(height, 2)).ToList();
        var widths = Widths(shown, width);
        foreach (var row in shown)
            yield return string.Join(
                    Gap,
                    row.Take(widths.Count)
                        .Select((cell, column) => TextLine.Cut(cell, widths[column]).PadRight(widths[column])))
                .TrimEnd();
        if (widths.Count < rows[0].Count)
            yield return $"columns left out: {rows[0].Count - widths.Count}";
        if (shown.Count < rows.Count)
            yield return $"rows left out: {rows.Count - shown.Count}";
    }

    private static List<int> Widths(List<IReadOnlyList<string>> rows, int width)
    {
        var wanted = Enumerable
            .Range(0, rows[0].Count)
            .Select(column => Math.Max(1, rows.Max(row => row[column].Length)))
            .ToList();
        while (Sum(wanted) > width)
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

    private static int Sum(List<int> widths) => widths.Sum() + (Gap.Length * (widths.Count - 1));
}
