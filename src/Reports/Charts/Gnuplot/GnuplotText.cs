using System.Globalization;
using System.Text;

namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Text on its way into a gnuplot program: whatever it holds is drawn, none of it is obeyed.</summary>
internal static class GnuplotText
{
    /// <summary>
    /// The text without what cannot be drawn on one line: line ends and tabs become spaces; other control characters, unseen ones such as
    /// those that turn the direction of what follows, halves of a surrogate pair and what XML forbids (SVG is XML) go.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t' or 0x2028 or 0x2029)
                clean.Append(' ');
            else if (rune.Value is 0x200C or 0x200D || (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format) && rune.Value is not (0xFFFD or 0xFFFE or 0xFFFF)))
                clean.Append(rune.ToString());
        }
        return clean.ToString().Trim();
    }

    /// <summary>
    /// The text as a string of a gnuplot program. gnuplot runs what stands between backticks, even inside double quotes, expands macros at @,
    /// and counts braces: so all but plain characters are written as octal bytes, which nothing reads before the string is whole.
    /// </summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in Clean(text))
        {
            if (character > 127 || char.IsAsciiLetterOrDigit(character) || " .,:;=+-_/()[]<>&%*?!".Contains(character, StringComparison.Ordinal))
                quoted.Append(character);
            else
                quoted.Append('\\').Append(Convert.ToString(character, 8).PadLeft(3, '0'));
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>A number as gnuplot reads it, to a hundredth.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
