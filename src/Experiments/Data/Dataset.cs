namespace SweepRunner.Experiments.Data;

/// <summary>A data set in memory.</summary>
/// <param name="Info">Its name and shape.</param>
/// <param name="Train">The training set, the validation part included.</param>
/// <param name="Test">The test set.</param>
public sealed record Dataset(DatasetInfo Info, ImageSet Train, ImageSet Test);

/// <summary>What is known of a data set before a file of it is read.</summary>
/// <param name="Name">The name in a config.</param>
/// <param name="Channels">Channels of an image.</param>
/// <param name="Height">Height of an image in pixels.</param>
/// <param name="Width">Width of an image in pixels.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="TrainImages">Images of the training set, validation part included.</param>
/// <param name="TestImages">Images of the test set.</param>
public sealed record DatasetInfo(
    string Name, int Channels, int Height, int Width, int Classes, int TrainImages, int TestImages);
