using System.Globalization;

namespace SweepRunner.Reports.Formatting;

/// <summary>Shortens a text that does not fit: it ends after a whole value of a list, such as <c>adam, lr 0.001,
/// …</c>; if the first value is too long, after a whole word; if the first word is, within it. A number is never cut,
/// because what is left of it is another number.</summary>
internal static class Shortening
{
    private const string Ellipsis = "…";
    private static readonly string[] Gaps = [", ", " "];

    /// <summary>The text if it fits, else its longest beginning that does; empty if nothing does. A user-perceived
    /// character is never split.</summary>
    public static string Shorten(string text, Predicate<string> fits)
    {
        if (fits(text))
            return text;
        var beginnings = Gaps.Select(gap => Beginnings(text, gap)).Append(Characters(text));
        return beginnings.Select(each => each.LastOrDefault(beginning => fits(beginning)))
            .FirstOrDefault(beginning => beginning is not null) ?? (fits(Ellipsis) ? Ellipsis : "");
    }

    private static IEnumerable<string> Beginnings(string text, string gap)
    {
        for (var end = text.IndexOf(gap); end >= 0; end = text.IndexOf(gap, end + gap.Length))
            yield return text[..end] + gap.TrimEnd() + $" {Ellipsis}";
    }

    private static IEnumerable<string> Characters(string text)
    {
        var isNumber = text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '±');
        var starts = isNumber ? [] : StringInfo.ParseCombiningCharacters(text.Split(' ')[0]);
        return starts.Skip(1).Select(start => text[..start] + Ellipsis);
    }
}
