namespace SweepRunner.Runner.Screens;

/// <summary>Lines of words, which a narrow terminal would otherwise break in the middle of a number.</summary>
internal static class ScreenText
{
    /// <summary>Writes a line to standard output, broken between words on a terminal.</summary>
    public static void WriteLine(CommandContext context, string line)
    {
        foreach (var part in Broken(line, context.IsTerminal ? context.Output.Profile.Width : int.MaxValue))
            context.Out.Write(part + "\n");
    }

    /// <summary>
    /// The line in lines of at most so many columns. Those that follow the first are indented by two columns more. A
    /// word that is longer than that stays whole.
    /// </summary>
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
