namespace SweepRunner.Reports.Pictures;

/// <summary>The objective over two parameters, with the share of diverged trials in each tile; a chart per
/// pair.</summary>
internal sealed class HeatMaps(ReportAnalysis analysis)
{
    // The pair for the question "which initialisation at which rate".
    private static readonly string[] Favoured = [KnownPaths.LearningRate, KnownPaths.Initialization];

    public ChartGroup? Create()
    {
        if (analysis.Varying.Count < 2)
            return null;
        var ended = analysis.Data.Trials.Where(trial => trial.Record.Outcome.IsFinal()).ToList();
        var axes = Order().Select(parameter => new ParameterBins(parameter)).ToList();
        var pairs = axes.Index()
            .SelectMany(first => axes.Skip(first.Index + 1), (first, second) => (Across: first.Item, Down: second));
        return new ChartGroup(
            "heat-map",
            ["across", "down"],
            [.. pairs.Select(pair => new ChartChoice(
                [pair.Across.Path, pair.Down.Path], Chart(ended, pair.Across, pair.Down)))]);
    }

    private IEnumerable<Parameter> Order()
    {
        var ordered = analysis.ByImportance().Select(each => each.Parameter).ToList();
        var favoured = Favoured.Select(path => ordered.Find(parameter => parameter.Path == path)).OfType<Parameter>();
        return favoured.Count() == Favoured.Length ? favoured.Union(ordered) : ordered;
    }

    private XyChart Chart(List<ReportTrial> ended, ParameterBins columns, ParameterBins rows)
    {
        // There may be hundreds of pairs of thousands of trials: an index is faster than grouping by key.
        var sorted = new List<ReportTrial>?[columns.Count * rows.Count];
        foreach (var trial in ended)
            (sorted[(columns.BinOf(trial) * rows.Count) + rows.BinOf(trial)] ??= []).Add(trial);
        var tiles = sorted.Index().Where(tile => tile.Item is not null)
            .Select(tile => new Tile(tile.Index / rows.Count, tile.Index % rows.Count, tile.Item!))
            .ToList();
        return new XyChart
        {
            Name = "heat-map",
            Title = $"{analysis.Objective} by {columns.Path} and {rows.Path}",
            Caption =
                "Mean over completed trials; below it how many of the trials diverged. The bar at a field's foot is "
                + "their share. Grey: none completed.",
            AspectRatio = Clamp(16.0 / (4 + rows.Count * 1.1), 0.9, 2.4),
            X = Axis.Named(columns.Path, columns.Labels),
            Y = Axis.Named(rows.Path, rows.Labels),
            Layers =
            [
                new TileLayer
                {
                    ValueLabel = analysis.Objective,
                    IsMaximized = analysis.Data.IsMaximized,
                    X = [.. tiles.Select(tile => (double)tile.X)],
                    Y = [.. tiles.Select(tile => (double)tile.Y)],
                    Value = [.. tiles.Select(tile => tile.Mean ?? double.NaN)],
                    Diverged = [.. tiles.Select(tile => tile.Diverged / (double)tile.Trials.Count)],
                    Texts = [.. tiles.Select(tile => tile.Text)],
                },
            ],
        };
    }

    private sealed record Tile(int X, int Y, List<ReportTrial> Trials)
    {
        public int Diverged { get; } = Trials.Count(trial => trial.IsDiverged);
        public double? Mean { get; } = MeanOf([.. Trials.Where(trial => trial.IsRanked)]);

        public string Text => (Mean, Diverged) switch
        {
            ({ }, 0) => NumberText.Of(Mean),
            ({ }, _) => $"{NumberText.Of(Mean)}\n{CellText.Diverged(Diverged, Trials.Count)}",
            (null, > 0) when Diverged == Trials.Count => $"diverged\n{Diverged} of {Trials.Count}",
            (null, > 0) => $"{Diverged} of {Trials.Count}\ndiverged",
            _ => string.Join(", ", Trials.Select(trial => trial.Record.Outcome.Name()).Distinct()),
        };

        // Divided before they are added, so that the largest doubles do not overflow.
        private static double? MeanOf(List<ReportTrial> ranked) =>
            ranked.Count == 0 ? null : ranked.Sum(trial => trial.Objective!.Value / ranked.Count);
    }
}

/// <summary>The places of a parameter on an axis of tiles: its levels, or equal parts of its range.</summary>
internal sealed class ParameterBins
{
    // The bins of a range. Of too many categories, the last bin holds the rest.
    private const int RangeBins = 8, MostCategories = 20;

    // The edges of equal parts are not round; two digits show where they are.
    private const int RangeDigits = 2;
    private readonly Parameter _parameter;
    private readonly int[] _binOfLevel;

    public ParameterBins(Parameter parameter)
    {
        _parameter = parameter;
        var levels = parameter.Levels;
        if (parameter.IsRange)
        {
            var bins = levels.Select((_, level) => (int)(parameter.UnitValue(level) * RangeBins));
            _binOfLevel = [.. bins.Select(bin => Min(bin, RangeBins - 1))];
            Labels = [.. Enumerable.Range(0, RangeBins).Select(Range)];
        }
        else
        {
            var kept = levels.Count > MostCategories ? MostCategories - 1 : levels.Count;
            var rest = levels.Count - kept;
            _binOfLevel = [.. levels.Select((_, level) => Min(level, kept))];
            Labels = rest > 0 ? [.. levels.Take(kept), $"{rest} others"] : levels;
        }
    }

    public string Path => _parameter.Path;
    public int Count => Labels.Count;
    public IReadOnlyList<string> Labels { get; }

    public int BinOf(ReportTrial trial) => _binOfLevel[_parameter.LevelOf(trial)];

    private string Range(int bin) =>
        $"{NumberText.Short(At(bin), RangeDigits)} to {NumberText.Short(At(bin + 1), RangeDigits)}";

    private double At(int bin)
    {
        var (low, high, share) = (_parameter.Numbers[0], _parameter.Numbers[^1], (double)bin / RangeBins);
        return _parameter.IsLog ? low * Pow(high / low, share) : low + ((high - low) * share);
    }
}
