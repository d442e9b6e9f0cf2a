namespace SweepRunner.Search.Scheduling;

/// <summary>What a sweep does next.</summary>
public abstract record SchedulerStep;

/// <summary>A new cell gets its first trials.</summary>
/// <param name="Proposal">The cell.</param>
/// <param name="Seeds">The number of its seeds that begin at once, at least 1.</param>
public sealed record ProposeCell(Proposal Proposal, int Seeds) : SchedulerStep;

/// <summary>A cell gets its next seeds.</summary>
/// <param name="Cell">The number of the cell.</param>
/// <param name="Count">The number of seeds, at least 1.</param>
/// <param name="Reason">Why.</param>
public sealed record AddSeeds(int Cell, int Count, string Reason) : SchedulerStep;

/// <summary>A paused trial goes on.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Verdict">The verdict at its rung; null if it was interrupted between rungs, and pauses where it was to
/// pause before.</param>
public sealed record Promote(int Trial, PruneVerdict? Verdict) : SchedulerStep;

/// <summary>Paused trials end.</summary>
public sealed record Stop(IReadOnlyList<StoppedTrial> Trials) : SchedulerStep;

/// <summary>The sweep needs a result that is still missing.</summary>
public sealed record Wait : SchedulerStep;

/// <summary>Nothing is left to do: the trials that still pause end.</summary>
/// <param name="Reason">Why, such as the budget that is spent.</param>
/// <param name="Trials">The paused trials.</param>
public sealed record Finish(string Reason, IReadOnlyList<StoppedTrial> Trials) : SchedulerStep;

/// <summary>A paused trial that ends.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Verdict">The verdict at its rung; null if a budget ends it.</param>
public sealed record StoppedTrial(int Trial, PruneVerdict? Verdict);
