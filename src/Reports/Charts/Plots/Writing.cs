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
            var letter = Typefaces.Shared.Of(rune, Font.IsBold);
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
