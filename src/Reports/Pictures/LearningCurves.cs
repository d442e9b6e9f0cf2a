namespace SweepRunner.Reports.Pictures;

/// <summary>A metric by step for each cell: mean and range over its seeds, and a cross where a seed diverged. A reader
/// can choose epochs, images or time instead of steps.</summary>
internal sealed class LearningCurves(ReportAnalysis analysis)
{
    // Cells that are drawn before a reader chooses others.
    private const int ShownRanked = 6, ShownDiverged = 6;

    // Points of all curves: what a page can hold and a picture can show.
    private const int PointBudget = 100_000, FewestPoints = 16, MostPoints = 120;

    private const int MostGaps = 20;

    // With fewer points, the curve of an objective says less than the loss of each step.
    private const int TellingPoints = 5;

    private readonly Objective _objective = Objective.Of(analysis.Data.Sweeps[0].Definition);

    // Metrics among which a reader chooses.
    private const int MostMetrics = 20;

    public ChartGroup? Create()
    {
        var all = Metrics();
        if (all.Count == 0)
            return null;
        var metrics = all.Take(MostMetrics).ToList();
        var left = all.Count - metrics.Count + MetricsWithoutSeries();
        var cells = Order();
        var shown = Shown();
        var perMetric = PointBudget / metrics.Count;
        var perCurve = Clamp(perMetric / cells.Count, FewestPoints, MostPoints);
        var kept = cells.Take(Max(shown.Count, perMetric / perCurve)).ToList();
        return new ChartGroup(
            "learning-curves", ["metric"],
            [.. metrics.Select(metric => new ChartChoice([metric], Chart(metric, kept, shown, perCurve, left)))]);
    }

    // Those with a curve: the objective and the losses, then those of most trials.
    private List<string> Metrics()
    {
        var counts = analysis.Data.Trials.SelectMany(trial => trial.Series)
            .GroupBy(series => series.Key, series => series.Value.Buckets.Count)
            .Where(metric => metric.Max() > 1)
            .ToDictionary(metric => metric.Key, metric => (Most: metric.Max(), Trials: metric.Count()));
        var objective = analysis.Objective;
        var losses = analysis.Data.Sweeps.SelectMany(sweep => TrainingLoss.Of(sweep.Definition)).ToList();
        var first = counts.GetValueOrDefault(objective).Most >= TellingPoints || !losses.Exists(counts.ContainsKey)
            ? losses.Prepend(objective)
            : losses.Append(objective);
        return [.. first.Append(KnownMetrics.ValLoss).Append(KnownMetrics.ValAccuracy).Where(counts.ContainsKey)
            .Concat(counts.OrderByDescending(metric => metric.Value.Trials).ThenBy(metric => metric.Key)
                .Select(metric => metric.Key))
            .Distinct()];
    }

    private int MetricsWithoutSeries() => analysis.Data.Trials
        .SelectMany(trial => trial.Progress.Metrics.Keys
            .Where(metric => !trial.Series.ContainsKey(metric) && !KnownMetrics.Describe(metric).IsSystem))
        .Distinct()
        .Count();

    // By rank. If not all cells can be kept, a fifth are cells in which a seed diverged.
    private List<int> Order()
    {
        var diverged = new Queue<int>(analysis.Cells.Reverse().Where(cell => cell.Count(Outcome.Diverged) > 0)
            .Select(cell => cell.Cell));
        var order = new List<int>();
        foreach (var (index, cell) in analysis.Cells.Index())
        {
            order.Add(cell.Cell);
            if (index % 4 == 3 && diverged.TryDequeue(out var other))
                order.Add(other);
        }
        return [.. order.Distinct()];
    }

    private List<int> Shown()
    {
        // While no cell has completed, the curves of those that pause say most.
        var stopped = analysis.Cells.Where(_ => !analysis.Valued.Any())
            .Where(cell => cell.Count(Outcome.Paused) + cell.Count(Outcome.Pruned) > 0);
        var shown = analysis.Valued.Take(ShownRanked).Concat(analysis.OnlyDiverged.Take(ShownDiverged))
            .Concat(stopped.Take(ShownRanked))
            .Select(cell => cell.Cell)
            .ToList();
        return shown.Count > 0 ? shown : [.. analysis.Cells.Take(ShownRanked).Select(cell => cell.Cell)];
    }

