using SweepRunner.Reports.Pictures;

namespace SweepRunner.Reports.Html;

/// <summary>Why trials were pruned, or pause.</summary>
internal sealed class StoppedTable(ReportAnalysis analysis)
{
    public PageTable? Create()
    {
        var stopped = analysis.Data.Trials.Where(TrialMarks.IsStopped).ToList();
        return stopped.Count == 0 ? null : new PageTable(
            [
                new("trial"),
                .. analysis.Varying.Select(parameter => new PageColumn(parameter.Path, parameter.HasNumbers)),
                new("seed"),
                new("outcome", false),
                new("why", false, "The rung, the value there and the worst value that went on"),
                new("epochs"),
                new(analysis.ObjectiveName, true, "The value that it had reached; it enters no mean"),
                new("time"),
            ],
            [.. stopped.Select(Row)]);
    }

    private PageRow Row(ReportTrial trial) => new()
    {
        Cells =
        [
            trial.Record.Number,
            .. analysis.Varying.Select(parameter => PageRow.Value(parameter, trial)),
            trial.Record.Definition.Seed,
            trial.Record.Outcome.Name(),
            trial.Record.Reason,
            trial.Progress.Epochs,
            trial.Objective is { } value && double.IsFinite(value) ? PageRow.Number(value, NumberText.Of(value)) : null,
            PageRow.Seconds(trial.Seconds),
        ],
        Key = $"{trial.Cell}",
        Command = RerunCommand.ForTrial(trial.Record, analysis.Commands),
        About = TrialText.Describe(analysis, trial),
    };
}

/// <summary>Why cells got further seeds, in the order of the decisions.</summary>
internal sealed class SeedsTable(ReportAnalysis analysis)
{
    public PageTable? Create()
    {
        var decisions = analysis.Data.Decisions
            .Where(decision => decision.Kind == DecisionKind.Seed && decision.Trials.Count > 0)
            .ToList();
        return decisions.Count == 0 ? null : new PageTable(
            [
                new("decision"),
                new("cell"),
                .. analysis.Varying.Select(parameter => new PageColumn(parameter.Path, parameter.HasNumbers)),
                new("seeds", false, "The seeds that it got"),
                new("why", false),
            ],
            [.. decisions.Select(Row)]);
    }

    private PageRow Row(DecisionRecord decision)
    {
        var trials = decision.Trials.Select(number => analysis.Data.Trials[number]).ToList();
        var (first, cell) = (trials[0], trials[0].Record.Definition.Cell);
        return new PageRow
        {
            Cells =
            [
                decision.Number,
                cell,
                .. analysis.Varying.Select(parameter => PageRow.Value(parameter, first)),
                string.Join(", ", trials.Select(trial => trial.Record.Definition.Seed)),
                decision.Reason,
            ],
            Key = $"{first.Cell}",
            Command = RerunCommand.ForCell(first.Record.Sweep, cell, analysis.Commands),
            About = $"{analysis.Labels.Long(first.Cell)}: {decision.Reason}",
        };
    }
}
