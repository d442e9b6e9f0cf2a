namespace SweepRunner.Reports.Charts.Terminal;

/// <summary>Texts of a chart as parts of one line of a terminal.</summary>
internal static class TextLine
{
    /// <summary>The text on one line: whatever would move the cursor or begin a command to the terminal is a
    /// blank.</summary>
    public static string Of(string text) =>
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
