using SweepRunner.Tracking;

namespace SweepRunner.Reports.Analysis;

/// <summary>How a trial diverged, in one line.</summary>
internal static class DivergenceText
{
    /// <summary><c>nan at step 4, last finite loss 4.688e+27</c>.</summary>
    public static string Of(TrialRecord trial)
    {
        var end = trial.End!;
        var step = end.Step is { } at ? $" at step {at}" : "";
        var loss = end.LastFiniteLoss is { } last ? $", last finite loss {NumberText.Short(last)}" : "";
        return $"{end.Kind ?? "diverged"}{step}{loss}";
    }
}
