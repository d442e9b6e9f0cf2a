namespace SweepRunner.Reports.Statistics;

/// <summary>The share of the objective's variance that one parameter accounts for by itself.</summary>
/// <param name="Mean">Mean over the trees, in [0, 1].</param>
/// <param name="StandardDeviation">Over the trees (divisor n − 1); how far the forest agrees with itself. 0 with one tree.</param>
public readonly record struct Importance(double Mean, double StandardDeviation);

/// <summary>What the variance of an objective over the space is made of. The parameters' means and the interactions add up to 1.</summary>
/// <param name="Parameters">Each parameter's share, in the order of the coordinates.</param>
/// <param name="Interactions">What no parameter accounts for alone, in [0, 1]; mean over the trees.</param>
public sealed record FunctionalAnovaResult(IReadOnlyList<Importance> Parameters, double Interactions);
