namespace SweepRunner.Reports.Statistics;

/// <summary>What a cell reached.</summary>
/// <param name="Cell">The cell's number in the plan.</param>
/// <param name="ObjectiveBySeed">The objective of each completed trial by its seed; one that is not finite counts as missing.</param>
public sealed record CellObjectives(int Cell, IReadOnlyDictionary<long, double> ObjectiveBySeed);
