namespace SweepRunner.Reports.Analysis;

internal static class CellText
{
    /// <summary><c>0.7889 ± 0.0186 (3 seeds)</c>; the mean alone without an interval; a dash without a value.</summary>
    public static string Mean(CellRow cell) => cell.Sample.Mean is null
        ? "-"
        : $"{MeanAndInterval(cell)} ({NumberText.Count(cell.Sample.Count, "seed")})";

    /// <summary>The same without the seeds.</summary>
    public static string MeanAndInterval(CellRow cell)
    {
        var mean = NumberText.Of(cell.Sample.Mean);
        return cell.Sample.Interval is { } interval ? $"{mean} ± {NumberText.Of(interval.HalfWidth)}" : mean;
    }

    /// <summary><c>2 completed, 1 diverged</c>.</summary>
    public static string Outcomes(CellRow cell) =>
        string.Join(
            ", ", cell.Outcomes.OrderBy(each => Order(each.Key)).Select(each => $"{each.Value} {each.Key.Name()}"));

    public static string Diverged(int diverged, int trials) => $"{diverged} of {trials} diverged";

    public static string AtChance(int atChance, int trials) => $"{atChance} of {trials} did not learn";

    /// <summary><c>1</c>, <c>1=</c> for a shared rank, a dash without a value.</summary>
    public static string Rank(CellRow cell) =>
        cell.Standing.Rank is { } rank ? $"{rank}{(cell.Standing.IsTied ? "=" : "")}" : "-";

    private static int Order(Outcome outcome) => outcome switch
    {
        Outcome.Completed => 0,
        Outcome.Diverged => 1,
        Outcome.Failed => 2,
        _ => 3 + (int)outcome,
    };
}

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

    private static string End(ReportTrial trial) => trial.Record.Outcome switch
    {
        Outcome.Completed => NumberText.Of(trial.Objective),
        Outcome.Diverged when trial.Record.End is not null => Divergence(trial.Record),
        var outcome => outcome.Name(),
    };
}
