namespace SweepRunner.Reports.Charts.Terminal;

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
