namespace SweepRunner.Reports.Reading;

/// <summary>How far a trial is after a step, in epochs and in images seen; NaN where the store does not say.</summary>
internal sealed record TrainingPace
{
    private const string BatchSizePath = "data.batchSize";
    private readonly double _stepsPerEpoch = double.NaN, _batchSize = double.NaN, _trainImages = double.NaN;

    /// <summary>Reads the pace of trials that are equal but for their seed, at least one.</summary>
    public TrainingPace(IReadOnlyList<ReportTrial> trials)
    {
        var definition = trials[0].Record.Definition;
        var batchSize = ConfigLeaves.Of(definition.ConfigJson).GetValueOrDefault(BatchSizePath);
        if (double.TryParse(batchSize, out var images) && images > 0)
            _batchSize = images;
        if (definition.Data is { TrainImages: > 0 } data)
        {
            _trainImages = data.TrainImages;
            _stepsPerEpoch = Ceiling(_trainImages / _batchSize);
        }
        else if (trials.Select(trial => trial.Record.End).FirstOrDefault(IsWhole) is { } end)
        {
            // Stores of older versions do not have the number of images.
            _stepsPerEpoch = (double)end.Steps / end.Epochs;
        }
    }

    /// <summary>The epochs after a 0-based step, which may be the middle of two steps.</summary>
    public double EpochsAfter(double step) =>
        double.IsNaN(_trainImages) ? (step + 1) / _stepsPerEpoch : ImagesAfter(step) / _trainImages;

    /// <summary>The images seen after a step. The last batch of an epoch may be smaller.</summary>
    public double ImagesAfter(double step)
    {
        if (double.IsNaN(_trainImages))
            return (step + 1) * _batchSize;
        var epoch = Floor(step / _stepsPerEpoch);
        var inEpoch = (step - (epoch * _stepsPerEpoch) + 1) * _batchSize;
        return (epoch * _trainImages) + Min(inEpoch, _trainImages);
    }

    // A diverged trial ended within an epoch.
    private static bool IsWhole(TrialEnd? end) => end is { Outcome: Outcome.Completed, Epochs: > 0 };
}
