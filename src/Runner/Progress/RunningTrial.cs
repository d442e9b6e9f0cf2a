using System.Globalization;
using SweepRunner.Experiments.Training;

namespace SweepRunner.Runner.Progress;

/// <summary>What a display knows of a trial that runs.</summary>
/// <param name="label">How it is called.</param>
/// <param name="stepsDone">Updates done before it was taken up.</param>
/// <param name="time">The clock of its rate.</param>
internal sealed class RunningTrial(string label, long stepsDone, TimeProvider time)
{
    private readonly long _begin = time.GetTimestamp();

    /// <summary>How it is called.</summary>
    public string Label => label;

    /// <summary>How far it is.</summary>
    public StepProgress Progress { get; set; }

    /// <summary>Its last validation accuracy; null before the first.</summary>
    public double? ValidationAccuracy { get; set; }

    /// <summary><c>epoch 1/2, step 57/240, loss 1.23, 945 images/s, 0:23 left</c>; says so before the first step.</summary>
    public string Position()
    {
        if (Progress.Step <= stepsDone)
            return "starting";

        var elapsed = time.GetElapsedTime(_begin);
        var stepsHere = Progress.Step - stepsDone;
        var imagesHere = Progress.Images * ((double)stepsHere / Progress.Step);
        var left = elapsed * ((double)(Progress.Steps - Progress.Step) / stepsHere);
        var accuracy = ValidationAccuracy is { } value ? string.Create(CultureInfo.InvariantCulture, $", val/accuracy {value:0.000}") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {Progress.Epoch + 1}/{Progress.Epochs}, step {Progress.Step}/{Progress.Steps}, loss {Progress.Loss:G4}{accuracy}, {imagesHere / elapsed.TotalSeconds:0} images/s, {Clock(left)} left");
    }

    private static string Clock(TimeSpan left) => left.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours}:{left:mm\\:ss}")
        : left.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
