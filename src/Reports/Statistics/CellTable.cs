namespace SweepRunner.Reports.Statistics;

/// <summary>Compares the cells of a sweep by their objective.</summary>
public static class CellTable
{
    /// <summary>The cells by group, the best first. Within the two groups that have a rank, the best mean comes first,
    /// then the lower number; the others are by number. A diverged trial, a NaN or an infinity never enters a mean. The
    /// trials are in plan order. The margin, finite and above 0, asks which cells are shown to be within it of the
    /// best. Only trials of one block, which saw the same images with the same seed, are paired.</summary>
    public static IReadOnlyList<CellRow> Create(
        IReadOnlyList<TrialResult> trials, Objective objective, double? margin = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        var range = RangeOf(trials, objective);
        CellRow[] rows = [.. trials.GroupBy(trial => trial.Trial.Definition.Cell)
            .Select(cell => Row(cell.Key, [.. cell], range))
            .OrderBy(row => row.Group)
            .ThenBy(row => !row.IsRanked ? 0 : objective.IsMaximized ? -row.Sample.Mean : row.Sample.Mean)
            .ThenBy(row => row.Cell)];
        List<CellRow> family = [.. rows.TakeWhile(row => row.Group == CellGroup.Clean)];
        var values = Values(family, trials, objective.IsMaximized);
        var standings = Standings(family, values, objective, margin);
        return [.. rows.Select((row, index) => row with
        {
            Rank = row.IsRanked ? index + 1 : null,
            IsBest = index == 0 && row.IsRanked,
            Standing = index < family.Count ? standings[index] : new Standing(),
        })];
    }

    /// <summary>The range in which intervals stay: that of the metric, unless a value of any cell is outside it, so
    /// that all intervals are made alike.</summary>
    internal static MetricRange RangeOf(IEnumerable<TrialResult> trials, Objective objective) => Sample.Fit(
        KnownMetrics.Describe(objective.Metric).Range,
        trials.Where(trial => trial.IsRanked).Select(trial => trial.Objective!.Value));

    // Cells that no common block connects are compared by themselves. Only those that the best is connected with could
    // be best; of the others a test says at most that another one is better.
    private static Standing[] Standings(
        List<CellRow> family, double[][] values, Objective objective, double? margin)
    {
        var (standings, resolution) = (new Standing[family.Count], Resolution(family, objective.Metric));
        Array.Fill(standings, new Standing());
        foreach (var connected in Connection.Groups(values))
        {
            if (BestSet.From([.. connected.Select(index => values[index])], resolution) is not { } best)
                continue;
            List<CellRow> cells = [.. connected.Select(index => family[index])];
            var hasBest = connected[0] == 0;
            foreach (var (place, index) in connected.Index())
            {
                var standing = Standing.Of(best, cells, place, objective.IsMaximized, margin);
                standings[index] = hasBest || standing.CouldBeBest == false
                    ? standing
                    : new Standing { IsElsewhere = true };
            }
        }
        return standings;
    }

    private static CellRow Row(int cell, List<TrialResult> trials, MetricRange range)
    {
        var outcomes = trials.CountBy(trial => trial.Trial.Outcome).ToDictionary();
        var valued = trials.FindAll(trial => trial.IsRanked);
        return new CellRow
        {
            Cell = cell,
            Example = trials[0].Trial,
            Outcomes = outcomes,
            Sample = Sample.From(valued.Select(trial => trial.Objective!.Value), range),
            AtChance = trials.Count(trial => trial.IsAtChance),
            Group = valued.Count == 0 ? CellGroup.NoValue
                : valued.Count(trial => trial.IsAtChance) * 2 > valued.Count ? CellGroup.AtChance
                : outcomes.ContainsKey(Outcome.Diverged) || outcomes.ContainsKey(Outcome.Failed) ? CellGroup.Unstable
                : CellGroup.Clean,
        };
    }

    // Cells × blocks, with higher values better.
    private static double[][] Values(List<CellRow> family, IReadOnlyList<TrialResult> trials, bool isMaximized)
    {
        var indexOf = family.Index().ToDictionary(row => row.Item.Cell, row => row.Index);
        var valued = trials.Where(trial => trial.IsRanked && indexOf.ContainsKey(trial.Trial.Definition.Cell)).ToList();
        var blockOf = valued.Select(trial => trial.Block).Distinct().Index()
            .ToDictionary(block => block.Item, block => block.Index);
        var values = family.ConvertAll(_ => Enumerable.Repeat(double.NaN, blockOf.Count).ToArray());
        foreach (var trial in valued)
            values[indexOf[trial.Trial.Definition.Cell]][blockOf[trial.Block]] =
                isMaximized ? trial.Objective!.Value : -trial.Objective!.Value;
        return [.. values];
    }

