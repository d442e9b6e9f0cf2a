using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Reading;
using SweepRunner.Reports.Statistics;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Pictures;

/// <summary>Every cell as a line across its parameters to its objective.</summary>
internal static class ParallelCoordinates
{
    private const int MostAxes = 10, MostLines = 300;

    /// <summary>The chart; null where nothing varies.</summary>
    public static ChartGroup? Create(ReportAnalysis analysis)
    {
        if (analysis.Varying.Count == 0)
            return null;
        var chosen = analysis.ByImportance().Take(MostAxes).Select(each => each.Parameter).ToHashSet();
        var parameters = analysis.Varying.Where(chosen.Contains).ToList();
        var cells = analysis
            .Cells.Where(cell => cell.Standing.Rank is not null || cell.Count(Outcome.Diverged) > 0)
            .ToList();
        // The best are looked at most; of the others a selection shows where they lie.
        List<CellRow> drawn =
            cells.Count <= MostLines
                ? cells
                : [.. cells.Take(MostLines / 2), .. Thinning.Evenly([.. cells.Skip(MostLines / 2)], MostLines / 2)];
        return new ChartGroup(
            new ParallelChart
            {
                Name = "parallel-coordinates",
                Title = $"From parameters to {analysis.Data.ObjectiveMetric}",
                Caption = Caption(analysis, parameters.Count, cells.Count, drawn.Count),
                IsMaximized = analysis.Data.IsMaximized,
                Axes = [.. parameters.Select(Axis), new Axis { Label = analysis.Data.ObjectiveMetric }],
                // The best on top.
                Lines =
                [
                    .. Enumerable
                        .Reverse(drawn)
                        .Select(cell => new ParallelLine(
                            [
                                .. parameters.Select(parameter =>
                                    parameter.AxisValue(
                                        parameter.LevelOfTrial[analysis.TrialsOf(cell.Cell).First().Number])
                                ),
                                cell.Sample.Mean ?? double.NaN,
                            ],
                            $"{analysis.Labels.Long(cell.Cell)}: "
                                + $"{(cell.Sample.Mean is null ? CellText.Outcomes(cell) : CellText.Mean(cell))}")),
                ],
            }
        );
    }

    /// <summary>A parameter's axis.</summary>
    public static Axis Axis(Parameter parameter) => new()
    {
        Label = parameter.Path,
        Scale = !parameter.IsNumeric ? AxisScale.Category : parameter.IsLog ? AxisScale.Log : AxisScale.Linear,
        Categories = parameter.IsNumeric ? [] : parameter.Levels,
    };

    private static string Caption(ReportAnalysis analysis, int axes, int cells, int lines)
    {
        var fewerAxes =
            analysis.Varying.Count > axes ? $" The {axes} most important of {analysis.Varying.Count} parameters." : "";
        var fewerLines =
            cells > lines
                ? $" {lines} of {cells} cells: the best half of them, and an even selection of the others."
                : "";
        return $"A line is a cell, coloured by its mean; broken lines diverged with every seed.{fewerAxes}{fewerLines}";
    }
}
