using System.Globalization;

namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Colours reckoned from others, all written <c>#rrggbb</c>.</summary>
internal static class Shade
{
    /// <summary>A colour between two.</summary>
    /// <param name="from">The colour at 0.</param>
    /// <param name="to">The colour at 1.</param>
    /// <param name="share">From 0 to 1.</param>
    public static string Mix(string from, string to, double share)
    {
        var (first, second) = (Parse(from), Parse(to));
        return string.Create(
            CultureInfo.InvariantCulture, $"#{Blend(first.Red, second.Red, share):x2}{Blend(first.Green, second.Green, share):x2}{Blend(first.Blue, second.Blue, share):x2}");
    }

    /// <summary>The colour of an amount: <see cref="Palette.Amounts"/>, mixed between its steps.</summary>
    /// <param name="share">From 0, little, to 1, much; what is outside counts as the nearer end.</param>
    public static string Amount(double share)
    {
        var position = Math.Clamp(share, 0, 1) * (Palette.Amounts.Count - 1);
        var step = Math.Min((int)position, Palette.Amounts.Count - 2);
        return Mix(Palette.Amounts[step], Palette.Amounts[step + 1], position - step);
    }

    /// <summary>Black or white, whichever stands out more from the colour: by the contrast ratio of WCAG 2.1.</summary>
    public static string TextOn(string colour) => Luminance(colour) > 0.179 ? "#000000" : "#ffffff";

    /// <summary>Relative luminance, 0 for black to 1 for white, by the definition of WCAG 2.1.</summary>
    private static double Luminance(string colour)
    {
        var (red, green, blue) = Parse(colour);
        return 0.2126 * Linear(red) + 0.7152 * Linear(green) + 0.0722 * Linear(blue);
    }

    private static double Linear(int part) => part / 255.0 <= 0.03928 ? part / 255.0 / 12.92 : Math.Pow((part / 255.0 + 0.055) / 1.055, 2.4);

    private static int Blend(int from, int to, double share) => (int)Math.Round(from + (to - from) * share);

    private static (int Red, int Green, int Blue) Parse(string colour)
    {
        var number = int.Parse(colour.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (number >> 16, number >> 8 & 255, number & 255);
    }
}
