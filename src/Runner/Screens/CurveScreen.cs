using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts.Terminal;
using SweepRunner.Reports.Reading;
using SweepRunner.Reports.Statistics;

namespace SweepRunner.Runner.Screens;

/// <summary>Curves of metrics over steps, drawn as text.</summary>
internal static class CurveScreen
{
    // Of the names that trials log, more would hide the fault.
    private const int MostNames = 20;

    private const int MostTrials = 5, Lines = 16, PlainColumns = 80, LeastColumns = 40, MostColumns = 200;

    /// <summary>Draws one chart for each metric: of one trial, of the trials of a cell, or of a sweep's best trials,
    /// which have the best objective and are running or completed. Without metrics it draws the objective, and for a
    /// trial also the loss.</summary>
    /// <exception cref="CommandException">A metric does not exist.</exception>
    public static string Draw(
        CommandContext context, ITrackingStore store, SweepRecord sweep, TrialRecord? trial, ShownCell? cell,
        IReadOnlyList<string> metrics)
    {
        var objective = sweep.Definition.ObjectiveMetric;
        var chosen = metrics.Count > 0 ? metrics
            : trial is null ? [objective]
            : LossOf(store, sweep, trial) is { } loss ? [loss, objective]
            : [objective];
        var draw = trial is not null ? metric => OneTrial(context, store, sweep, trial, metric)
            : cell is not null ? OneCell(context, store, sweep, cell)
            : BestTrials(context, store, sweep);
        return string.Concat(chosen.Distinct().Select(draw));
    }

    // A network logs its loss from the first step on.
    private static string? LossOf(IMetricStore store, SweepRecord sweep, TrialRecord trial) =>
        !KnownPaths.IsProgram(trial.Definition.ConfigJson) ? MetricNames.TrainLoss
            : TrainingLoss.Of(sweep.Definition).FirstOrDefault(metric => store.Metrics(trial.Id, metric).Any());

    private static string OneTrial(
        CommandContext context, IMetricStore store, SweepRecord sweep, TrialRecord trial, string metric)
    {
        var points = Points(store, trial, metric);
        ThrowIfUnknown(store, sweep, [trial], metric, points.Count > 0);
        return Draw(context, sweep, $"{trial.Id}", metric, [new MetricCurve("", points, EndOf(trial))]);
    }

    private static Func<string, string> OneCell(
        CommandContext context, IMetricStore store, SweepRecord sweep, ShownCell cell) =>
        Trials(context, store, sweep, $"{sweep.Name}: {cell.Label}", cell.Records, trial =>
            $"trial {trial.Number}: seed {trial.Definition.Seed}");

    private static Func<string, string> BestTrials(CommandContext context, ITrackingStore store, SweepRecord sweep)
    {
        var trials = TrialReading.Read(store, sweep.Definition).Select(trial => trial.Result).ToList();
        var labels = CellLabels.Of(sweep, [.. trials.Select(trial => trial.Trial)]);
        return Trials(context, store, sweep, $"{sweep.Name}: the best trials", Best(sweep, trials), trial =>
            $"trial {trial.Number}: {labels.OfTrial(trial)}");
    }

    private static Func<string, string> Trials(
        CommandContext context, IMetricStore store, SweepRecord sweep, string title, IReadOnlyList<TrialRecord> trials,
        Func<TrialRecord, string> name) => metric =>
    {
        var curves = trials.Select(trial => new MetricCurve(name(trial), Points(store, trial, metric), EndOf(trial)))
            .ToList();
        ThrowIfUnknown(store, sweep, trials, metric, curves.Exists(curve => curve.Points.Count > 0));
        return Draw(context, sweep, title, metric, curves);
    };

    private static string? EndOf(TrialRecord trial) => trial switch
    {
        { Outcome: Outcome.Diverged, End: { } known } => $"diverged: {known.Kind} at step {NumberText.Of(known.Step)}",
        { Outcome: Outcome.Pruned, Reason: { } reason } => $"pruned: {reason}",
        { Outcome: Outcome.Paused, Reason: { } reason } => $"paused {reason}",
        _ => null,
    };

    private static List<MetricPoint> Points(IMetricStore store, TrialRecord trial, string metric) =>
        [.. store.Metrics(trial.Id, metric).Select(each => each.Point)];

    private static List<TrialRecord> Best(SweepRecord sweep, List<TrialResult> trials)
    {
        var ranked = trials.Where(trial => trial.Trial.Outcome is Outcome.Completed or Outcome.Running
            && trial.Objective is { } value && double.IsFinite(value));
        var sign = sweep.Definition.IsObjectiveMaximized ? -1 : 1;
        return [.. ranked.OrderBy(trial => sign * trial.Objective!.Value).Take(MostTrials)
            .Select(trial => trial.Trial)];
    }

    private static void ThrowIfUnknown(
        IMetricStore store, SweepRecord sweep, IReadOnlyList<TrialRecord> trials, string metric, bool isLogged)
    {
        if (isLogged || metric == sweep.Definition.ObjectiveMetric)
            return;
        // The names of a program are its own.
        var names = trials.Any(trial => KnownPaths.IsProgram(trial.Definition.ConfigJson))
            ? [.. trials.SelectMany(trial => store.Metrics(trial.Id)).Select(point => point.Point.Metric).Distinct()]
            : MetricNames.All;
        if (names.Contains(metric))
            return;
        var hint = NearestName.Find(metric, names) is { } nearest ? $"Did you mean '{nearest}'?"
            : names.Count == 0 ? "None is logged yet."
            : $"Trials log {string.Join(", ", names.Take(MostNames))}"
                + $"{(names.Count > MostNames ? $" and {names.Count - MostNames} others" : "")}.";
        throw new CommandException($"There is no metric '{metric}' to draw. {hint}");
    }

    private static string Draw(
        CommandContext context, SweepRecord sweep, string title, string metric, IReadOnlyList<MetricCurve> curves)
    {
        var columns = Math.Min(context.Columns ?? PlainColumns, MostColumns);
        if (columns >= LeastColumns)
            return "\n" + CurveChart.Draw(
                title, Objective.Of(sweep.Definition).Describe(metric), curves, columns, Lines);
        var refusal = $"The curves of {metric} need {LeastColumns} columns; the terminal has {columns}.";
        return $"\n{string.Join('\n', ScreenText.Broken(refusal, columns))}\n";
    }
}