    // Validation accuracies are multiples of the share of one image.
    private static double Resolution(List<CellRow> family, string metric)
    {
        var images = family.Select(row => row.Example.Definition.Data?.ValidationImages ?? 0).DefaultIfEmpty(0).Min();
        return metric == KnownMetrics.ValAccuracy && images > 0 ? 1.0 / images : 0;
    }
}

/// <summary>What can be said of a cell, the best group first.</summary>
public enum CellGroup
{
    /// <summary>It has a value, and no seed diverged or failed.</summary>
    Clean,

    /// <summary>It has a value, but a seed diverged or failed.</summary>
    Unstable,

    /// <summary>Most seeds with a value are at chance: there is no order among such cells.</summary>
    AtChance,

    /// <summary>It has no value.</summary>
    NoValue,
}

/// <summary>A cell with its statistics over the finite objectives of its completed trials.</summary>
public sealed record CellRow
{
    /// <summary>The cell's number in the plan.</summary>
    public required int Cell { get; init; }

    /// <summary>The cell's first trial. All trials of a cell have the same value at each path.</summary>
    public required TrialRecord Example { get; init; }

    /// <summary>The number of trials by outcome, without outcomes of no trial.</summary>
    public required IReadOnlyDictionary<Outcome, int> Outcomes { get; init; }

    /// <summary>The cell's objectives.</summary>
    public required Sample Sample { get; init; }

    /// <summary>The number of completed trials whose answers are no better than chance.</summary>
    public required int AtChance { get; init; }

    /// <summary>What can be said of the cell.</summary>
    public required CellGroup Group { get; init; }

    /// <summary>The place, from 1, among the cells that learned; null for any other cell.</summary>
    public int? Rank { get; init; }

    /// <summary>True for the first cell, if it has a rank.</summary>
    public bool IsBest { get; init; }

    /// <summary>What tests say of the cell.</summary>
    public Standing Standing { get; init; } = new();

    internal bool IsRanked => Group is CellGroup.Clean or CellGroup.Unstable;
    internal int Trials => Outcomes.Values.Sum();

    /// <summary>The number of trials with an outcome.</summary>
    public int Count(Outcome outcome) => Outcomes.GetValueOrDefault(outcome);
}

/// <summary>What tests say of a cell. They include the cells that learned and of which no seed diverged or
/// failed.</summary>
public sealed record Standing
{
    /// <summary>False if another cell is shown to be better; null if nothing was tested.</summary>
    public bool? CouldBeBest { get; init; }

    /// <summary>True for a cell that is tested only against others than the best, as it saw other images or has other
    /// seeds.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>The number of additional seeds for this cell and for the best, each, that would tell them apart, if
    /// their difference and variances stay the same. Only for a cell that could be best beside the best; null where no
    /// number can be said, and above a limit: see <see cref="NeedsTooManySeeds"/>.</summary>
    public int? MoreSeeds { get; init; }

    /// <summary>True if more seeds would be needed than anyone would run.</summary>
    public bool NeedsTooManySeeds { get; init; }

    /// <summary>True if the cell is shown to be within the margin of the best; null without a margin or a
    /// test.</summary>
    public bool? IsWithinMargin { get; init; }

    /// <summary>The other cell of <see cref="Difference"/>: one that is shown to be better, or else the best; null for
    /// the best.</summary>
    public int? ComparedWith { get; init; }

    /// <summary>This cell minus <see cref="ComparedWith"/>, in units of the objective.</summary>
    internal CellDifference? Difference { get; init; }

    internal static Standing Of(
        BestSet best, IReadOnlyList<CellRow> family, int index, bool isMaximized, double? margin)
    {
        var other = best.ExcluderOf(index) ?? (best.Leader == index ? null : best.Leader);
        var difference = other is { } compared ? best.Difference(index, compared) : null;
        var more = best.MoreBlocks(index);
        return new Standing
        {
            CouldBeBest = best.CouldBeBest(index),
            MoreSeeds = more <= SeedPlan.Limit ? more : null,
            NeedsTooManySeeds = more > SeedPlan.Limit,
            IsWithinMargin = margin is { } most ? best.IsWithin(most, index) : null,
            ComparedWith = difference is null ? null : family[other!.Value].Cell,
            Difference = isMaximized ? difference : difference?.Negated,
        };
    }
}
