namespace SweepRunner.Reports.Pictures;

/// <summary>The charts of a report in their order. A new chart is a file beside this one and a line here; see
/// <c>docs/adding-a-chart.md</c>.</summary>
internal static class ReportPictures
{
    /// <summary>The charts for which there is data; each Create returns null without it.</summary>
    public static IReadOnlyList<ChartGroup> Create(ReportAnalysis analysis)
    {
        ChartGroup?[] all =
        [
            new RankingPicture(analysis).Create(),
            new LearningCurves(analysis).Create(),
            new HeatMaps(analysis).Create(),
            new ParallelCoordinates(analysis).Create(),
            new ImportancePicture(analysis).Create(),
            new Slices(analysis).Create(),
            new BestSoFar(analysis).Create(),
            new Timeline(analysis).Create(),
        ];
        return [.. all.OfType<ChartGroup>()];
    }

    /// <summary>A dot for each completed trial.</summary>
    public static MarkLayer Completed(
        ReportAnalysis analysis, Ink ink, List<ReportTrial> trials, int most, Func<ReportTrial, int, double> x) =>
        Marks(analysis, "completed", ink, MarkShape.Dot, trials, most, x, trial => trial.Objective!.Value);

    /// <summary>A cross at the worse edge for each diverged trial.</summary>
    public static MarkLayer Diverged(
        ReportAnalysis analysis, List<ReportTrial> trials, int most, Func<ReportTrial, int, double> x) =>
        Marks(analysis, "diverged", Ink.Diverged, MarkShape.Cross, trials, most, x, _ => analysis.Worst);

    /// <summary>At most <paramref name="most"/> items, evenly spread over the list, with the first and the
    /// last.</summary>
    public static IReadOnlyList<T> Thinned<T>(IReadOnlyList<T> items, int most) => items.Count <= most
        ? items
        : [.. Enumerable.Range(0, most).Select(index => items[(int)((long)index * (items.Count - 1) / (most - 1))])];

    private static MarkLayer Marks(
        ReportAnalysis analysis, string name, Ink ink, MarkShape shape, List<ReportTrial> trials, int most,
        Func<ReportTrial, int, double> x, Func<ReportTrial, double> y)
    {
        var drawn = Thinned(trials, most);
        return new MarkLayer
        {
            Name = drawn.Count < trials.Count ? $"{name} ({drawn.Count} of {trials.Count} drawn)" : name,
            Ink = ink,
            Shape = shape,
            X = [.. drawn.Select(x)],
            Y = [.. drawn.Select(y)],
            Texts = [.. drawn.Select(trial => TrialText.Describe(analysis, trial))],
        };
    }
}
