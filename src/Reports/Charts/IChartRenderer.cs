namespace SweepRunner.Reports.Charts;

/// <summary>Draws any chart in one medium. A medium is one file: what implements this.</summary>
public interface IChartRenderer
{
    /// <summary>Writes the drawing in the medium's language, such as an SVG, JSON for a page or lines of
    /// text.</summary>
    /// <param name="chart">What to draw; one without a point is drawn as empty axes that say so.</param>
    /// <param name="style">For what place.</param>
    string Render(Chart chart, ChartStyle style);
}

/// <summary>The place that a drawing is for.</summary>
/// <param name="Width">Its width: pixels, or of text the columns.</param>
/// <param name="Height">Its height: pixels, or of text the lines.</param>
/// <param name="Scheme">The ground.</param>
public sealed record ChartStyle(int Width, int Height, ColourScheme Scheme = ColourScheme.Light)
{
    /// <summary>A page of its own: it knows its width and its ground when it is looked at.</summary>
    public static ChartStyle Page { get; } = new(0, 0);
}

/// <summary>A colour by its meaning; <see cref="Palette"/> says what it looks like.</summary>
public enum Ink
{
    /// <summary>The first of the series' colours.</summary>
    Series0,

    /// <summary>The second of the series' colours.</summary>
    Series1,

    /// <summary>The third of the series' colours.</summary>
    Series2,

    /// <summary>The fourth of the series' colours.</summary>
    Series3,

    /// <summary>The fifth of the series' colours.</summary>
    Series4,

    /// <summary>The sixth of the series' colours.</summary>
    Series5,

    /// <summary>What is beside the point: context, what still runs, what was pruned.</summary>
    Muted,

    /// <summary>What diverged.</summary>
    Diverged,

    /// <summary>What failed.</summary>
    Failed,
}

/// <summary>The ground that a picture is seen on.</summary>
public enum ColourScheme
{
    /// <summary>Dark on light.</summary>
    Light,

    /// <summary>Light on dark.</summary>
    Dark,
}

/// <summary>
/// Colours that stay apart for readers who see red and green alike: Okabe and Ito, "Color Universal Design" (2008), and
/// viridis for amounts (Smith and van der Walt, 2015). On dark the series' colours are lightened until their contrast
/// is that of light.
/// </summary>
public static class Palette
{
    /// <summary>Number of colours for series.</summary>
    public const int SeriesCount = 6;

    private static readonly string[] OnLight =
    [
        "#0072b2",
        "#e69f00",
        "#009e73",
        "#cc79a7",
        "#56b4e9",
        "#8a7a00",
        "#8b949e",
        "#d55e00",
        "#4d4d4d",
    ];
    private static readonly string[] OnDark =
    [
        "#4ba3e3",
        "#f0b429",
        "#2ec99b",
        "#e39cc4",
        "#8fd0f5",
        "#d6c93c",
        "#7d8590",
        "#ff7b39",
        "#c9d1d9",
    ];

    /// <summary>viridis in eleven steps, from little to much.</summary>
    public static IReadOnlyList<string> Amounts { get; } =
    [
        "#440154",
        "#482475",
        "#414487",
        "#355f8d",
        "#2a788e",
        "#21918c",
        "#22a884",
        "#44bf70",
        "#7ad151",
        "#bddf26",
        "#fde725",
    ];

    /// <summary>The colour of a series by its place; after the last the first comes again.</summary>
    public static Ink Series(int index) => (Ink)(index % SeriesCount);

    /// <summary>The colour as <c>#rrggbb</c>.</summary>
    public static string Colour(Ink ink, ColourScheme scheme) =>
        (scheme == ColourScheme.Light ? OnLight : OnDark)[(int)ink];

    /// <summary>The ground itself.</summary>
    public static string Background(ColourScheme scheme) => scheme == ColourScheme.Light ? "#ffffff" : "#0d1117";

    /// <summary>Text and axes.</summary>
    public static string Text(ColourScheme scheme) => scheme == ColourScheme.Light ? "#1f2328" : "#e6edf3";

    /// <summary>Lines of a grid.</summary>
    public static string Grid(ColourScheme scheme) => scheme == ColourScheme.Light ? "#d8dee4" : "#30363d";
}
