namespace SweepRunner.Reports.Pictures;

internal sealed class RankingPicture(ReportAnalysis analysis)
{
    // More rows cannot be read at a glance; the table has them all.
    private const int MostRanked = 24, MostUnranked = 8;

    public ChartGroup Create()
    {
        var metric = analysis.Objective;
        var ranked = analysis.Ranked.Take(MostRanked).ToList();
        var unranked = analysis.OnlyDiverged.Take(MostUnranked).ToList();
        var rows = ranked.Concat(unranked).ToList();
        var seeds = ranked.Index()
            .SelectMany(row => analysis.TrialsOf(row.Item.Cell), (row, trial) => (Row: row.Index, Trial: trial))
            .Where(seed => seed.Trial.IsRanked)
            .ToList();
        return new ChartGroup(new XyChart
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
                Intervals("rank 1: nothing tells them apart", Ink.Series0, ranked, rank => rank == 1),
                Intervals("mean with 95 % confidence interval", Ink.Series1, ranked, rank => rank != 1),
                new MarkLayer
                {
                    Name = unranked.Count > 0 ? "every seed diverged" : "",
                    Ink = Ink.Diverged,
                    Shape = MarkShape.Cross,
                    X = [.. unranked.Select(_ => analysis.Worst)],
                    Y = [.. unranked.Select((_, index) => (double)(ranked.Count + index))],
                    Cells = [.. unranked.Select(cell => (int[])[cell.Cell])],
                    Texts = [.. unranked.Select(CellText.Outcomes)],
                },
            ],
        });
    }

    private IntervalLayer Intervals(string name, Ink ink, IEnumerable<CellRow> ranked, Predicate<int?> isChosen)
    {
        var rows = ranked.Index().Where(row => isChosen(row.Item.Standing.Rank)).ToList();
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
        var diverged = cell.Count(Outcome.Diverged);
        return diverged == 0 || !cell.IsRanked
            ? label
            : $"{label} ({CellText.Diverged(diverged, cell.Outcomes.Values.Sum())})";
    }

    private string Caption(int rows)
    {
        var more = analysis.Cells.Count - rows;
        var rest = more > 0 ? $" {NumberText.Count(more, "more cell")} in the table." : "";
        return $"Grey dots are seeds; the others are their means, with 95 % confidence intervals (Student's t).{rest}";
    }
}
