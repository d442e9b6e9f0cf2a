namespace SweepRunner.Runner.Screens;

/// <summary>Breaks lines between words, so that a narrow terminal does not break them within a number.</summary>
internal static class ScreenText
{
    public static void WriteLine(CommandContext context, string line)
    {
        foreach (var part in Broken(line, context.Columns ?? int.MaxValue))
            context.Out.Write(part + "\n");
    }

    /// <summary>Breaks a line into lines of at most so many columns, the later ones indented by two more. A longer word
    /// stays whole.</summary>
    public static IEnumerable<string> Broken(string line, int columns)
    {
        var indent = line.Length - line.TrimStart().Length;
        var follows = new string(' ', indent + 2);
        while (line.Length > columns)
        {
            var space = line.LastIndexOf(' ', columns);
            if (space <= indent)
                space = line.IndexOf(' ', indent);
            if (space < 0)
                break;
            yield return line[..space];
            line = follows + line[(space + 1)..];
            indent = follows.Length;
        }

        yield return line;
    }
}
