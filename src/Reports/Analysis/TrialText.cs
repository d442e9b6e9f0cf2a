using SweepRunner.Reports.Reading;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Analysis;

/// <summary>What is said of a trial in one line.</summary>
internal static class TrialText
{
    /// <summary><c>alexnet-lr/3: kaiming-normal, lr 0.01, seed 1: 0.7889</c>, or how it ended instead of its
    /// value.</summary>
    public static string Of(ReportAnalysis analysis, ReportTrial trial) =>
        $"{Name(trial)}: {analysis.Labels.Short(trial.Cell)}, seed {trial.Record.Definition.Seed}: {End(trial)}";

    /// <summary><c>SWEEP/NUMBER</c>, as commands name it.</summary>
    public static string Name(ReportTrial trial) => trial.Record.Id.ToString();

    private static string End(ReportTrial trial) => trial.Record.Outcome switch
    {
        Outcome.Completed => NumberText.Of(trial.Objective),
        Outcome.Diverged when trial.Record.End is not null => DivergenceText.Of(trial.Record),
        var outcome => outcome.Name(),
    };
}

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
