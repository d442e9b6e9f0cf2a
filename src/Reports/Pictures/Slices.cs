namespace SweepRunner.Reports.Pictures;

/// <summary>The objective over one parameter: a dot per trial, a chart per varying parameter, the most important
/// first.</summary>
internal sealed class Slices(ReportAnalysis analysis)
{
    private const int MostMarks = 1000, MarkBudget = 20_000;

    // Trials of one category would overlap, so they are spread over this part of its place.
    private const double Spread = 0.3;

    public ChartGroup? Create() => analysis.Varying.Count == 0
        ? null
        : new ChartGroup(
            "slices", ["parameter"],
            [.. analysis.ByImportance().Select(each => new ChartChoice([each.Parameter.Path], Chart(each.Parameter)))]);

    private XyChart Chart(Parameter parameter)
    {
        var completed = analysis.Data.RankedTrials.ToList();
        var diverged = analysis.Data.Diverged.ToList();
        var most = Min(MostMarks, MarkBudget / analysis.Varying.Count);
        var levels = completed.GroupBy(parameter.LevelOf).Where(_ => !parameter.IsRange).OrderBy(level => level.Key)
            .ToList();
        return new XyChart
        {
            Name = "slices",
            Title = $"{analysis.Objective} by {parameter.Path}",
            Caption =
                "A dot is a completed trial, a cross at the worse edge one that diverged."
                + (levels.Count > 0 ? " The line is the mean of the completed trials." : ""),
            X = ParallelCoordinates.Axis(parameter),
            Y = new Axis { Label = analysis.Objective },
            Layers =
            [
                ReportPictures.Completed(analysis, Ink.Series0, completed, most, Place),
                ReportPictures.Diverged(analysis, diverged, most, Place),
                new CurveLayer
                {
                    Ink = Ink.Muted,
                    X = [.. levels.Select(level => parameter.AxisValue(level.Key))],
                    Y = [.. levels.Select(MeanOf)],
                },
            ],
        };
        double Place(ReportTrial trial, int index) =>
            parameter.AxisValue(parameter.LevelOf(trial)) + (parameter.IsNumeric ? 0 : Offset(index));
    }

    private static double MeanOf(IEnumerable<ReportTrial> trials) =>
        Sample.From(trials.Select(trial => trial.Objective!.Value)).Mean ?? double.NaN;

    // Multiples of the golden ratio fill an interval evenly, however many there are.
    private static double Offset(int index) => ((index * 0.6180339887498949 % 1) - 0.5) * Spread;
}
