namespace SweepRunner.Reports.Pictures;

/// <summary>Each cell as a line from its parameters to its objective.</summary>
internal sealed class ParallelCoordinates(ReportAnalysis analysis)
{
    /// <summary>What can be told apart.</summary>
    public const int MostAxes = 10, MostLines = 300;

    public ChartGroup? Create()
    {
        if (analysis.Varying.Count == 0)
            return null;
        var parameters = Parameters();
        var cells = analysis.Cells.Where(IsDrawn).ToList();
        // The best cells matter most; a selection shows where the others are.
        List<CellRow> drawn = cells.Count <= MostLines
            ? cells
            : [.. cells.Take(MostLines / 2), .. ReportPictures.Thinned([.. cells.Skip(MostLines / 2)], MostLines / 2)];
        return new ChartGroup(new ParallelChart
        {
            Name = "parallel-coordinates",
            Title = $"From parameters to {analysis.ObjectiveName}",
            Caption = Caption(parameters.Count, cells.Count, drawn),
            IsMaximized = analysis.Data.IsMaximized,
            Axes = [.. parameters.Select(Axis), new Axis { Label = analysis.ObjectiveName }],
            Lines = [.. Enumerable.Reverse(drawn).Select(cell => Line(parameters, cell))],
        })
        {
            IsDrawnByPage = true,
        };
    }

    /// <summary>The parameters that have an axis, the most important ones, in the order of the sweep file.</summary>
    public IReadOnlyList<Parameter> Parameters()
    {
        var chosen = analysis.ByImportance().Take(MostAxes).Select(each => each.Parameter).ToHashSet();
        return [.. analysis.Varying.Where(chosen.Contains)];
    }

    /// <summary>What a line says of its cell, after the cell's name.</summary>
    public static string Result(CellRow cell) =>
        cell.Sample.Mean is null ? CellText.Outcomes(cell) : CellText.Mean(cell);

    private static bool IsDrawn(CellRow cell) => cell.Sample.Mean is not null || cell.Count(Outcome.Diverged) > 0;

    public static Axis Axis(Parameter parameter) => new()
    {
        Label = parameter.Path,
        Scale = !parameter.IsNumeric ? AxisScale.Category : parameter.IsLog ? AxisScale.Log : AxisScale.Linear,
        Categories = parameter.IsNumeric ? [] : parameter.Levels,
    };

    private ParallelLine Line(IReadOnlyList<Parameter> parameters, CellRow cell)
    {
        var trial = analysis.TrialsOf(cell.Cell).First();
        var values = parameters.Select(parameter => parameter.AxisValue(parameter.LevelOf(trial)));
        var text = $"{analysis.Labels.Long(cell.Cell)}: {Result(cell)}";
        return new ParallelLine([.. values, cell.Sample.Mean ?? double.NaN], text)
        {
            Cell = cell.Cell,
            IsAtChance = cell.Group == CellGroup.AtChance,
        };
    }

    private string Caption(int axes, int cells, List<CellRow> drawn)
    {
        var dotted = drawn.Exists(cell => cell.Group == CellGroup.AtChance) ? " dotted grey lines did not learn;" : "";
        var fewerAxes =
            analysis.Varying.Count > axes ? $" The {axes} most important of {analysis.Varying.Count} parameters." : "";
        var fewerLines = cells > drawn.Count
            ? $" {drawn.Count} of {cells} cells: the best half of them, and an even selection of the others."
            : "";
        var passing = Parameters().Any(parameter => parameter is { IsNumeric: true, HasNone: true })
            ? " A line crosses the axis of a parameter that its cell does not have."
            : "";
        var none = Parameters().Any(parameter => parameter is { IsNumeric: false, HasNone: true })
            ? $" '{Parameter.None}' on an axis: the cell does not have the parameter."
            : "";
        return $"A line is a cell, coloured by its mean;{dotted} dashed lines diverged with every seed.{passing}{none}"
            + fewerAxes + fewerLines;
    }
}
