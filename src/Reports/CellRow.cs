using SweepRunner.Reports.Statistics;
using SweepRunner.Tracking;

namespace SweepRunner.Reports;

/// <summary>One cell of a sweep, over its seeds. The statistics are over the finite objectives of completed trials alone.</summary>
public sealed record CellRow
{
    /// <summary>The cell's number in the plan.</summary>
    public required int Cell { get; init; }

    /// <summary>The cell's first trial in plan order: every trial of a cell has the same value at each path.</summary>
    public required TrialRecord Example { get; init; }

    /// <summary>How many of the cell's trials stand where; an outcome that none has is left out.</summary>
    public required IReadOnlyDictionary<Outcome, int> Outcomes { get; init; }

    /// <summary>The cell's objectives.</summary>
    public required Sample Sample { get; init; }

    /// <summary>Where the cell stands among the others of its sweep.</summary>
    public required CellRank Standing { get; init; }

    /// <summary>True for the first of the cells with a mean: the best.</summary>
    public bool IsBest { get; init; }

    /// <summary>Number of the cell's trials with an outcome.</summary>
    public int Of(Outcome outcome) => Outcomes.GetValueOrDefault(outcome);
}
