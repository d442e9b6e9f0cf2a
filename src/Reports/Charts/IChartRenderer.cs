namespace SweepRunner.Reports.Charts;

/// <summary>Draws any chart in one medium.</summary>
public interface IChartRenderer
{
    /// <summary>Returns the drawing in the language of the medium: SVG, JSON for a page, or lines of text.</summary>
    /// <param name="chart">The chart. Without a point it is drawn as empty axes with a note.</param>
    /// <param name="style">The size and the colours.</param>
    string Render(Chart chart, ChartStyle style);
}

/// <summary>The size and the colours of a drawing.</summary>
/// <param name="Width">The width in pixels, or the columns of text.</param>
/// <param name="Height">The height in pixels, or the lines of text.</param>
/// <param name="Scheme">The colour scheme.</param>
public sealed record ChartStyle(int Width, int Height, ColourScheme Scheme = ColourScheme.Light)
{
    /// <summary>A page, which knows its width and scheme only in the browser.</summary>
    internal static ChartStyle Page { get; } = new(0, 0);
}

/// <summary>A colour scheme.</summary>
public enum ColourScheme
{
    /// <summary>Dark on light.</summary>
    Light,

    /// <summary>Light on dark.</summary>
    Dark,
}

/// <summary>A colour by its meaning; <see cref="Palette"/> has the colours.</summary>
public enum Ink
{
    /// <summary>The first colour for series.</summary>
    Series0,

    /// <summary>The second colour for series.</summary>
    Series1,

    /// <summary>The third colour for series.</summary>
    Series2,

    /// <summary>The fourth colour for series.</summary>
    Series3,

    /// <summary>The fifth colour for series.</summary>
    Series4,

    /// <summary>The sixth colour for series.</summary>
    Series5,

    /// <summary>Context: what is running, pruned or only background.</summary>
    Muted,

    /// <summary>Diverged.</summary>
    Diverged,

    /// <summary>Failed.</summary>
    Failed,
}

/// <summary>Colours that differ for readers who cannot tell red from green: Okabe and Ito, "Color Universal Design"
/// (2008), and viridis for amounts (Smith and van der Walt, 2015). In the dark scheme the series' colours are lighter,
/// with the same contrast.</summary>
public static class Palette
{
    internal const int SeriesCount = 6;

    private static readonly string[] OnLight =
        ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#8a7a00", "#8b949e", "#d55e00", "#4d4d4d"];

    private static readonly string[] OnDark =
        ["#4ba3e3", "#f0b429", "#2ec99b", "#e39cc4", "#8fd0f5", "#d6c93c", "#7d8590", "#ff7b39", "#c9d1d9"];

    internal static IReadOnlyList<string> Amounts { get; } =
    [
        "#440154", "#482475", "#414487", "#355f8d", "#2a788e", "#21918c", "#22a884", "#44bf70", "#7ad151", "#bddf26",
        "#fde725",
    ];

    /// <summary>The colour of a series by its index; after the last colour the first follows.</summary>
    public static Ink Series(int index) => (Ink)(index % SeriesCount);

    internal static string Colour(Ink ink, ColourScheme scheme) =>
        (scheme == ColourScheme.Light ? OnLight : OnDark)[(int)ink];

    internal static string Background(ColourScheme scheme) => scheme == ColourScheme.Light ? "#ffffff" : "#0d1117";

    internal static string Text(ColourScheme scheme) => scheme == ColourScheme.Light ? "#1f2328" : "#e6edf3";

    internal static string Grid(ColourScheme scheme) => scheme == ColourScheme.Light ? "#d8dee4" : "#30363d";
}
