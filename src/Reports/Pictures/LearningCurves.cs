using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Formatting;
using SweepRunner.Reports.Reading;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Pictures;

/// <summary>A metric over the steps for each cell: mean and range over its seeds, a cross where a seed
/// diverged.</summary>
internal static class LearningCurves
{
    private const string TrainLoss = "train/loss";

    // Cells that are drawn before a reader chooses others.
    private const int ShownRanked = 6, ShownDiverged = 6;

    // Points of all curves: what a page can hold and a picture can show.
    private const int PointBudget = 100_000, FewestPoints = 16, MostPoints = 120;

    // Places of NaN and infinity that are marked on one cell's curve.
    private const int MostGaps = 20;

    // An objective with fewer points than this on its curve says less than the loss of each step.
    private const int TellingPoints = 5;

    /// <summary>The charts, a metric each; null while no metric has two points.</summary>
    public static ChartGroup? Create(ReportAnalysis analysis)
    {
        var metrics = Metrics(analysis);
        if (metrics.Count == 0)
            return null;
        var cells = Order(analysis);
        var shown = Shown(analysis);
        var perMetric = PointBudget / metrics.Count;
        var perCurve = Math.Clamp(perMetric / cells.Count, FewestPoints, MostPoints);
        var kept = cells.Take(Math.Max(shown.Count, perMetric / perCurve)).ToList();
        return new ChartGroup(
            "learning-curves",
            ["metric"],
            [.. metrics.Select(metric => new ChartChoice([metric], Chart(analysis, metric, kept, shown, perCurve)))]);
    }

