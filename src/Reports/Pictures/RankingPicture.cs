namespace SweepRunner.Reports.Pictures;

internal sealed class RankingPicture(ReportAnalysis analysis)
{
    // More rows cannot be read at a glance; the table has them all.
    private const int MostValued = 24, MostUnvalued = 8;

    // What a page can hold, for a reader who filters.
    private const int MostFilterable = 1000;

    public ChartGroup Create()
    {
        var hasMore = analysis.Cells.Count > MostValued + MostUnvalued;
        return new ChartGroup(Chart(MostValued, MostUnvalued))
        {
            Filterable = hasMore ? Chart(MostFilterable, MostFilterable / 4) : null,
        };
    }

    private XyChart Chart(int mostValued, int mostValueless)
    {
        var metric = analysis.ObjectiveName;
        var valued = analysis.Valued.Take(mostValued).ToList();
        var valueless = analysis.OnlyDiverged.Take(mostValueless).ToList();
        var rows = valued.Concat(valueless).ToList();
        var seeds = valued.Index()
            .SelectMany(row => analysis.TrialsOf(row.Item.Cell), (row, trial) => (Row: row.Index, Trial: trial))
            .Where(seed => seed.Trial.IsRanked)
            .ToList();
        return new XyChart
        {
            Name = "ranking",
            Title = $"Cells by {metric}",
            Caption = Caption(rows.Count),
            AspectRatio = Clamp(16.0 / (3 + rows.Count * 0.75), 0.6, 2.2),
            X = new Axis { Label = metric },
            Y = Axis.Named("", [.. rows.Select(cell => Label(cell))]),
            Layers =
            [
                new MarkLayer
                {
                    Name = "one seed",
                    Ink = Ink.Muted,
                    X = [.. seeds.Select(seed => seed.Trial.Objective!.Value)],
                    Y = [.. seeds.Select(seed => (double)seed.Row)],
                    Cells = [.. seeds.Select(seed => (int[])[seed.Trial.Cell])],
                    Texts = [.. seeds.Select(seed => $"seed {seed.Trial.Record.Definition.Seed}")],
                },
                Intervals("mean, could be best", Ink.Series0, valued, cell => cell.Standing.CouldBeBest == true),
                Intervals(
                    "mean, another cell is better", Ink.Series1, valued, cell => cell.Standing.CouldBeBest == false),
                Intervals(
                    "mean, not tested", Ink.Series2, valued,
                    cell => cell is { IsRanked: true, Standing.CouldBeBest: null }),
                Intervals("mean, did not learn", Ink.AtChance, valued, cell => !cell.IsRanked),
                new MarkLayer
                {
                    Name = valueless.Count > 0 ? "every seed diverged" : "",
                    Ink = Ink.Diverged,
                    Shape = MarkShape.Cross,
                    X = [.. valueless.Select(_ => analysis.Worst)],
                    Y = [.. valueless.Select((_, index) => (double)(valued.Count + index))],
                    Cells = [.. valueless.Select(cell => (int[])[cell.Cell])],
                    Texts = [.. valueless.Select(CellText.Outcomes)],
                },
            ],
        };
    }

    private IntervalLayer Intervals(string name, Ink ink, IEnumerable<CellRow> cells, Predicate<CellRow> isChosen)
    {
        var rows = cells.Index().Where(row => isChosen(row.Item)).ToList();
        return new IntervalLayer
        {
            Name = rows.Count == 0 ? "" : name,
            Ink = ink,
            Y = [.. rows.Select(row => (double)row.Index)],
            Cells = [.. rows.Select(row => (int[])[row.Item.Cell])],
            Value = [.. rows.Select(row => row.Item.Sample.Mean!.Value)],
            Low = [.. rows.Select(row => row.Item.Sample.Interval?.Low ?? double.NaN)],
            High = [.. rows.Select(row => row.Item.Sample.Interval?.High ?? double.NaN)],
            Texts = [.. rows.Select(row => Text(row.Item))],
        };
    }

    private string Text(CellRow cell) =>
        $"{analysis.Labels.Long(cell.Cell)}: {CellText.Mean(cell)}, {CellText.Outcomes(cell)}";

    private string Label(CellRow cell)
    {
        var label = analysis.Labels.Short(cell.Cell);
        return cell.Group != CellGroup.NoValue && CellText.Lost(cell) is { } lost ? $"{label} ({lost})" : label;
    }

    private string Caption(int rows)
    {
        var more = analysis.Cells.Count - rows;
        var rest = more > 0 ? $" {NumberText.Count(more, "more cell")} in the table." : "";
        return $"Grey dots are seeds; the others are their means, with 95 % confidence intervals.{rest}";
    }
}
