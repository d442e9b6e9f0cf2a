using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;

namespace SweepRunner.Reports.Pictures;

/// <summary>Every chart of a report, in the order in which they stand. A further one is a file beside this and a line
/// in it.</summary>
public static class ReportPictures
{
    /// <summary>The charts that can be drawn of what there is.</summary>
    public static IReadOnlyList<ChartGroup> Create(ReportAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ChartGroup?[] all =
        [
            RankingPicture.Create(analysis),
            LearningCurves.Create(analysis),
            HeatMaps.Create(analysis),
            ParallelCoordinates.Create(analysis),
            ImportancePicture.Create(analysis),
            Slices.Create(analysis),
            BestSoFar.Create(analysis),
            Timeline.Create(analysis),
        ];
        return [.. all.OfType<ChartGroup>()];
    }
}

/// <summary>Fewer of what is too many to draw.</summary>
internal static class Thinning
{
    /// <summary>As many items as that at most, evenly spread over the list; the first and the last stay.</summary>
    public static IReadOnlyList<T> Evenly<T>(IReadOnlyList<T> items, int most) => items.Count <= most
        ? items
        : [.. Enumerable.Range(0, most).Select(index => items[(int)((long)index * (items.Count - 1) / (most - 1))])];
}