    private XyChart Chart(string metric, List<int> cells, List<int> shown, int capacity, int metricsLeft)
    {
        var curves = cells.ToDictionary(cell => cell, cell => CellCurve.FromSeeds(
            [.. analysis.TrialsOf(cell).SelectMany(trial => Seed(trial, metric))], capacity));
        var drawn = shown.Where(cell => curves.TryGetValue(cell, out var curve) && curve.Steps.Count > 0)
            .Select(cell => (Cell: cell, Curve: curves[cell]))
            .ToList();
        var range = CurveRange.Fit(analysis, drawn);
        var layers = cells.SelectMany(cell => Layers(metric, cell, curves[cell], shown.IndexOf(cell))).ToList();
        return new XyChart
        {
            Name = "learning-curves",
            Title = $"{metric} by step",
            Caption = Caption([.. drawn.Select(each => each.Curve)], cells.Count, shown, metricsLeft),
            X = new Axis { Label = "step", Unit = AxisUnit.Count },
            OtherAcross =
            [
                new Axis { Label = "epochs" },
                new Axis { Label = "images", Unit = AxisUnit.Count },
                new Axis { Label = "time", Unit = AxisUnit.Seconds },
            ],
            Y = new Axis
            {
                Label = metric,
                // Where high values are better, a logarithmic axis would press the good ones together.
                Scale = range.IsLog && _objective.Describe(metric).Goal != MetricGoal.Maximize
                    ? AxisScale.Log
                    : AxisScale.Linear,
                IsScaleSwitchable = range.IsPositive,
                Minimum = range.Minimum,
                Maximum = range.Maximum,
            },
            Layers = [.. layers.OfType<CurveLayer>(), .. layers.OfType<MarkLayer>()],
        };
    }

    // None for a trial without the metric.
    private IEnumerable<SeedSeries> Seed(ReportTrial trial, string metric) =>
        trial.Series.TryGetValue(metric, out var series)
            ? [new SeedSeries(series, trial.Clock(analysis.Data.ReadUtc))]
            : [];

    // The place is the cell's index among the shown cells, or −1.
    private IEnumerable<Layer> Layers(string metric, int cell, CellCurve curve, int place)
    {
        var trials = analysis.TrialsOf(cell).ToList();
        var pace = new TrainingPace(trials);
        var diverged = trials.Where(trial => trial.IsDiverged && trial.Record.End is not null).ToList();
        if (curve.Steps.Count > 0)
        {
            yield return new CurveLayer
            {
                Name = Name(cell, trials, diverged.Count),
                Ink = CurveInk(cell, trials, diverged.Count, place),
                Key = $"{cell}",
                IsShown = place >= 0,
                X = curve.Steps,
                OtherAcross = Across(pace, curve.Steps, curve.Seconds),
                Y = curve.Mean,
                Low = curve.HasRange ? curve.Low : [],
                High = curve.HasRange ? curve.High : [],
            };
        }
        var ends = diverged.Select(trial => new Mark(
            trial,
            trial.Record.End!.Step ?? trial.Record.End.Steps,
            trial.Seconds,
            LastFinite(trial, metric),
            TrialText.Divergence(trial.Record)));
        if (diverged.Count > 0)
            yield return Marks(cell, place, pace, CellText.Diverged(diverged.Count, trials.Count), ends);

        // A NaN or infinity that did not end its trial would be lost in the mean of the others.
        var gaps = trials.Where(trial => !trial.IsDiverged).SelectMany(trial => Gaps(trial, metric)).ToList();
        if (gaps.Count > 0)
            yield return Marks(cell, place, pace, "NaN or infinite", ReportPictures.Thinned(gaps, MostGaps));
    }

    // The marks name a cell that never completes: its name at the end of a curve of four steps would hide others.
    private string Name(int cell, List<ReportTrial> trials, int diverged)
    {
        var (label, atChance) = (analysis.Labels.Short(cell), trials.Count(trial => trial.IsAtChance));
        return atChance > 0 ? $"{label}: {CellText.AtChance(atChance, trials.Count)}"
            : diverged == 0 || trials.Exists(trial => trial.IsRanked) ? label
            : "";
    }

