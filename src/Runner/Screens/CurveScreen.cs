using SweepRunner.Configuration;
using SweepRunner.Experiments.Training;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Terminal;
using SweepRunner.Reports.Formatting;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Runner.Screens;

/// <summary>Curves of metrics over the steps, drawn as text.</summary>
internal static class CurveScreen
{
    private const int MostTrials = 5, Lines = 16, PlainColumns = 80, LeastColumns = 40, MostColumns = 200;

    // Where a curve spans more, its small values would lie on the axis.
    private const double LogarithmicFrom = 100;

    /// <summary>A trial's curves, a chart for each metric.</summary>
    /// <param name="context">What the command talks to.</param>
    /// <param name="store">The store.</param>
    /// <param name="sweep">The trial's sweep.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="metrics">The metrics; none for the training loss and the objective.</param>
    /// <exception cref="CommandException">There is no such metric.</exception>
    public static string Of(
        CommandContext context,
        ITrackingStore store,
        SweepRecord sweep,
        TrialRecord trial,
        IReadOnlyList<string> metrics)
    {
        IReadOnlyList<string> chosen =
            metrics.Count > 0 ? metrics : [MetricNames.TrainLoss, sweep.Definition.ObjectiveMetric];
        return string.Concat(chosen.Distinct().Select(metric =>
        {
            var points = store.Metrics(trial.Id, metric).Select(each => each.Point).ToList();
            ThrowIfUnknown(metric, points.Count > 0);
            var curve = Curve(points);
            List<Layer> layers = [curve];
            if (trial is { Outcome: Outcome.Diverged, End: { } end })
                layers.Add(Divergence(curve, end));
            return Draw(context, trial.Id.ToString(), metric, layers);
        }));
    }

    /// <summary>Curves of a sweep's best trials, a chart for each metric. Best is who has the best last objective; one
    /// that diverged, failed or was cut never is.</summary>
    /// <param name="context">What the command talks to.</param>
    /// <param name="store">The store.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="metrics">The metrics; none for the objective.</param>
    /// <exception cref="CommandException">There is no such metric.</exception>
    public static string Of(
        CommandContext context, ITrackingStore store, SweepRecord sweep, IReadOnlyList<string> metrics)
    {
        var trials = store.Trials(sweep.Definition.Name);
        var space = new SpaceColumns(sweep.Definition.SpacePaths, trials);
        var best = Best(store, sweep, trials);
        IReadOnlyList<string> chosen = metrics.Count > 0 ? metrics : [sweep.Definition.ObjectiveMetric];
        return string.Concat(chosen.Distinct().Select(metric =>
        {
            var curves = best.Select(trial =>
                    (
                        Trial: trial,
                        Points: store
                            .Metrics(trial.Id, metric)
                            .Select(each => each.Point)
                            .ToList())
                )
                .ToList();
            ThrowIfUnknown(metric, curves.Any(curve => curve.Points.Count > 0));
            return Draw(
                context,
                $"{sweep.Definition.Name}: the best trials",
                metric,
                [
                    .. curves.Select(
                        (curve, rank) =>
                            Curve(curve.Points) with
                            {
                                Name = string.Join(
                                    ' ',
                                    [
                                        $"trial {curve.Trial.Number}",
                                        .. space.Of(curve.Trial).Where(text => text.Length > 0),
                                        $"seed {curve.Trial.Definition.Seed}",
                                    ]),
                                Ink = Palette.Series(rank),
                            }),
                ]);
        }));
    }

    private static List<TrialRecord> Best(ITrackingStore store, SweepRecord sweep, IReadOnlyList<TrialRecord> trials)
    {
        var objectives = new Dictionary<int, double>();
        // A trial's points come in the order of their steps: its last stays.
        foreach (var point in store.Metrics(sweep.Definition.Name, metric: sweep.Definition.ObjectiveMetric))
            objectives[point.Trial] = point.Point.Value;
        var ranked = trials.Where(trial => trial.Outcome is Outcome.Completed or Outcome.Running
            && double.IsFinite(objectives.GetValueOrDefault(trial.Number, double.NaN)));
        return
        [
            .. ranked
                .OrderBy(trial =>
                    sweep.Definition.IsObjectiveMaximized ? -objectives[trial.Number] : objectives[trial.Number]
                )
                .Take(MostTrials),
        ];
    }

    private static void ThrowIfUnknown(string metric, bool isLogged)
    {
        if (isLogged || MetricNames.All.Contains(metric))
            return;
        var nearest = NearestName.Find(metric, MetricNames.All);
        var hint = nearest is null ? $"Trials log {string.Join(", ", MetricNames.All)}." : $"Did you mean '{nearest}'?";
        throw new CommandException($"There is no metric '{metric}' to draw. {hint}");
    }

    private static CurveLayer Curve(IReadOnlyList<MetricPoint> points) => new()
    {
        X = [.. points.Select(point => (double)point.Step)],
        Y = [.. points.Select(point => point.Value)],
    };

    // A cross where the curve was seen last; without a finite value only its line of the legend.
    private static MarkLayer Divergence(CurveLayer curve, TrialEnd end)
    {
        var last = curve
            .X.Zip(curve.Y)
            .LastOrDefault(point => double.IsFinite(point.Second), (First: double.NaN, Second: double.NaN));
        return new MarkLayer
        {
            Name = $"diverged: {end.Kind} at step {NumberText.Of(end.Step)}",
            Ink = Ink.Diverged,
            Shape = MarkShape.Cross,
            X = [last.First],
            Y = [last.Second],
        };
    }

    private static string Draw(CommandContext context, string title, string metric, IReadOnlyList<Layer> layers)
    {
        var finite = layers
            .OfType<CurveLayer>()
            .SelectMany(curve => curve.Y)
            .Where(double.IsFinite)
            .DefaultIfEmpty()
            .ToList();
        var chart = new XyChart
        {
            Name = "curves",
            Title = title,
            X = new Axis { Label = "step", Unit = AxisUnit.Count },
            Y = new Axis
            {
                Label = metric,
                Unit = metric.EndsWith("/accuracy", StringComparison.Ordinal) ? AxisUnit.Share : AxisUnit.Number,
                Scale =
                    finite.Min() > 0 && finite.Max() / finite.Min() > LogarithmicFrom
                        ? AxisScale.Log
                        : AxisScale.Linear,
            },
            Layers = layers,
        };
        var columns = context.IsTerminal ? Math.Min(context.Output.Profile.Width, MostColumns) : PlainColumns;
        if (columns < LeastColumns)
        {
            var refusal = $"The curves of {metric} need {LeastColumns} columns; the terminal has {columns}.";
            return $"\n{string.Join('\n', ScreenText.Broken(refusal, columns))}\n";
        }

        return "\n" + new TerminalRenderer().Render(chart, new ChartStyle(columns, Lines));
    }
}
