namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>The pens of a chart's lines: those of different series differ in dash as well as in colour.</summary>
internal sealed class SeriesStyle
{
    private static readonly string[] Dashes = ["", "5 2", "1.2 1.4", "7 2 1.2 2", "3 1.5", "9 2 1.2 2 1.2 2"];

    private readonly Look _look;
    private readonly Dictionary<(Ink, string), int> _dashes = [];

    /// <summary>Gives each named series its dash: that of its colour, and the next where a colour comes again.</summary>
    /// <param name="look">The picture's measures and colours.</param>
    /// <param name="curves">The lines that are shown.</param>
    public SeriesStyle(Look look, IEnumerable<CurveLayer> curves)
    {
        _look = look;
        foreach (var curve in curves.DistinctBy(Series))
            _dashes.Add(Series(curve), curve.Ink >= Ink.Muted ? 0 : ((int)curve.Ink + _dashes.Keys.Count(other => other.Item1 == curve.Ink)) % Dashes.Length);
    }

    /// <summary>The pen of a line that was handed in.</summary>
    public Pen Of(CurveLayer curve) => new(_look.Of(curve.Ink), curve.Ink == Ink.Muted ? 1.2 : _look.LineWidth, Dashes[_dashes[Series(curve)]]);

    // Trials of one cell are one series, though each is a layer.
    private static (Ink, string) Series(CurveLayer curve) => (curve.Ink, curve.Name.Length > 0 ? curve.Name : curve.Key ?? "");
}