    private static Ink CurveInk(int cell, List<ReportTrial> trials, int diverged, int place)
    {
        var ranked = trials.Where(trial => trial.IsRanked).ToList();
        return ranked.Count > 0 && ranked.All(trial => trial.IsAtChance) ? Ink.AtChance
            : ranked.Count == 0 && diverged > 0 && place >= 0 ? Ink.Diverged
            : Palette.Series(place < 0 ? cell : place);
    }

    // The places in epochs, images and seconds.
    private static IReadOnlyList<IReadOnlyList<double>> Across(
        TrainingPace pace, IReadOnlyList<double> steps, IReadOnlyList<double> seconds) =>
        [[.. steps.Select(pace.EpochsAfter)], [.. steps.Select(pace.ImagesAfter)], seconds];

    private MarkLayer Marks(int cell, int place, TrainingPace pace, string what, IEnumerable<Mark> marks)
    {
        var (drawn, label) = (marks.ToList(), analysis.Labels.Short(cell));
        double[] steps = [.. drawn.Select(mark => mark.Step)];
        return new MarkLayer
        {
            Name = $"{label}: {what}",
            Ink = Ink.Diverged,
            Shape = MarkShape.Cross,
            Key = $"{cell}",
            IsShown = place >= 0,
            X = steps,
            OtherAcross = Across(pace, steps, [.. drawn.Select(mark => mark.Seconds)]),
            Y = [.. drawn.Select(mark => mark.Value)],
            Texts = [.. drawn.Select(mark => $"{label}, seed {mark.Trial.Record.Definition.Seed}: {mark.Text}")],
        };
    }

    private IEnumerable<Mark> Gaps(ReportTrial trial, string metric)
    {
        var last = Edge(metric);
        foreach (var seed in Seed(trial, metric))
        {
            foreach (var bucket in seed.Series.Buckets)
            {
                last = bucket.Count > 0 ? bucket.Mean : last;
                if (bucket.IsFinite)
                    continue;
                var to = bucket.LastStep > bucket.FirstStep ? $" to {bucket.LastStep}" : "";
                var text = $"{metric} is NaN or infinite at step {bucket.FirstStep}{to}";
                yield return new Mark(trial, bucket.FirstStep, seed.SecondsAt(bucket), last, text);
            }
        }
    }

    // A trial that never logged the metric is marked at the worse edge.
    private double LastFinite(ReportTrial trial, string metric) =>
        trial.Series.GetValueOrDefault(metric)
            ?.Buckets.Where(bucket => bucket.Count > 0).Select(bucket => (double?)bucket.Mean).LastOrDefault()
        ?? Edge(metric);

    private double Edge(string metric) => _objective.Describe(metric).Goal == MetricGoal.Maximize
        ? double.NegativeInfinity
        : double.PositiveInfinity;

    private string Caption(List<CellCurve> drawn, int kept, List<int> shown, int metricsLeft)
    {
        var (all, left) = (NumberText.Count(analysis.Cells.Count, "cell"), analysis.Cells.Count - kept);
        var line = !drawn.Exists(curve => curve.HasRange) ? "Line: a cell with one seed."
            : drawn.TrueForAll(curve => curve.HasRange) ? "Line: mean over seeds. Band: their range."
            : "Line: mean over seeds. Band: their range; a cell with one seed has none.";
        var steps = drawn.Select(curve => curve.StepsOfPoint).DefaultIfEmpty(1).Max();
        var thinned = steps > 1 ? $" A point is the mean of up to {steps} steps." : "";
        var cross = shown.Exists(cell => analysis.TrialsOf(cell).Any(trial => trial.IsDiverged))
            ? " Cross: a seed diverged there; one beyond the axis stands at its edge."
            : "";
        var others = analysis.Cells.Count > shown.Count
            ? $" Shown are {shown.Count} of {all}; the ranked table shows and hides others."
            : "";
        string?[] leftOut =
        [
            left > 0 ? $"of {NumberText.Count(left, "cell")} further down" : null,
            metricsLeft > 0 ? $"of {NumberText.Count(metricsLeft, "other metric")}" : null,
        ];
        var curves = string.Join(" and ", leftOut.OfType<string>());
        var missing = curves.Length > 0 ? $" The curves {curves} are left out of this page." : "";
        return $"{line}{thinned}{cross}{others}{missing}";
    }

    private sealed record Mark(ReportTrial Trial, double Step, double Seconds, double Value, string Text);
}
