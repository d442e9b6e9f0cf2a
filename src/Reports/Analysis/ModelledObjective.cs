namespace SweepRunner.Reports.Analysis;

/// <summary>What a model of the results of a sweep says of a point: the mean and the standard deviation of the
/// objective.</summary>
public readonly record struct Prediction(double Mean, double Deviation);

/// <summary>Predicts the objective of a sweep.</summary>
/// <param name="sweep">The sweep.</param>
/// <param name="like">A trial, whose values a point has where it has none of its own.</param>
/// <param name="points">Points, each with values as JSON by path, such as <c>0.01</c> at <c>optimizer.lr</c>.</param>
/// <returns>A prediction for each point; null if there is no model of the sweep.</returns>
public delegate IReadOnlyList<Prediction>? ModelledObjective(
    SweepRecord sweep, TrialRecord like, IReadOnlyList<IReadOnlyDictionary<string, string>> points);
