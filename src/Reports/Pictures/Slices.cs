using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Reading;
using SweepRunner.Reports.Statistics;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Pictures;

/// <summary>The objective over one parameter: a dot for each trial.</summary>
internal static class Slices
{
    // Of one chart, and of all charts together.
    private const int MostMarks = 1000, MarkBudget = 20_000;

    // Trials of one category would lie on each other: they are spread over this part of its place.
    private const double Spread = 0.3;

    /// <summary>The charts, one for each varying parameter, the most important first; null where nothing
    /// varies.</summary>
    public static ChartGroup? Create(ReportAnalysis analysis) =>
        analysis.Varying.Count == 0
            ? null
            : new ChartGroup(
                "slices",
                ["parameter"],
                [
                    .. analysis
                        .ByImportance()
                        .Select(each => new ChartChoice([each.Parameter.Path], Chart(analysis, each.Parameter))),
                ]);

    private static XyChart Chart(ReportAnalysis analysis, Parameter parameter)
    {
        var completed = analysis.Data.Trials.Where(trial => trial.IsRanked).ToList();
        var diverged = analysis.Data.Trials.Where(trial => trial.Record.Outcome == Outcome.Diverged).ToList();
        var levels = parameter.IsRange
            ? []
            : completed
                .GroupBy(trial => parameter.LevelOfTrial[trial.Number])
                .OrderBy(level => level.Key)
                .Select(level =>
                    (X: parameter.AxisValue(level.Key), Sample.From(level.Select(trial => trial.Objective!.Value)).Mean)
                )
                .ToList();
        return new XyChart
        {
            Name = "slices",
            Title = $"{analysis.Data.ObjectiveMetric} by {parameter.Path}",
            Caption =
                "A dot is a completed trial, a cross at the worse edge one that "
                + $"diverged.{(levels.Count > 0 ? " The line is the mean of the completed trials." : "")}",
            X = ParallelCoordinates.Axis(parameter),
            Y = new Axis { Label = analysis.Data.ObjectiveMetric },
            Layers =
            [
                Marks(
                    analysis,
                    parameter,
                    "completed",
                    Ink.Series0,
                    MarkShape.Dot,
                    completed,
                    trial => trial.Objective!.Value),
                Marks(analysis, parameter, "diverged", Ink.Diverged, MarkShape.Cross, diverged, _ => analysis.Worst),
                new CurveLayer
                {
                    Ink = Ink.Muted,
                    X = [.. levels.Select(level => level.X)],
                    Y = [.. levels.Select(level => level.Mean ?? double.NaN)],
                },
            ],
        };
    }

    private static MarkLayer Marks(
        ReportAnalysis analysis,
        Parameter parameter,
        string name,
        Ink ink,
        MarkShape shape,
        List<ReportTrial> trials,
        Func<ReportTrial, double> value)
    {
        var drawn = Thinning.Evenly(trials, Math.Min(MostMarks, MarkBudget / analysis.Varying.Count));
        return new MarkLayer
        {
            Name = drawn.Count < trials.Count ? $"{name} ({drawn.Count} of {trials.Count} drawn)" : name,
            Ink = ink,
            Shape = shape,
            X =
            [
                .. drawn.Select(
                    (trial, index) =>
                        parameter.AxisValue(parameter.LevelOfTrial[trial.Number])
                        + (parameter.IsNumeric ? 0 : Offset(index))),
            ],
            Y = [.. drawn.Select(value)],
            Texts = [.. drawn.Select(trial => TrialText.Describe(analysis, trial))],
        };
    }

    // Multiples of the golden ratio fill an interval evenly however many there are.
    private static double Offset(int index) => ((index * 0.6180339887498949 % 1) - 0.5) * Spread;
}
