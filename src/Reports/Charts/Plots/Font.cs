using System.Globalization;
using System.Text;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>A font of a picture. Fits texts into the room there is, so that none is cut or overlaps another.</summary>
/// <param name="Size">Its size in pixels.</param>
/// <param name="IsBold">True for bold.</param>
internal sealed record Font(double Size, bool IsBold = false)
{
    private const string Ellipsis = "…";

    /// <summary>Pixels from line to line.</summary>
    public double LineHeight { get; } = Math.Round(Size * 1.38, 1);

    /// <summary>
    /// The text without what cannot be drawn on one line: line ends and tabs become spaces; other control characters,
    /// unseen ones such as those that turn the direction of what follows, and what XML forbids (SVG is XML) go.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isUnseen = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
            if (rune.Value is '\n' or '\r' or '\t' or 0x2028 or 0x2029)
                clean.Append(' ');
            else if (rune.Value is 0x200C or 0x200D || (!isUnseen && rune.Value is not (0xFFFD or 0xFFFE or 0xFFFF)))
                clean.Append(rune.ToString());
        }
        return clean.ToString().Trim();
    }

    /// <summary>Pixels that a text takes.</summary>
    public double Width(string text) =>
        text.EnumerateRunes().Sum(rune => Typefaces.Shared.Of(rune, IsBold).Advance) * Size;

    /// <summary>Pixels that the widest of several texts takes.</summary>
    public double Widest(IEnumerable<string> texts) => texts.Select(Width).DefaultIfEmpty(0).Max();

    /// <summary>
    /// The text, cleaned, where it takes no more pixels than the width, else its beginning and its end around an
    /// ellipsis: names of cells differ at their ends. What a reader sees as one character is never torn.
    /// </summary>
    public string Fit(string text, double width)
    {
        text = Clean(text);
        if (Width(text) <= width)
            return text;
        var room = width - Width(Ellipsis);
        var characters = Characters(text);
        var (head, tail) = (0, 0);
        while (head + tail < characters.Count)
        {
            var isHead = head <= tail;
            room -= Width(isHead ? characters[head] : characters[^(tail + 1)]);
            if (room < 0)
                break;
            (head, tail) = isHead ? (head + 1, tail) : (head, tail + 1);
        }
        var (begin, end) = (string.Concat(characters.Take(head)), string.Concat(characters.TakeLast(tail)));
        return head == 0 ? "" : begin.TrimEnd() + Ellipsis + end.TrimStart();
    }

    /// <summary>
    /// The text, cleaned, on as many lines of a width as it needs, broken at spaces, inside a word only where it alone
    /// is too wide; the last line is shortened where they are more than the most.
    /// </summary>
    public IReadOnlyList<string> Wrap(string text, double width, int most)
    {
        var lines = new List<string>();
        var words = Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var piece in words.SelectMany(word => Pieces(word, width)))
        {
            if (lines.Count > 0 && Width($"{lines[^1]} {piece}") <= width)
                lines[^1] += $" {piece}";
            else
                lines.Add(piece);
        }
        return lines.Count <= most
            ? lines
            : [.. lines.Take(most - 1), Fit(string.Join(' ', lines.Skip(most - 1)), width)];
    }

    private List<string> Pieces(string word, double width)
    {
        var pieces = new List<string> { "" };
        foreach (var character in Characters(word))
        {
            if (pieces[^1].Length > 0 && Width(pieces[^1] + character) > width)
                pieces.Add("");
            pieces[^1] += character;
        }
        return pieces;
    }

    private static List<string> Characters(string text)
    {
        var characters = new List<string>();
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
            characters.Add(elements.GetTextElement());
        return characters;
    }
}
