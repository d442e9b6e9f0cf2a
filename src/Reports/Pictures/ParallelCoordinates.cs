namespace SweepRunner.Reports.Pictures;

/// <summary>Each cell as a line from its parameters to its objective.</summary>
internal sealed class ParallelCoordinates(ReportAnalysis analysis)
{
    private const int MostAxes = 10, MostLines = 300;

    public ChartGroup? Create()
    {
        if (analysis.Varying.Count == 0)
            return null;
        var chosen = analysis.ByImportance().Take(MostAxes).Select(each => each.Parameter).ToHashSet();
        var parameters = analysis.Varying.Where(chosen.Contains).ToList();
        var cells = analysis.Ranked.Concat(analysis.OnlyDiverged).ToList();
        // The best cells matter most; a selection shows where the others are.
        List<CellRow> drawn = cells.Count <= MostLines
            ? cells
            : [.. cells.Take(MostLines / 2), .. ReportPictures.Thinned([.. cells.Skip(MostLines / 2)], MostLines / 2)];
        return new ChartGroup(new ParallelChart
        {
            Name = "parallel-coordinates",
            Title = $"From parameters to {analysis.Objective}",
            Caption = Caption(parameters.Count, cells.Count, drawn.Count),
            IsMaximized = analysis.Data.IsMaximized,
            Axes = [.. parameters.Select(Axis), new Axis { Label = analysis.Objective }],
            Lines = [.. Enumerable.Reverse(drawn).Select(cell => Line(parameters, cell))],
        });
    }

    public static Axis Axis(Parameter parameter) => new()
    {
        Label = parameter.Path,
        Scale = !parameter.IsNumeric ? AxisScale.Category : parameter.IsLog ? AxisScale.Log : AxisScale.Linear,
        Categories = parameter.IsNumeric ? [] : parameter.Levels,
    };

    private ParallelLine Line(List<Parameter> parameters, CellRow cell)
    {
        var trial = analysis.TrialsOf(cell.Cell).First();
        var values = parameters.Select(parameter => parameter.AxisValue(parameter.LevelOf(trial)));
        var text = cell.Sample.Mean is null ? CellText.Outcomes(cell) : CellText.Mean(cell);
        return new ParallelLine(
            [.. values, cell.Sample.Mean ?? double.NaN], $"{analysis.Labels.Long(cell.Cell)}: {text}");
    }

    private string Caption(int axes, int cells, int lines)
    {
        var fewerAxes =
            analysis.Varying.Count > axes ? $" The {axes} most important of {analysis.Varying.Count} parameters." : "";
        var fewerLines = cells > lines
            ? $" {lines} of {cells} cells: the best half of them, and an even selection of the others."
            : "";
        return $"A line is a cell, coloured by its mean; broken lines diverged with every seed.{fewerAxes}{fewerLines}";
    }
}
