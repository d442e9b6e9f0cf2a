namespace SweepRunner.Reports.Pictures;

/// <summary>The objective over two parameters, with the trials of each tile that diverged or did not learn. The page
/// draws any pair, and other choices for the other parameters.</summary>
internal sealed class HeatMaps(ReportAnalysis analysis)
{
    // The pair for the question "which initialisation at which rate".
    private static readonly string[] Favoured = [KnownPaths.LearningRate, KnownPaths.Initialization];

    /// <summary>The varying parameters; the first two are the axes.</summary>
    public IReadOnlyList<Parameter> Order()
    {
        // Of a parameter that not all cells have, much of a map would be empty.
        var ordered = analysis.ByImportance().Select(each => each.Parameter).OrderBy(each => each.HasNone).ToList();
        var favoured = Favoured.Select(path => ordered.Find(parameter => parameter.Path == path)).OfType<Parameter>();
        return [.. favoured.Count() == Favoured.Length ? favoured.Union(ordered) : ordered];
    }

    public ChartGroup? Create() =>
        Order() is [var across, var down, ..] ? new ChartGroup(Chart(across, down)) { IsDrawnByPage = true } : null;

    private XyChart Chart(Parameter across, Parameter down)
    {
        var (columns, rows) = (new ParameterBins(across), new ParameterBins(down));
        var summary = new CellSummary(analysis, across, down);
        var blocks = summary.SideBySide;
        var isOfPrograms = analysis.Data.IsOfPrograms;
        // A block for each value begins with a row that names it.
        List<string> labels = blocks is null
            ? [.. rows.Labels]
            : [.. blocks.Levels.SelectMany(level => rows.Labels.Prepend($"{level} ({blocks.Path})"))];
        var tiles = analysis.Cells.Select(cell => (Cell: cell, Trials: Ended(cell)))
            .Where(each => each.Trials.Count > 0)
            .GroupBy(each => (columns.BinOf(each.Trials[0]), RowOf(each.Trials[0])))
            .OrderBy(tile => tile.Key)
            .Select(tile => new Tile(tile.Key, [.. tile.Select(each => each.Cell)], [.. tile.SelectMany(
                each => each.Trials)]))
            .ToList();
        return new XyChart
        {
            Name = "heat-map",
            Title = $"{analysis.ObjectiveName} by {columns.Path} and {rows.Path}",
            Caption = $"{summary.Sentence("A tile", "in a block", tiles.Select(tile => tile.Cells.Count))} Below "
                + $"it: how many of its trials diverged{(isOfPrograms ? "" : " or did not learn")}; the bar at its "
                + $"foot is the share that diverged. Grey: no trial {(isOfPrograms ? "completed" : "learned")}.",
            AspectRatio = Clamp(16.0 / (4 + labels.Count * 1.1), 0.9, 2.4),
            X = Axis.Named(columns.Path, columns.Labels),
            Y = Axis.Named(rows.Path, labels),
            Layers =
            [
                new TileLayer
                {
                    ValueLabel = analysis.ObjectiveName,
                    IsMaximized = analysis.Data.IsMaximized,
                    X = [.. tiles.Select(tile => (double)tile.Place.X)],
                    Y = [.. tiles.Select(tile => (double)tile.Place.Y)],
                    // The colours are for the cells that learned: one at 0.1 would make all others look alike.
                    Value = [.. tiles.Select(tile => tile.Best?.Group == CellGroup.AtChance ? double.NaN : tile.Value)],
                    Diverged = [.. tiles.Select(tile => tile.Diverged / (double)tile.Trials.Count)],
                    Texts = [.. tiles.Select(tile => tile.Text)],
                    Cells = [.. tiles.Select(tile => (int[])[(tile.Best ?? tile.Cells[0]).Cell])],
                },
            ],
        };
        int RowOf(ReportTrial trial) => blocks is null
            ? rows.BinOf(trial)
            : (blocks.LevelOf(trial) * (rows.Count + 1)) + 1 + rows.BinOf(trial);
    }

    private List<ReportTrial> Ended(CellRow cell) =>
        [.. analysis.TrialsOf(cell.Cell).Where(trial => trial.Record.Outcome.IsFinal())];

    private sealed record Tile((int X, int Y) Place, List<CellRow> Cells, List<ReportTrial> Trials)
    {
        public CellRow? Best { get; } = CellSummary.Best(Cells);
        public double Value => Best?.Sample.Mean ?? double.NaN;
        public int Diverged { get; } = Trials.Count(trial => trial.IsDiverged);

        public string Text
        {
            get
            {
                var atChance = Trials.Count(trial => trial.IsAtChance);
                string?[] lines =
                [
                    Best is null ? null : NumberText.Label(Value),
                    Diverged > 0 ? CellText.Diverged(Diverged, Trials.Count) : null,
                    atChance > 0 ? CellText.AtChance(atChance, Trials.Count) : null,
                ];
                return lines.All(line => line is null)
                    ? string.Join(", ", Trials.Select(trial => trial.Record.Outcome.Name()).Distinct())
                    : string.Join('\n', lines.OfType<string>());
            }
        }
    }
}
