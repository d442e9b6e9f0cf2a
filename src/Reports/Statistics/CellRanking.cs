namespace SweepRunner.Reports.Statistics;

/// <summary>
/// Ranks cells so that two ranks mean a difference that the seeds bear out. The best mean leads; every cell that cannot
/// be told from it shares its rank; the best of the rest leads the next rank. The means' order alone would call the
/// luck of a seed a result.
/// </summary>
public static class CellRanking
{
    /// <summary>The level of a leader's comparisons together: 0.05.</summary>
    public const double Level = 0.05;

    /// <summary>
    /// The rank of every cell: by rank, then by mean with the best first, then by number; last, by number, the cells
    /// without a value. A cell is told from a leader when a paired t test says so (<see cref="PairedDifference"/>) with
    /// Holm's correction (<see cref="Holm"/>) over all cells that are not ranked yet and share two seeds with the
    /// leader; one that does not share two cannot be told from it.
    /// </summary>
    /// <param name="cells">Each cell once, in any order.</param>
    /// <param name="isMaximized">True when a larger objective is better.</param>
    public static IReadOnlyList<CellRank> Rank(IReadOnlyList<CellObjectives> cells, bool isMaximized)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var candidates = cells.Select(cell => new Candidate(cell)).ToList();
        List<Candidate> unranked =
        [
            .. candidates
                .Where(candidate => candidate.Mean is not null)
                .OrderBy(candidate => isMaximized ? -candidate.Mean : candidate.Mean)
                .ThenBy(candidate => candidate.Cell),
        ];
        var ranked = new List<CellRank>(cells.Count);
        var leader = default(Comparison);
        while (unranked.Count > 0)
        {
            leader = RankGroup(ranked, unranked, leader, out unranked);
        }

        var valueless = candidates
            .Where(candidate => candidate.Mean is null)
            .Select(candidate => candidate.Cell)
            .Order();
        return [.. ranked, .. valueless.Select(cell => new CellRank { Cell = cell })];
    }

    /// <summary>Ranks the first of the unranked and all that cannot be told from it; returns how the next leader was
    /// told from this one.</summary>
    private static Comparison? RankGroup(
        List<CellRank> ranked, List<Candidate> unranked, Comparison? told, out List<Candidate> rest)
    {
        var leader = unranked[0];
        var (comparisons, adjusted) = Compare(leader, unranked);
        var (rank, tied) = (ranked.Count + 1, comparisons.Where(each => !each.IsTold).ToList());
        var plan = tied.Count > 0 && Holm.LevelOfNext(adjusted, Level) is { } level ? new SeedPlan(level) : null;
        ranked.Add(new CellRank
        {
            Cell = leader.Cell,
            Rank = rank,
            IsTied = tied.Count > 0,
            ComparedWith = told?.Leader.Cell,
            Difference = told?.Difference,
            AdjustedP = told?.AdjustedP,
        });
        ranked.AddRange(tied.Select(each => Tied(rank, each, plan)));
        rest = [.. comparisons.Where(each => each.IsTold).Select(each => each.Candidate)];
        return Array.Find(comparisons, each => each.IsTold);
    }

    private static CellRank Tied(int rank, Comparison comparison, SeedPlan? plan)
    {
        var (difference, needed) = (comparison.Difference, plan?.SeedsFor(comparison.Difference));
        return new CellRank
        {
            Cell = comparison.Candidate.Cell,
            Rank = rank,
            IsTied = true,
            ComparedWith = comparison.Leader.Cell,
            Difference = difference,
            AdjustedP = comparison.AdjustedP,
            MoreSeeds = needed - difference.Count,
            NeedsTooManySeeds = needed is null && difference.Count >= 2 && difference.Mean != 0,
        };
    }

    private static (Comparison[] Comparisons, IReadOnlyList<double> Adjusted) Compare(
        Candidate leader, List<Candidate> unranked)
    {
        var comparisons = new Comparison[unranked.Count - 1];
        var p = new List<double>(comparisons.Length);
        var halves = new double[leader.Values.Count];
        for (var index = 0; index < comparisons.Length; index++)
        {
            var difference = PairedDifference.Between(unranked[index + 1].Values, leader.Values, halves);
            comparisons[index] = new Comparison(leader, unranked[index + 1], difference);
            if (difference.P is { } value)
                p.Add(value);
        }

        var (adjusted, tested) = (Holm.Adjust(p), 0);
        foreach (var comparison in comparisons.Where(each => each.Difference.P is not null))
            comparison.AdjustedP = adjusted[tested++];
        return (comparisons, adjusted);
    }

    private sealed class Candidate(CellObjectives cell)
    {
        public int Cell { get; } = cell.Cell;

        public double? Mean { get; } = Sample.From(cell.ObjectiveBySeed.Values).Mean;

        public SeedValues Values { get; } = new(cell.ObjectiveBySeed);
    }

    private sealed class Comparison(Candidate leader, Candidate candidate, PairedDifference difference)
    {
        public Candidate Leader => leader;

        public Candidate Candidate => candidate;

        public PairedDifference Difference => difference;

        public double? AdjustedP { get; set; }

        public bool IsTold => AdjustedP <= Level;
    }
}

/// <summary>What a cell reached.</summary>
/// <param name="Cell">The cell's number in the plan.</param>
/// <param name="ObjectiveBySeed">The objective of each completed trial by its seed; one that is not finite counts as
/// missing.</param>
public sealed record CellObjectives(int Cell, IReadOnlyDictionary<long, double> ObjectiveBySeed);

/// <summary>Where a cell stands among the others, and what that rests on.</summary>
public sealed record CellRank
{
    /// <summary>The cell's number in the plan.</summary>
    public required int Cell { get; init; }

    /// <summary>1 plus the number of cells that were ranked before this one's group; null for a cell without a
    /// value.</summary>
    public int? Rank { get; init; }

    /// <summary>True when another cell has the same rank.</summary>
    public bool IsTied { get; init; }

    /// <summary>
    /// The cell of the comparison below: for a leader of its rank the leader of the rank above, from which it was told;
    /// for any other cell the leader of its own rank, from which it was not. Null for the first of all and for a cell
    /// without a value.
    /// </summary>
    public int? ComparedWith { get; init; }

    /// <summary>This cell's objective minus that of <see cref="ComparedWith"/>, seed by seed; null without
    /// one.</summary>
    public PairedDifference? Difference { get; init; }

    /// <summary>The difference's p with Holm's correction over all comparisons with the same leader; null where none
    /// could be made.</summary>
    public double? AdjustedP { get; init; }

    /// <summary>
    /// For a cell that shares its leader's rank: how many common seeds more would tell it from the leader, with a power
    /// of <see cref="SeedsNeeded.Power"/>, if the difference stays as seen. Null for a leader, where nothing can be
    /// said (under two common seeds, or a mean difference of 0), and where <see cref="NeedsTooManySeeds"/> is true.
    /// </summary>
    public int? MoreSeeds { get; init; }

    /// <summary>True when it would take more than <see cref="SeedsNeeded.Limit"/> common seeds to tell the cell from
    /// its leader.</summary>
    public bool NeedsTooManySeeds { get; init; }
}
