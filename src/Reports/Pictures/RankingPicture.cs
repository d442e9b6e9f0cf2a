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
        // The dot of a cell with one seed is that seed.
        var seeds = valued.Index()
            .Where(row => row.Item.Sample.Count > 1)
            .SelectMany(row => analysis.TrialsOf(row.Item.Cell), (row, trial) => (Row: row.Index, Trial: trial))
            .Where(seed => seed.Trial.IsRanked)
            .ToList();
        return new XyChart
        {
            Name = "ranking",
            Title = $"Cells by {metric}",
            Caption = Caption(valued, rows.Count),
            AspectRatio = Clamp(16.0 / (3 + rows.Count * 0.75), 0.6, 2.2),
            X = new Axis { Label = metric },
            Y = Axis.Named("", [.. rows.Select(cell => Label(cell))]),
            Layers =
            [
                new MarkLayer
                {
                    Name = seeds.Count == 0 ? "" : "seed",
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
                    cell => cell is { IsRanked: true, Standing.CouldBeBest: null, Sample.Count: > 1 }),
                Intervals(
                    "one seed", Ink.Series2, valued,
                    cell => cell is { IsRanked: true, Standing.CouldBeBest: null, Sample.Count: 1 }),
                Intervals(
                    "mean, did not learn", Ink.AtChance, valued,
                    cell => cell is { IsRanked: false, Sample.Count: > 1 }),
                Intervals(
                    "one seed, did not learn", Ink.AtChance, valued,
                    cell => cell is { IsRanked: false, Sample.Count: 1 }),
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

    // As sources.js does for the cells that pass a filter.
    private string Caption(List<CellRow> valued, int rows)
    {
        var more = analysis.Cells.Count - rows;
        var rest = more > 0 ? $" {NumberText.Count(more, "more cell")} in the table." : "";
        return $"{Dots(valued)}{rest}".TrimStart();
    }

    private static string Dots(List<CellRow> valued)
    {
        var several = valued.FindAll(cell => cell.Sample.Count > 1);
        if (several.Count == 0)
            return valued.Count > 0 ? "A dot is a cell with one seed." : "";
        var intervals = several.Exists(cell => cell.Sample.Interval is not null)
            ? ", with 95 % confidence intervals"
            : "";
        var equal = intervals.Length > 0 && several.Exists(cell => cell.Sample.Interval is null)
            ? " Seeds with equal values have no interval."
            : "";
        var single = several.Count < valued.Count ? " A cell with one seed has only its own dot." : "";
        return $"Grey dots are seeds; the others are their means{intervals}.{equal}{single}";
    }
}
