using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SweepRunner.Configuration;

namespace SweepRunner.Search.Racing;

/// <summary>Seeds that are given to cells where they decide. Every cell gets the same seeds in the same order: 0, 1,
/// 2 …</summary>
public sealed record RaceConfig
{
    /// <summary>Always true: tells a race from a list of seeds.</summary>
    [Description("true: the seeds are a race.")]
    public required bool Race { get; init; }

    /// <summary>The fewest seeds of a cell that could be the best, at least 1.</summary>
    [Description("The fewest seeds of a cell that is not dropped."), Range(1, SearchConfig.MostTrials)]
    public int Min { get; init; } = 1;

    /// <summary>The most seeds of a cell.</summary>
    [Description("The most seeds of a cell."), Range(1, SearchConfig.MostTrials)]
    public int Max { get; init; } = 8;

    /// <summary>A difference of the objective that is too small to matter, at least 0.</summary>
    [Description("A difference of the objective that is too small to spend seeds on."), NonNegative]
    public double Margin { get; init; }
}

/// <summary>What a race may still spend.</summary>
/// <param name="Trials">The trials of the whole sweep, those that have ended among them; null if they are not
/// limited.</param>
/// <param name="Begun">The trials so far, those that still run among them.</param>
/// <param name="CanPropose">True while new cells can start.</param>
public sealed record RaceBudget(int? Trials, int Begun, bool CanPropose);

/// <summary>What a race does next.</summary>
/// <param name="Reason">Why, as a short text for people.</param>
public abstract record RaceStep(string Reason);

/// <summary>The next trial may be that of a new cell.</summary>
public sealed record NewCell(string Reason) : RaceStep(Reason);

/// <summary>A cell gets its next seeds.</summary>
/// <param name="Cell">The number of the cell.</param>
/// <param name="Count">The number of seeds, at least 1.</param>
/// <param name="Reason">Why.</param>
public sealed record MoreSeeds(int Cell, int Count, string Reason) : RaceStep(Reason);

/// <summary>The race needs a result that is still missing.</summary>
public sealed record AwaitSeeds(string Reason) : RaceStep(Reason);

/// <summary>No further seed would decide anything, or the budget is spent.</summary>
public sealed record RaceOver(string Reason) : RaceStep(Reason);
