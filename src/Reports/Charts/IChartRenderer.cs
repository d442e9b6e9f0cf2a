namespace SweepRunner.Reports.Charts;

/// <summary>Draws any chart in one medium.</summary>
internal interface IChartRenderer
{
    /// <summary>The drawing in the language of the medium: SVG, JSON for a page, or lines of text. A chart without a
    /// point is drawn as empty axes with a note.</summary>
    string Render(Chart chart, ChartStyle style);
}

/// <summary>The size of a drawing, in pixels or in columns and lines of text, and its colours.</summary>
internal sealed record ChartStyle(int Width, int Height, ColourScheme Scheme = ColourScheme.Light)
{
    /// <summary>A page, which knows its width and scheme only in the browser.</summary>
    public static ChartStyle Page { get; } = new(0, 0);
}

internal enum ColourScheme { Light, Dark }

/// <summary>A colour by its meaning. Muted is context: what is running, pruned or only background. AtChance is what did
/// not learn.</summary>
internal enum Ink { Series0, Series1, Series2, Series3, Series4, Series5, Muted, Diverged, Failed, AtChance }

/// <summary>Colours that differ for readers who cannot tell red from green: Okabe and Ito, "Color Universal Design"
/// (2008), and viridis for amounts (Smith and van der Walt, 2015). In the dark scheme the series' colours are lighter,
/// with the same contrast.</summary>
internal static class Palette
{
    public const int SeriesCount = 6;

    private static readonly string[] OnLight =
        ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#8a7a00", "#8b949e", "#d55e00", "#4d4d4d", "#6b5b7b"];

    private static readonly string[] OnDark =
        ["#4ba3e3", "#f0b429", "#2ec99b", "#e39cc4", "#8fd0f5", "#d6c93c", "#7d8590", "#ff7b39", "#c9d1d9", "#b3a3c7"];

    public static IReadOnlyList<string> Amounts { get; } =
    [
        "#440154", "#482475", "#414487", "#355f8d", "#2a788e", "#21918c", "#22a884", "#44bf70", "#7ad151", "#bddf26",
        "#fde725",
    ];

    /// <summary>The colour of a series; after the last colour the first follows.</summary>
    public static Ink Series(int index) => (Ink)(index % SeriesCount);

    public static string Colour(Ink ink, ColourScheme scheme) =>
        (scheme == ColourScheme.Light ? OnLight : OnDark)[(int)ink];

    public static string Background(ColourScheme scheme) => scheme == ColourScheme.Light ? "#ffffff" : "#0d1117";

    public static string Text(ColourScheme scheme) => scheme == ColourScheme.Light ? "#1f2328" : "#e6edf3";

    public static string Grid(ColourScheme scheme) => scheme == ColourScheme.Light ? "#d8dee4" : "#30363d";
}
