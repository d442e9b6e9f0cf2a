using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using SkiaSharp;

namespace SweepRunner.Reports.Charts.Plots;

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
    public Letter Of(Rune rune, bool isBold) => _letters.GetOrAdd((rune, isBold), key => Find(key.Rune, key.IsBold));

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
