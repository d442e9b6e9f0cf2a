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
            new ProposalHistory(analysis).Create(),
            new ModelMap(analysis).Create(),
            new RungCurves(analysis).Create(),
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

    /// <summary>At most <paramref name="most"/> items, evenly spread over the list, with the first and the
    /// last.</summary>
    public static IReadOnlyList<T> Thinned<T>(IReadOnlyList<T> items, int most) => items.Count <= most
        ? items
        : [.. Enumerable.Range(0, most).Select(index => items[(int)((long)index * (items.Count - 1) / (most - 1))])];
}
