using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Formatting;
using SweepRunner.Reports.Statistics;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Pictures;

/// <summary>How much each parameter decides: of the objective, and of whether a trial diverges.</summary>
internal static class ImportancePicture
{
    /// <summary>The charts; null where neither can be told.</summary>
    public static ChartGroup? Create(ReportAnalysis analysis)
    {
        List<ChartChoice> choices = [];
        if (analysis.ObjectiveImportance is { } objective)
            choices.Add(
                new ChartChoice(
                    [analysis.Data.ObjectiveMetric],
                    Chart(
                        analysis, $"the variance of {analysis.Data.ObjectiveMetric} among completed trials", objective)));
        if (analysis.DivergenceImportance is { } divergence)
            choices.Add(new ChartChoice(["divergence"], Chart(analysis, "whether a trial diverges", divergence)));
        // Where most of the trials diverged, what decides that is the more telling.
        if (analysis.Data.Trials.Count(trial => trial.Record.Outcome == Outcome.Diverged)
            > analysis.Data.Trials.Count(trial => trial.IsRanked))
            choices.Reverse();
        return choices.Count == 0 ? null : new ChartGroup("importance", ["of"], choices);
    }

    private static XyChart Chart(ReportAnalysis analysis, string what, FunctionalAnovaResult result)
    {
        var rows = result.Parameters.Index().OrderByDescending(each => each.Item.Mean)
            .Select(each => (analysis.Varying[each.Index].Path, each.Item)).ToList();
        return new XyChart
        {
            Name = "importance",
            Title = $"What decides {what}",
            Caption =
                "Share of the variance that a parameter explains by itself, ± one standard deviation over "
                + "the trees of the forest (fANOVA). "
                + $"{NumberText.Percent(result.Interactions)} are shared by several parameters together.",
            AspectRatio = Math.Clamp(16.0 / (3.5 + (rows.Count * 0.7)), 0.6, 3.2),
            X = new Axis
            {
                Label = "share of variance",
                Unit = AxisUnit.Share,
                Minimum = 0,
                Maximum = 1,
            },
            Y = new Axis
            {
                Label = "",
                Scale = AxisScale.Category,
                Categories = [.. rows.Select(row => row.Path)],
            },
            Layers =
            [
                new SpanLayer
                {
                    Ink = Ink.Series4,
                    Y = [.. rows.Select((_, index) => (double)index)],
                    From = [.. rows.Select(_ => 0.0)],
                    To = [.. rows.Select(row => row.Item.Mean)],
                    Texts =
                    [
                        .. rows.Select(row =>
                            $"{row.Path}: {NumberText.Percent(row.Item.Mean)} ± "
                            + $"{NumberText.Percent(row.Item.StandardDeviation)}"
                        ),
                    ],
                },
                new IntervalLayer
                {
                    Ink = Ink.Series0,
                    Y = [.. rows.Select((_, index) => (double)index)],
                    Value = [.. rows.Select(row => row.Item.Mean)],
                    Low = [.. rows.Select(row => Math.Max(0, row.Item.Mean - row.Item.StandardDeviation))],
                    High = [.. rows.Select(row => Math.Min(1, row.Item.Mean + row.Item.StandardDeviation))],
                },
            ],
        };
    }
}