    private static List<string> Metrics(ReportAnalysis analysis)
    {
        var counts = analysis.Data.Trials.SelectMany(trial => trial.Series)
            .GroupBy(series => series.Key, series => series.Value.Buckets.Count, StringComparer.Ordinal)
            .Where(metric => metric.Max() > 1)
            .ToDictionary(metric => metric.Key, metric => metric.Max(), StringComparer.Ordinal);
        var objective = analysis.Data.ObjectiveMetric;
        string[] preferred = counts.GetValueOrDefault(objective) >= TellingPoints || !counts.ContainsKey(TrainLoss)
            ? [objective, TrainLoss, "val/loss", "val/accuracy"]
            : [TrainLoss, objective, "val/loss", "val/accuracy"];
        return
        [
            .. preferred
                .Where(counts.ContainsKey)
                .Concat(counts.Keys.Order(StringComparer.Ordinal))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    // By rank; where not all can be kept, a fifth are cells in which a seed diverged.
    private static List<int> Order(ReportAnalysis analysis)
    {
        var cells = analysis.Cells.Select(cell => cell.Cell).ToList();
        var diverged = new Queue<int>(
            Enumerable
                .Reverse(analysis.Cells.ToList())
                .Where(cell => cell.Count(Outcome.Diverged) > 0)
                .Select(cell => cell.Cell));
        var order = new List<int>();
        foreach (var (index, cell) in cells.Index())
        {
            order.Add(cell);
            if (index % 4 == 3 && diverged.TryDequeue(out var other))
                order.Add(other);
        }

        return [.. order.Distinct()];
    }

    private static List<int> Shown(ReportAnalysis analysis)
    {
        var ranked = analysis.Cells.Where(cell => cell.Standing.Rank is not null).Take(ShownRanked);
        var diverged = analysis
            .Cells.Where(cell => cell.Standing.Rank is null && cell.Count(Outcome.Diverged) > 0)
            .Take(ShownDiverged);
        var shown = ranked.Concat(diverged).Select(cell => cell.Cell).ToList();
        return shown.Count > 0 ? shown : [.. analysis.Cells.Take(ShownRanked).Select(cell => cell.Cell)];
    }

    private static XyChart Chart(ReportAnalysis analysis, string metric, List<int> cells, List<int> shown, int capacity)
    {
        var curves = cells.ToDictionary(
            cell => cell,
            cell =>
                CellCurve.FromSeeds(
                    [
                        .. analysis
                            .TrialsOf(cell)
                            .Select(trial => trial.Series.GetValueOrDefault(metric))
                            .OfType<ThinnedSeries>(),
                    ],
                    capacity));
        var range = CurveRange.Fit(analysis, shown.Where(curves.ContainsKey).Select(cell => (cell, curves[cell])));
        var layers = cells
            .SelectMany(cell => Layers(analysis, metric, cell, curves[cell], shown.IndexOfOrNull(cell)))
            .ToList();
        return new XyChart
        {
            Name = "learning-curves",
            Title = $"{metric} by step",
            Caption = Caption(analysis, cells.Count, shown),
            X = new Axis { Label = "step", Unit = AxisUnit.Count },
            Y = new Axis
            {
                Label = metric,
                Scale = range.IsLog ? AxisScale.Log : AxisScale.Linear,
                IsScaleSwitchable = range.IsPositive,
                Minimum = range.Minimum,
                Maximum = range.Maximum,
            },
            // Bands below, marks on top of every curve.
            Layers = [.. layers.OfType<CurveLayer>(), .. layers.OfType<MarkLayer>()],
        };
    }

    private static IEnumerable<Layer> Layers(
        ReportAnalysis analysis, string metric, int cell, CellCurve curve, int? place)
    {
        var isRanked = analysis.TrialsOf(cell).Any(trial => trial.IsRanked);
        var diverged = analysis
            .TrialsOf(cell)
            .Where(trial => trial.Record is { Outcome: Outcome.Diverged, End: not null })
            .ToList();
        var hasBand = !curve.Low.SequenceEqual(curve.High);
        if (curve.Steps.Count > 0)
        {
            yield return new CurveLayer
            {
                // A cell that never completes is known by its marks: its name at the end of a curve of four steps would
                // hide others.
                Name = isRanked || diverged.Count == 0 ? analysis.Labels.Short(cell) : "",
                Ink = isRanked || place is null ? Palette.Series(place ?? cell) : Ink.Diverged,
                Key = $"{cell}",
                IsShown = place is not null,
                X = curve.Steps,
                Y = curve.Mean,
                Low = hasBand ? curve.Low : [],
                High = hasBand ? curve.High : [],
            };
        }

        var ends = diverged.Select(trial => new Mark(
            trial,
            trial.Record.End!.Step ?? trial.Record.End.Steps,
            LastFinite(trial, metric),
            DivergenceText.Describe(trial.Record)));
        if (diverged.Count > 0)
            yield return Marks(
                analysis, cell, place, CellText.Diverged(diverged.Count, analysis.TrialsOf(cell).Count()), ends);

        // What became NaN or infinite without ending the trial would be lost in the mean of the others.
        var gaps = analysis
            .TrialsOf(cell)
            .Where(trial => trial.Record.Outcome != Outcome.Diverged)
            .SelectMany(trial => Gaps(trial, metric))
            .ToList();
        if (gaps.Count > 0)
            yield return Marks(analysis, cell, place, "NaN or infinite", Thinning.Evenly(gaps, MostGaps));
    }

    private static MarkLayer Marks(ReportAnalysis analysis, int cell, int? place, string what, IEnumerable<Mark> marks)
    {
        var drawn = marks.ToList();
        return new MarkLayer
        {
            Name = $"{analysis.Labels.Short(cell)}: {what}",
            Ink = Ink.Diverged,
            Shape = MarkShape.Cross,
            Key = $"{cell}",
            IsShown = place is not null,
            X = [.. drawn.Select(mark => mark.Step)],
            Y = [.. drawn.Select(mark => mark.Value)],
            Texts =
            [
                .. drawn.Select(mark =>
                    $"{analysis.Labels.Short(cell)}, seed {mark.Trial.Record.Definition.Seed}: {mark.Text}"
                ),
            ],
        };
    }

    private static IEnumerable<Mark> Gaps(ReportTrial trial, string metric)
    {
        var last = Edge(metric);
        foreach (var bucket in trial.Series.GetValueOrDefault(metric)?.Buckets ?? [])
        {
            last = bucket.Count > 0 ? bucket.Mean : last;
            if (!bucket.IsFinite)
                yield return new Mark(
                    trial,
                    bucket.FirstStep,
                    last,
                    $"{metric} is NaN or infinite at step "
                        + $"{bucket.FirstStep}{(bucket.LastStep > bucket.FirstStep ? $" to {bucket.LastStep}" : "")}");
        }
    }

    // A trial that never came to log the metric is marked at the worse edge.
    private static double LastFinite(ReportTrial trial, string metric) =>
        trial
            .Series.GetValueOrDefault(metric)
            ?.Buckets.Where(bucket => bucket.Count > 0)
            .Select(bucket => (double?)bucket.Mean)
            .LastOrDefault()
        ?? Edge(metric);

    private static double Edge(string metric) =>
        KnownMetrics.Describe(metric).Goal == MetricGoal.Maximize ? double.NegativeInfinity : double.PositiveInfinity;

    private static string Caption(ReportAnalysis analysis, int kept, List<int> shown)
    {
        var left = analysis.Cells.Count - kept;
        var others =
            analysis.Cells.Count > shown.Count
                ? $" Shown are {shown.Count} of {NumberText.Count(analysis.Cells.Count, "cell")}; the ranked table "
                    + "shows and hides others."
                : "";
        var missing =
            left > 0 ? $" The curves of {NumberText.Count(left, "cell")} further down are left out of this page." : "";
        return "Line: mean over seeds. Band: their range. Cross: a seed diverged there; one beyond the axis "
            + $"stands at its edge.{others}{missing}";
    }

    private sealed record Mark(ReportTrial Trial, double Step, double Value, string Text);

    private static int? IndexOfOrNull(this IReadOnlyList<int> list, int item) =>
        list.Index().Where(each => each.Item == item).Select(each => (int?)each.Index).FirstOrDefault();
}
