namespace SweepRunner.Reports.Statistics;

/// <summary>Ranks cells so that different ranks mean a difference that the seeds confirm. The cell with the best mean
/// leads a rank, which every cell that a test cannot tell from it shares; the best of the others leads the next rank.
/// The order of the means alone would take a lucky seed for a result.</summary>
internal static class CellRanking
{
    /// <summary>The familywise significance level of a leader's comparisons.</summary>
    public const double Level = 0.05;

    /// <summary>The cells by rank, then by mean (the best first), then by number; last, by number, the cells without a
    /// value. A cell differs from a leader if a paired t test (<see cref="PairedDifference"/>) with Holm's correction
    /// (<see cref="Holm"/>) over all unranked cells with two seeds in common with the leader says so.</summary>
    public static IReadOnlyList<CellRank> Rank(IReadOnlyList<CellObjectives> cells, bool isMaximized)
    {
        var candidates = cells.Select(cell => new Candidate(cell)).ToLookup(candidate => candidate.Mean is not null);
        var unranked = candidates[true].OrderBy(candidate => isMaximized ? -candidate.Mean : candidate.Mean)
            .ThenBy(candidate => candidate.Cell)
            .ToList();
        var ranked = new List<CellRank>(cells.Count);
        var leader = default(Comparison);
        while (unranked.Count > 0)
            leader = RankGroup(ranked, unranked, leader, out unranked);
        var valueless = candidates[false].Select(candidate => candidate.Cell).Order();
        return [.. ranked, .. valueless.Select(cell => new CellRank { Cell = cell })];
    }

    // Ranks the first of the unranked and all that do not differ from it; returns how the next leader differs.
    private static Comparison? RankGroup(
        List<CellRank> ranked, List<Candidate> unranked, Comparison? above, out List<Candidate> rest)
    {
        var leader = unranked[0];
        var (comparisons, adjusted) = Compare(leader, unranked);
        var (rank, tied) = (ranked.Count + 1, comparisons.Where(each => !each.IsDifferent).ToList());
        var plan = tied.Count > 0 && Holm.LevelOfNext(adjusted, Level) is { } level ? new SeedPlan(level) : null;
        ranked.Add(new CellRank
        {
            Cell = leader.Cell,
            Rank = rank,
            IsTied = tied.Count > 0,
            ComparedWith = above?.Leader.Cell,
            Difference = above?.Difference,
            AdjustedP = above?.AdjustedP,
        });
        ranked.AddRange(tied.Select(each => Tied(rank, each, plan)));
        rest = [.. comparisons.Where(each => each.IsDifferent).Select(each => each.Candidate)];
        return Array.Find(comparisons, each => each.IsDifferent);
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
        var halves = new double[leader.Values.Count];
        Comparison[] comparisons = [.. unranked.Skip(1).Select(other =>
            new Comparison(leader, other, PairedDifference.Between(other.Values, leader.Values, halves)))];
        var tested = comparisons.Where(each => each.Difference.P is not null).ToList();
        var adjusted = Holm.Adjust([.. tested.Select(each => each.Difference.P!.Value)]);
        foreach (var (comparison, p) in tested.Zip(adjusted))
            comparison.AdjustedP = p;
        return (comparisons, adjusted);
    }

    private sealed class Candidate(CellObjectives cell)
    {
        public int Cell { get; } = cell.Cell;
        public double? Mean { get; } = Sample.From(cell.ObjectiveBySeed.Values).Mean;
        public SeedValues Values { get; } = new(cell.ObjectiveBySeed);
    }

    private sealed record Comparison(Candidate Leader, Candidate Candidate, PairedDifference Difference)
    {
        public double? AdjustedP { get; set; }
        public bool IsDifferent => AdjustedP <= Level;
    }
}

/// <summary>The objectives of a cell by the seed of each completed trial; one that is not finite counts as
/// missing.</summary>
internal sealed record CellObjectives(int Cell, IReadOnlyDictionary<long, double> ObjectiveBySeed);

/// <summary>The rank of a cell, and the comparison that it rests on.</summary>
public sealed record CellRank
{
    /// <summary>The cell's number in the plan.</summary>
    public required int Cell { get; init; }

    /// <summary>1 plus the number of cells of better ranks; null for a cell without a value.</summary>
    public int? Rank { get; init; }

    /// <summary>True if another cell has the same rank.</summary>
    public bool IsTied { get; init; }

    /// <summary>The other cell of the comparison: for the leader of a rank, the leader of the rank above; for any other
    /// cell, its own leader. Null for the first cell and for one without a value.</summary>
    internal int? ComparedWith { get; init; }

    /// <summary>This cell minus <see cref="ComparedWith"/>, by seed; null without one.</summary>
    internal PairedDifference? Difference { get; init; }

    /// <summary>The p-value with Holm's correction over the comparisons with the same leader; null without a
    /// test.</summary>
    internal double? AdjustedP { get; init; }

    /// <summary>For a cell that shares its leader's rank: the additional common seeds that would tell it from the
    /// leader with a power of <see cref="SeedPlan.DefaultPower"/>, if the difference stays the same. Null for a leader,
    /// below two common seeds, for a mean difference of 0, and if <see cref="NeedsTooManySeeds"/>.</summary>
    internal int? MoreSeeds { get; init; }

    /// <summary>True if more than <see cref="SeedPlan.Limit"/> common seeds would be needed.</summary>
    internal bool NeedsTooManySeeds { get; init; }
}
