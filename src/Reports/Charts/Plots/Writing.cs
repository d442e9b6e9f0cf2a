using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Text;
using ScottPlot;
using SkiaSharp;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>One line of text in a picture: at a pixel, which is at its anchor and half its height, rotated
/// counter-clockwise in degrees. All texts are written here, because ScottPlot has one typeface and no text from right
/// to left, and Skia's SVG drops the characters that it lacks and places each glyph separately.</summary>
internal sealed record Writing(
    double X, double Y, string Text, Font Font, Color Colour, HorizontalAlignment Anchor = HorizontalAlignment.Left,
    int Rotation = 0)
{
    // In the order of the alignments: left, centre, right.
    private static readonly string[] Anchors = ["start", "middle", "end"];

    // Half the height of Inter's capitals, in font sizes.
    private const double Middle = 0.364;

    public double Width { get; } = Font.Width(Text);
    public double Lead => Width * (int)Anchor / 2;

    public void Draw(SKCanvas canvas)
    {
        using var paint = new SKPaint { Color = Colour.ToSKColor(), IsAntialias = true };
        canvas.Save();
        canvas.Translate((float)X, (float)Y);
        canvas.RotateDegrees(-Rotation);
        var left = -Lead;
        foreach (var rune in VisualOrder([.. Text.EnumerateRunes()]))
        {
            var letter = Typefaces.Shared.LetterFor(rune, Font.IsBold);
            using var font = new SKFont(letter.Typeface, (float)Font.Size)
            {
                Hinting = SKFontHinting.None,
                Embolden = Font.IsBold && !letter.Typeface.IsBold,
            };
            // As outlines: Skia draws small dark glyphs paler and small white ones bolder.
            using var outlines = font.GetTextPath(letter.Text, new SKPoint((float)left, (float)(Middle * Font.Size)));
            canvas.DrawPath(outlines, paint);
            left += letter.Advance * Font.Size;
        }
        canvas.Restore();
    }

    /// <summary>The text as an SVG element with a single position, so that it looks right in another
    /// typeface.</summary>
    public string Svg()
    {
        var (anchor, weight) = (Anchors[(int)Anchor], Font.IsBold ? " font-weight=\"bold\"" : "");
        var (x, y) = (Number(X), Number(Y + Middle * Font.Size));
        var turn = Rotation == 0 ? "" : $" transform=\"rotate({-Rotation} {x} {Number(Y)})\"";
        var style = $"font-size=\"{Number(Font.Size)}\"{weight} fill=\"{Colour.ToHex()}\" text-anchor=\"{anchor}\"";
        return $"<text x=\"{x}\" y=\"{y}\"{turn} {style}>{SecurityElement.Escape(Text)}</text>";
    }

    /// <summary>Reverses each run of right-to-left characters, with the spaces and signs inside it.</summary>
    internal static IReadOnlyList<Rune> VisualOrder(Rune[] runes)
    {
        for (var start = 0; start < runes.Length; start++)
        {
            if (!IsRightToLeft(runes[start]))
                continue;
            var rest = runes.Skip(start).TakeWhile(rune => IsRightToLeft(rune) || !Rune.IsLetterOrDigit(rune)).ToList();
            var length = rest.FindLastIndex(IsRightToLeft) + 1;
            Array.Reverse(runes, start, length);
            start += length - 1;
        }
        return runes;
    }

    // Hebrew, Arabic, related scripts and their presentation forms.
    private static bool IsRightToLeft(Rune rune) => rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF)
        or (>= 0xFE70 and <= 0xFEFE) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    private static string Number(double value) => $"{value:0.##}";
}

/// <summary>A font, with sizes in pixels.</summary>
internal sealed record Font(double Size, bool IsBold = false)
{
    public double LineHeight { get; } = Round(Size * 1.38, 1);

    /// <summary>The text as it can be drawn on one line: line ends and tabs become spaces; other control and format
    /// characters, and those that XML forbids, are removed.</summary>
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

