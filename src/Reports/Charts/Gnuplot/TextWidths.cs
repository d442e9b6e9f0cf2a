using System.Globalization;
using System.Text;

namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>
/// How wide a text is, so that none is cut or overlaps another. The widths are those of Inter 4, thousandths of the font's size, for the
/// characters from space to tilde; others are taken as wide as the widest of their kind.
/// </summary>
internal static class TextWidths
{
    /// <summary>Stands for what was left out.</summary>
    public const string Ellipsis = "…";

    private static readonly short[] Regular =
    [
        281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 625, 464, 605, 636, 642, 608, 624, 571, 616, 624, 276, 280, 659, 659, 659, 507,
        936, 676, 651, 727, 719, 598, 587, 743, 740, 264, 543, 652, 562, 889, 753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469, 452,
        497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237, 544, 237, 869, 585, 597, 609, 609, 372, 523, 364, 581, 557, 812, 540, 557, 541, 362, 327, 362, 659,
    ];

    // Bold is at most a tenth wider than regular, digits and lower-case letters a twentieth.
    private const double BoldFactor = 1.1;

    /// <summary>Pixels that a line of text takes.</summary>
    /// <param name="text">The text; what <see cref="GnuplotText.Clean"/> leaves out counts too.</param>
    /// <param name="size">Size of the font in pixels.</param>
    /// <param name="isBold">True for bold.</param>
    public static double Of(string text, double size, bool isBold = false) =>
        text.EnumerateRunes().Sum(rune => Thousandths(rune)) * size / 1000 * (isBold ? BoldFactor : 1);

    /// <summary>The widest of several lines.</summary>
    public static double Widest(IEnumerable<string> texts, double size) => texts.Select(text => Of(text, size)).DefaultIfEmpty(0).Max();

    /// <summary>
    /// The text itself where it fits, else its beginning and its end around an ellipsis: names of cells differ at their ends. What a reader
    /// sees as one character is never torn.
    /// </summary>
    /// <param name="text">A line of text.</param>
    /// <param name="size">Size of the font in pixels.</param>
    /// <param name="width">Pixels that there are.</param>
    /// <param name="isBold">True for bold.</param>
    public static string Shorten(string text, double size, double width, bool isBold = false)
    {
        if (Of(text, size, isBold) <= width)
            return text;
        var room = width - Of(Ellipsis, size, isBold);
        var characters = Characters(text);
        var (head, tail) = (0, 0);
        while (head + tail < characters.Count)
        {
            var isHead = head <= tail;
            var next = Of(isHead ? characters[head] : characters[^(tail + 1)], size, isBold);
            if (next > room)
                break;
            room -= next;
            _ = isHead ? head++ : tail++;
        }
        return head == 0 ? "" : $"{string.Concat(characters.Take(head)).TrimEnd()}{Ellipsis}{string.Concat(characters.TakeLast(tail)).TrimStart()}";
    }

    /// <summary>The text on as many lines as it needs, broken at spaces, inside a word only where it alone is too wide; the last is shortened where they are too many.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Size of the font in pixels.</param>
    /// <param name="width">Pixels that a line has.</param>
    /// <param name="most">Most lines, from 1.</param>
    /// <param name="isBold">True for bold.</param>
    public static IReadOnlyList<string> Wrap(string text, double size, double width, int most, bool isBold = false)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, size, width, isBold)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Of(longer, size, isBold) > width)
            {
                lines.Add(line);
                longer = word;
            }
            line = longer;
        }
        if (line.Length > 0)
            lines.Add(line);
        return lines.Count <= most ? lines : [.. lines.Take(most - 1), Shorten(string.Join(' ', lines.Skip(most - 1)), size, width, isBold)];
    }

    private static IEnumerable<string> Pieces(string word, double size, double width, bool isBold)
    {
        if (Of(word, size, isBold) <= width)
            return [word];
        var pieces = new List<string>();
        var piece = new StringBuilder();
        foreach (var character in Characters(word))
        {
            if (piece.Length > 0 && Of(piece + character, size, isBold) > width)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
            piece.Append(character);
        }
        return [.. pieces, piece.ToString()];
    }

    private static List<string> Characters(string text)
    {
        var characters = new List<string>();
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
            characters.Add(elements.GetTextElement());
        return characters;
    }

    private static int Thousandths(Rune rune) => rune.Value switch
    {
        >= ' ' and <= '~' => Regular[rune.Value - ' '],
        0xA0 => Regular[0],
        0x2026 => 821,
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        >= 0x10000 => 1400,
        >= 0x1100 and not (>= 0x2000 and <= 0x218F) => 1050,
        _ => 800,
    };
}
