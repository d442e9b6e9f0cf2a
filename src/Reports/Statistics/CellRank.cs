namespace SweepRunner.Reports.Statistics;

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
