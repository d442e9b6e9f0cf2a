namespace SweepRunner.Reports.Export;

/// <summary>The numbers of a report for other programs. The layout is in <c>docs/formats.md</c>.</summary>
public static class ReportDocument
{
    /// <summary>Creates an object that serializes to JSON.</summary>
    public static object Create(ReportAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var savings = DivergenceSavings.Estimate(analysis.Data);
        return new
        {
            Sweeps = analysis.Data.Sweeps.Select(sweep => sweep.Definition.Name),
            Objective = new
            {
                Metric = analysis.Objective,
                Goal = analysis.Data.IsMaximized ? "maximize" : "minimize",
                Objective.Of(analysis.Data.Sweeps[0].Definition).At,
            },
            ReadUtc = analysis.Data.ReadUtc.UtcDateTime,
            Outcomes = Enum.GetValues<Outcome>()
                .ToDictionary(outcome => outcome.Name(), outcome => analysis.Data.TrialsWith(outcome).Count()),
            WorkSeconds = analysis.Clock.TotalSeconds,
            analysis.TrialSeconds,
            Saved = savings,
            analysis.Margin,
            Best = BestOf(analysis),
            NoBest = NoBestOf(analysis),
            Cells = analysis.Cells.Select(cell => Cell(analysis, cell)),
            Importance = new
            {
                Objective = Importance(analysis, analysis.ObjectiveImportance),
                Divergence = Importance(analysis, analysis.DivergenceImportance),
            },
            Findings = new Criticism(analysis).Find(),
            Diverged = analysis.Data.Diverged.Select(trial => new
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

    /// <summary>The best cell as an object that serializes to JSON; null if there is none.</summary>
    public static object? BestOf(ReportAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return analysis.Best is { } best ? Best(analysis, best) : null;
    }

    /// <summary>Why no cell is best; null if one is.</summary>
    public static string? NoBestOf(ReportAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return analysis.Best is null ? analysis.ReasonOfNoBest : null;
    }

    private static object Cell(ReportAnalysis analysis, CellRow cell)
    {
        var trials = analysis.TrialsOf(cell.Cell).ToList();
        return new
        {
            trials[0].Record.Sweep,
            trials[0].Record.Definition.Cell,
            Label = analysis.Labels.Short(cell.Cell),
            Space = analysis.Data.Parameters.ToDictionary(
                parameter => parameter.Path, parameter => Value(parameter, parameter.LevelOf(trials[0]))),
            cell.Group,
            cell.Rank,
            cell.IsBest,
            cell.Standing.CouldBeBest,
            cell.Sample.Count,
            cell.Sample.Mean,
            cell.Sample.StandardDeviation,
            cell.Sample.Minimum,
            cell.Sample.Maximum,
            cell.Sample.Interval,
            Outcomes = cell.Outcomes.OrderBy(each => each.Key)
                .ToDictionary(each => each.Key.Name(), each => each.Value),
            Seconds = analysis.SecondsOf(cell.Cell),
            cell.Standing.MoreSeeds,
            cell.Standing.NeedsTooManySeeds,
            cell.Standing.IsWithinMargin,
            cell.AtChance,
            Trials = trials.Select(trial => new
            {
                Trial = trial.Record.Number,
                trial.Record.Definition.Seed,
                trial.Record.Outcome,
                trial.Record.Reason,
                trial.Learning,
                trial.Objective,
            }),
        };
    }

    private static object Best(ReportAnalysis analysis, CellRow best)
    {
        var record = analysis.TrialsOf(best.Cell).First().Record;
        return new
        {
            record.Sweep,
            record.Definition.Cell,
            Label = analysis.Labels.Short(best.Cell),
            best.Sample.Mean,
            Test = analysis.TestOf(best) is var (metric, sample)
                ? new { Metric = metric, sample.Count, sample.Mean, sample.Interval }
                : null,
        };
    }

    private static object? Value(Parameter parameter, int level) => parameter.NumberOf(level) is { } number ? number
        : parameter.Levels[level] is Parameter.None ? null
        : parameter.Levels[level];

    private static object? Importance(ReportAnalysis analysis, FunctionalAnovaResult? result) =>
        result is null ? null : new
        {
            Parameters = analysis.Varying.Zip(result.Parameters)
                .ToDictionary(pair => pair.First.Path, pair => pair.Second),
            result.Interactions,
        };
}
