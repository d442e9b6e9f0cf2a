namespace SweepRunner.Reports.Analysis;

internal static class TrialText
{
    /// <c>alexnet-lr/3: kaiming-normal, lr 0.01, seed 1: 0.7889</c>, or the end of the trial instead of its value.
    public static string Describe(ReportAnalysis analysis, ReportTrial trial)
    {
        var (record, label) = (trial.Record, analysis.Labels.Short(trial.Cell));
        return $"{record.Id}: {label}, seed {record.Definition.Seed}: {End(trial)}";
    }

    /// <c>nan at step 4, last finite loss 4.688e+27</c>.
    public static string Divergence(TrialRecord trial)
    {
        var end = trial.End!;
        var step = end.Step is { } at ? $" at step {at}" : "";
        var loss = end.LastFiniteLoss is { } last ? $", last finite loss {NumberText.Short(last)}" : "";
        return $"{end.Kind ?? "diverged"}{step}{loss}";
    }

    /// <summary>The value of a completed trial, or how another one ended.</summary>
    public static string End(ReportTrial trial) => trial.Record.Outcome switch
    {
        Outcome.Completed => NumberText.Of(trial.Objective),
        Outcome.Diverged when trial.Record.End is not null => Divergence(trial.Record),
        Outcome.Pruned when trial.Record.Reason is { } reason => $"pruned: {reason}",
        Outcome.Paused when trial.Record.Reason is { } reason => $"paused {reason}",
        var outcome => outcome.Name(),
    };
}
