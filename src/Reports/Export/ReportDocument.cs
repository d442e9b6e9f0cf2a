using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Statistics;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Export;

/// <summary>A report's numbers for other programs; docs/formats.md lays them out.</summary>
public static class ReportDocument
{
    /// <summary>The report as an object that serializes to JSON.</summary>
    public static object Create(ReportAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var savings = DivergenceSavings.Estimate(analysis.Data.Trials);
        return new
        {
            Sweeps = analysis.Data.Sweeps.Select(sweep => sweep.Definition.Name),
            Objective = new
            {
                Metric = analysis.Data.ObjectiveMetric,
                Goal = analysis.Data.IsMaximized ? "maximize" : "minimize",
            },
            ReadUtc = analysis.Data.ReadUtc.UtcDateTime,
            Outcomes = Enum.GetValues<Outcome>()
                .ToDictionary(
                    outcome => outcome.Name(),
                    outcome => analysis.Data.Trials.Count(trial => trial.Record.Outcome == outcome)),
            WorkSeconds = analysis.Clock.TotalSeconds,
            TrialSeconds = analysis.Data.Trials.Sum(trial => trial.Progress.ElapsedSeconds),
            Saved = new
            {
                savings.Seconds,
                savings.Trials,
                savings.OfTrials,
            },
            Cells = analysis.Cells.Select(cell => Cell(analysis, cell)),
            Importance = new
            {
                Objective = Importance(analysis, analysis.ObjectiveImportance),
                Divergence = Importance(analysis, analysis.DivergenceImportance),
            },
            Findings = Criticism.Find(analysis),
            Diverged = analysis
                .Data.Trials.Where(trial => trial.Record.Outcome == Outcome.Diverged)
                .Select(trial => new
                {
                    trial.Record.Sweep,
                    Trial = trial.Record.Number,
                    trial.Record.Definition.Cell,
                    trial.Record.Definition.Seed,
                    trial.Record.End?.Kind,
                    trial.Record.End?.Step,
                    trial.Record.End?.LastFiniteLoss,
                }),
        };
    }

    private static object Cell(ReportAnalysis analysis, CellRow cell)
    {
        var trials = analysis.TrialsOf(cell.Cell).ToList();
        return new
        {
            trials[0].Record.Sweep,
            Cell = trials[0].Record.Definition.Cell,
            Space = analysis.Data.Parameters.ToDictionary(
                parameter => parameter.Path, parameter => Value(parameter, parameter.LevelOfTrial[trials[0].Number])),
            cell.Standing.Rank,
            cell.Standing.IsTied,
            cell.IsBest,
            cell.Sample.Count,
            cell.Sample.Mean,
            cell.Sample.StandardDeviation,
            cell.Sample.Minimum,
            cell.Sample.Maximum,
            cell.Sample.Interval,
            Outcomes = cell
                .Outcomes.OrderBy(each => each.Key)
                .ToDictionary(each => each.Key.Name(), each => each.Value),
            Seconds = analysis.SecondsOf(cell.Cell),
            cell.Standing.MoreSeeds,
            cell.Standing.NeedsTooManySeeds,
            Trials = trials.Select(trial => new
            {
                Trial = trial.Record.Number,
                trial.Record.Definition.Seed,
                trial.Record.Outcome,
                trial.Objective,
            }),
        };
    }

    private static object Value(Reading.Parameter parameter, int level) =>
        parameter.IsNumeric ? parameter.Numbers[level] : parameter.Levels[level];

    private static object? Importance(ReportAnalysis analysis, FunctionalAnovaResult? result) =>
        result is null
            ? null
            : new
            {
                Parameters = analysis
                    .Varying.Zip(result.Parameters)
                    .ToDictionary(
                        pair => pair.First.Path, pair => new { pair.Second.Mean, pair.Second.StandardDeviation }),
                result.Interactions,
            };
}
