using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Text;
using ScottPlot;
using SkiaSharp;

namespace SweepRunner.Reports.Charts.Plots;

/// <summary>
/// One line of text in a picture. ScottPlot writes with one typeface and from left to right, and Skia's SVG leaves out
/// what that lacks and gives each glyph a place of its own: so all texts are written here.
/// </summary>
/// <param name="X">Pixels from the left edge of the picture to what the anchor names.</param>
/// <param name="Y">Pixels from the upper edge to the middle of the text.</param>
/// <param name="Text">The text, as <see cref="Font.Clean"/> leaves it.</param>
/// <param name="Font">Its font.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Anchor">Which part of it stands at the place.</param>
/// <param name="Rotation">Degrees against the clock.</param>
internal sealed record Writing(
    double X,
    double Y,
    string Text,
    Font Font,
    Color Colour,
    HorizontalAlignment Anchor = HorizontalAlignment.Left,
    int Rotation = 0)
{
    // By the alignments' order: left, centre, right.
    private static readonly string[] Anchors = ["start", "middle", "end"];

    // Half of the height of Inter's capitals, in sizes.
    private const double Middle = 0.364;

    /// <summary>Pixels from its left to its right end.</summary>
    public double Width { get; } = Font.Width(Text);

    /// <summary>Pixels from its left end to its place.</summary>
    public double Lead => Width * (int)Anchor / 2;

    /// <summary>Draws the text on a PNG.</summary>
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
            // As outlines: Skia makes small dark glyphs paler and white ones bolder.
            using var outlines = font.GetTextPath(letter.Text, new SKPoint((float)left, (float)(Middle * Font.Size)));
            canvas.DrawPath(outlines, paint);
            left += letter.Advance * Font.Size;
        }
        canvas.Restore();
    }

    /// <summary>The text as an element of an SVG, with one place: so it looks right in another typeface too.</summary>
    public string Svg()
    {
        var (anchor, weight) = (Anchors[(int)Anchor], Font.IsBold ? " font-weight=\"bold\"" : "");
        var (x, y) = (Number(X), Number(Y + Middle * Font.Size));
        var turn = Rotation == 0 ? "" : $" transform=\"rotate({-Rotation} {x} {Number(Y)})\"";
        var style = $"font-size=\"{Number(Font.Size)}\"{weight} fill=\"{Colour.ToHex()}\" text-anchor=\"{anchor}\"";
        return $"<text x=\"{x}\" y=\"{y}\"{turn} {style}>{SecurityElement.Escape(Text)}</text>";
    }

    /// <summary>Turns what is read from right to left, with the spaces and signs inside of it.</summary>
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

    // Hebrew, Arabic and the scripts beside them, and their forms for presentation.
    private static bool IsRightToLeft(Rune rune) => rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF)
        or (>= 0xFE70 and <= 0xFEFE) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

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
        text.EnumerateRunes().Sum(rune => Typefaces.Shared.LetterFor(rune, IsBold).Advance) * Size;

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

/// <summary>How a character is drawn: the typeface, what it draws in its place, and the width in sizes.</summary>
internal sealed record Letter(SKTypeface Typeface, string Text, double Advance);

/// <summary>The typefaces of pictures: Inter, embedded by the build, and for what it lacks any other.</summary>
/// <param name="regular">Inter; null where the build has none.</param>
/// <param name="bold">Inter in bold; null where the build has none.</param>
/// <param name="machine">Finds the typefaces of the machine, the best first.</param>
internal sealed class Typefaces(SKTypeface? regular, SKTypeface? bold, Func<IEnumerable<SKTypeface>> machine)
{
    /// <summary>The typefaces of an SVG, for whoever shows it.</summary>
    public const string Names = "Inter, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";

    // A box: stands for what no typeface has.
    private static readonly Rune Substitute = new('\u25A1');

    private static readonly Lazy<Typefaces> Loaded =
        new(() => new Typefaces(Embedded("Inter-Regular.ttf"), Embedded("Inter-Bold.ttf"), OfMachine));

    private readonly Lazy<IReadOnlyList<SKTypeface>> _machine = new(() => [.. machine()]);
    private readonly ConcurrentDictionary<(Rune Rune, bool IsBold), Letter> _letters = new();

    /// <summary>The typefaces of this build and this machine.</summary>
    public static Typefaces Shared => Loaded.Value;

    /// <summary>True where the build embedded Inter.</summary>
    public bool HasInter => regular is not null && bold is not null;

    /// <summary>How a character is drawn.</summary>
    public Letter LetterFor(Rune rune, bool isBold) => _letters.GetOrAdd((rune, isBold), key => Find(key.Rune, key.IsBold));

    private Letter Find(Rune rune, bool isBold)
    {
        // Joiners and the selectors of a variant are never drawn themselves.
        var isUnseen = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control;
        if (isUnseen || rune.Value is >= 0xFE00 and <= 0xFE0F)
            return new Letter(SKTypeface.Default, "", 0);
        if (Faces(isBold).FirstOrDefault(face => face.ContainsGlyph(rune.Value)) is { } typeface)
            return Measured(typeface, rune);
        var substitute = Measured(Faces(isBold).FirstOrDefault(SKTypeface.Default), Substitute);
        // On a machine without any typeface an SVG is laid out for those that have one.
        return substitute with { Advance = Math.Max(substitute.Advance, rune.Value >= 0x1100 ? 1.05 : 0.65) };
    }

    // The machine is asked only for what Inter lacks: its typefaces take a while to find.
    private IEnumerable<SKTypeface> Faces(bool isBold)
    {
        foreach (var face in new[] { isBold ? bold : regular, regular }.OfType<SKTypeface>())
            yield return face;
        foreach (var face in _machine.Value)
            yield return face;
    }

    private static Letter Measured(SKTypeface face, Rune rune)
    {
        // Measured large, since Skia rounds the widths of a small font.
        using var font = new SKFont(face, 1000) { Hinting = SKFontHinting.None };
        var isMark = Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;
        return new Letter(face, rune.ToString(), isMark ? 0 : font.MeasureText(rune.ToString()) / 1000);
    }

    private static SKTypeface? Embedded(string name)
    {
        using var stream = typeof(Typefaces).Assembly.GetManifestResourceStream(name);
        return stream is null ? null : SKTypeface.FromStream(stream);
    }

    // Skia without fontconfig knows the families of the usual folders, but not which has a character.
    private static IEnumerable<SKTypeface> OfMachine() => SKFontManager.Default.FontFamilies
        .OrderByDescending(family => family.Contains("Sans", StringComparison.Ordinal))
        .ThenBy(family => family, StringComparer.Ordinal)
        .Select(family => SKFontManager.Default.MatchFamily(family));
}
