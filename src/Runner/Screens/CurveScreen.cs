using SweepRunner.Configuration;
using SweepRunner.Experiments.Training;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Charts.Terminal;
using SweepRunner.Reports.Formatting;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Runner.Screens;

/// <summary>Curves of metrics over steps, drawn as text.</summary>
internal static class CurveScreen
{
    private const int MostTrials = 5, Lines = 16, PlainColumns = 80, LeastColumns = 40, MostColumns = 200;

    // A curve that spans more would have its small values on the axis.
    private const double LogarithmicFrom = 100;

    /// <summary>Draws one chart for each metric: of one trial, or of a sweep's best trials, which have the best last
    /// objective and are running or completed.</summary>
    /// <param name="context">The output.</param>
    /// <param name="store">The store.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trial">The trial; null for the best trials of the sweep.</param>
    /// <param name="metrics">The metrics; empty for the objective, and for a trial also the training loss.</param>
    /// <exception cref="CommandException">A metric does not exist.</exception>
    public static string Draw(
        CommandContext context,
        ITrackingStore store,
        SweepRecord sweep,
        TrialRecord? trial,
        IReadOnlyList<string> metrics)
    {
        var objective = sweep.Definition.ObjectiveMetric;
        var chosen = metrics.Count > 0 ? metrics : trial is null ? [objective] : [MetricNames.TrainLoss, objective];
        var draw = trial is null
            ? BestTrials(context, store, sweep)
            : metric => OneTrial(context, store, trial, metric);
        return string.Concat(chosen.Distinct().Select(draw));
    }

    private static string OneTrial(CommandContext context, IMetricStore store, TrialRecord trial, string metric)
    {
        var curve = Curve(Points(store, trial, metric));
        ThrowIfUnknown(metric, curve.X.Count > 0);
        List<Layer> layers = [curve];
        if (trial is { Outcome: Outcome.Diverged, End: { } end })
            layers.Add(Divergence(curve, end));
        return Draw(context, $"{trial.Id}", metric, layers);
    }

    private static Func<string, string> BestTrials(CommandContext context, ITrackingStore store, SweepRecord sweep)
    {
        var trials = store.Trials(sweep.Definition.Name);
        var space = new SpaceColumns(sweep.Definition.SpacePaths, trials);
        var best = Best(store, sweep, trials);
        return metric =>
        {
            var curves = best
                .Select((trial, rank) => Curve(Points(store, trial, metric)) with
                {
                    Name = string.Join(
                        ' ',
                        [
                            $"trial {trial.Number}",
                            .. space.Of(trial).Where(text => text.Length > 0),
                            $"seed {trial.Definition.Seed}",
                        ]),
                    Ink = Palette.Series(rank),
                })
                .ToList();
            ThrowIfUnknown(metric, curves.Any(curve => curve.X.Count > 0));
            return Draw(context, $"{sweep.Definition.Name}: the best trials", metric, curves);
        };
    }

    private static List<MetricPoint> Points(IMetricStore store, TrialRecord trial, string metric) =>
        [.. store.Metrics(trial.Id, metric).Select(each => each.Point)];

    private static List<TrialRecord> Best(ITrackingStore store, SweepRecord sweep, IReadOnlyList<TrialRecord> trials)
    {
        var objectives = new Dictionary<int, double>();
        // The points of a trial are in the order of their steps, so its last one stays.
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

    // A cross at the last finite value; without one, only a line in the legend.
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
        var columns = Math.Min(context.Columns ?? PlainColumns, MostColumns);
        if (columns < LeastColumns)
        {
            var refusal = $"The curves of {metric} need {LeastColumns} columns; the terminal has {columns}.";
            return $"\n{string.Join('\n', ScreenText.Broken(refusal, columns))}\n";
        }

        return "\n" + new TerminalRenderer().Render(chart, new ChartStyle(columns, Lines));
    }
}
