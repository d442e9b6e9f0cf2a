namespace SweepRunner.Experiments.Data;

/// <summary>A data set in memory.</summary>
/// <param name="Info">Its name and shape.</param>
/// <param name="Train">The training set, the validation part included.</param>
/// <param name="Test">The test set.</param>
public sealed record Dataset(DatasetInfo Info, ImageSet Train, ImageSet Test);