    public double Width(string text) =>
        text.EnumerateRunes().Sum(rune => Typefaces.Shared.LetterFor(rune, IsBold).Advance) * Size;

    public double Widest(IEnumerable<string> texts) => texts.Select(Width).DefaultIfEmpty(0).Max();

    /// <summary>The cleaned text, shortened to a width.</summary>
    public string Fit(string text, double width) =>
        Shortening.Shorten(Clean(text), shortened => Width(shortened) <= width);

    /// <summary>The cleaned text in lines, broken at spaces and inside words that are too wide. The last of the most
    /// lines is shortened.</summary>
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

/// <summary>A character as drawn; its width is in font sizes.</summary>
internal sealed record Letter(SKTypeface Typeface, string Text, double Advance);

/// <summary>The typefaces of pictures: the embedded Inter, if the build has it, and for other characters those of the
/// machine, the best first.</summary>
internal sealed class Typefaces(SKTypeface? regular, SKTypeface? bold, Func<IEnumerable<SKTypeface>> machine)
{
    public const string Names = "Inter, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";

    // A box, for a character that no typeface has.
    private static readonly Rune Substitute = new('\u25A1');

    private static readonly Lazy<Typefaces> Loaded =
        new(() => new Typefaces(Embedded("Inter-Regular.ttf"), Embedded("Inter-Bold.ttf"), OfMachine));

    private readonly Lazy<IReadOnlyList<SKTypeface>> _machine = new(() => [.. machine()]);
    private readonly ConcurrentDictionary<(Rune Rune, bool IsBold), Letter> _letters = new();
    public static Typefaces Shared => Loaded.Value;
    public bool HasInter => regular is not null && bold is not null;

    public Letter LetterFor(Rune rune, bool isBold) =>
        _letters.GetOrAdd((rune, isBold), key => Find(key.Rune, key.IsBold));

    private Letter Find(Rune rune, bool isBold)
    {
        // Joiners and variation selectors are never drawn themselves.
        var isUnseen = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control;
        if (isUnseen || rune.Value is >= 0xFE00 and <= 0xFE0F)
            return new Letter(SKTypeface.Default, "", 0);
        if (Faces(isBold).FirstOrDefault(face => face.ContainsGlyph(rune.Value)) is { } typeface)
            return Measured(typeface, rune);
        var substitute = Measured(Faces(isBold).FirstOrDefault(SKTypeface.Default), Substitute);
        // On a machine without typefaces, an SVG is laid out for readers who have one.
        return substitute with { Advance = Max(substitute.Advance, rune.Value >= 0x1100 ? 1.05 : 0.65) };
    }

    // The machine's typefaces take a while to find, so they are searched only for what Inter lacks.
    private IEnumerable<SKTypeface> Faces(bool isBold)
    {
        foreach (var face in new[] { isBold ? bold : regular, regular }.OfType<SKTypeface>())
            yield return face;
        foreach (var face in _machine.Value)
            yield return face;
    }

    private static Letter Measured(SKTypeface face, Rune rune)
    {
        // Measured at a large size, because Skia rounds the widths of small fonts.
        using var font = new SKFont(face, 1000) { Hinting = SKFontHinting.None };
        var isMark = Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;
        return new Letter(face, rune.ToString(), isMark ? 0 : font.MeasureText(rune.ToString()) / 1000);
    }

    private static SKTypeface? Embedded(string name)
    {
        using var stream = typeof(Typefaces).Assembly.GetManifestResourceStream(name);
        return stream is null ? null : SKTypeface.FromStream(stream);
    }

    // Skia without fontconfig knows the font families of the usual folders, but not which one has a character.
    private static IEnumerable<SKTypeface> OfMachine() => SKFontManager.Default.FontFamilies
        .OrderByDescending(family => family.Contains("Sans"))
        .ThenBy(family => family)
        .Select(family => SKFontManager.Default.MatchFamily(family));
}
