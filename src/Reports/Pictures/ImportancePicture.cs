namespace SweepRunner.Reports.Pictures;

/// <summary>The importance of each parameter for the objective and for divergence.</summary>
internal sealed class ImportancePicture(ReportAnalysis analysis)
{
    public ChartGroup? Create()
    {
        var (metric, choices) = (analysis.Objective, new List<ChartChoice>());
        if (analysis.ObjectiveImportance is { } objective)
        {
            var chart = Chart($"the variance of {metric} among completed trials", objective);
            choices.Add(new ChartChoice([metric], chart));
        }
        if (analysis.DivergenceImportance is { } divergence)
            choices.Add(new ChartChoice(["divergence"], Chart("whether a trial diverges", divergence)));
        // If most trials diverged, the importance for divergence says more.
        if (analysis.Data.Diverged.Count() > analysis.Data.RankedTrials.Count())
            choices.Reverse();
        return choices.Count == 0 ? null : new ChartGroup("importance", ["of"], choices);
    }

    private XyChart Chart(string what, FunctionalAnovaResult result)
    {
        var rows = result.Parameters.Index().OrderByDescending(each => each.Item.Mean)
            .Select(each => (analysis.Varying[each.Index].Path, each.Item.Mean, Deviation: each.Item.StandardDeviation))
            .ToList();
        double[] indices = [.. rows.Select((_, index) => (double)index)];
        return new XyChart
        {
            Name = "importance",
            Title = $"What decides {what}",
            Caption =
                "Share of the variance that a parameter explains by itself, ± one standard deviation over the trees of "
                + $"the forest (fANOVA). {NumberText.Percent(result.Interactions)} are shared by several parameters "
                + "together."
                + (analysis.Varying.Any(parameter => parameter.IsConditional && parameter.HasNone)
                    ? " A parameter that not all cells have shares the effect of the choice that decides it."
                    : ""),
            AspectRatio = Clamp(16.0 / (3.5 + rows.Count * 0.7), 0.6, 3.2),
            X = new Axis { Label = "share of variance", Unit = AxisUnit.Share, Minimum = 0, Maximum = 1 },
            Y = Axis.Named("", [.. rows.Select(row => row.Path)]),
            Layers =
            [
                new SpanLayer
                {
                    Ink = Ink.Series4,
                    Y = indices,
                    From = [.. rows.Select(_ => 0.0)],
                    To = [.. rows.Select(row => row.Mean)],
                    Texts = [.. rows.Select(row => Text(row.Path, row.Mean, row.Deviation))],
                },
                new IntervalLayer
                {
                    Ink = Ink.Series0,
                    Y = indices,
                    Value = [.. rows.Select(row => row.Mean)],
                    Low = [.. rows.Select(row => Max(0, row.Mean - row.Deviation))],
                    High = [.. rows.Select(row => Min(1, row.Mean + row.Deviation))],
                },
            ],
        };
    }

    private static string Text(string path, double mean, double deviation) =>
        $"{path}: {NumberText.Percent(mean)} ± {NumberText.Percent(deviation)}";
}
