using SweepRunner.Reports.Analysis;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Html;

/// <summary>The trials that diverged: where, how, and what the loss was before.</summary>
internal static class DivergedTable
{
    /// <summary>The table.</summary>
    public static PageTable Of(ReportAnalysis analysis)
    {
        var sweeps = analysis
            .Data.Sweeps.Index()
            .ToDictionary(sweep => sweep.Item.Definition.Name, sweep => sweep.Index, StringComparer.Ordinal);
        return new PageTable(
            [
                new PageColumn("trial"),
                .. analysis.Varying.Select(parameter => new PageColumn(parameter.Path, parameter.IsNumeric)),
                new PageColumn("seed"),
                new PageColumn(
                    "kind",
                    false,
                    "nan, inf, loss-above: the loss; exploded: a huge loss and answers of chance; collapsed: "
                        + "no gradient reaches the first layer"),
                new PageColumn("at step"),
                new PageColumn("last finite loss"),
                new PageColumn("time"),
            ],
            [
                .. analysis
                    .Data.Trials.Where(trial => trial.Record.Outcome == Outcome.Diverged)
                    .Select(trial => new PageRow
                    {
                        Cells =
                        [
                            trial.Record.Number,
                            .. analysis.Varying.Select(parameter =>
                                CellsTable.Value(parameter, parameter.LevelOfTrial[trial.Number])
                            ),
                            trial.Record.Definition.Seed,
                            trial.Record.End?.Kind,
                            trial.Record.End?.Step,
                            trial.Record.End?.LastFiniteLoss is { } loss
                                ? new object[] { loss, NumberText.Short(loss) }
                                : null,
                            new object[]
                            {
                                Math.Round(trial.Progress.ElapsedSeconds, 1),
                                NumberText.OfSeconds(trial.Progress.ElapsedSeconds),
                            },
                        ],
                        Sweep = sweeps[trial.Record.Sweep],
                        Command = RerunCommand.OfTrial(analysis.Data.Sweeps[sweeps[trial.Record.Sweep]], trial),
                        About = TrialText.Of(analysis, trial),
                    }),
            ]);
    }
}
