using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Reading;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Pictures;

/// <summary>The best objective of any completed trial as time went on: what more time has brought.</summary>
internal static class BestSoFar
{
    // Single trials that are drawn; the staircase itself is exact.
    private const int MostMarks = 1500;

    /// <summary>The chart.</summary>
    public static ChartGroup Create(ReportAnalysis analysis)
    {
        var ended = analysis
            .Data.Trials.Where(trial => trial.Record.EndedUtc is not null)
            .OrderBy(trial => trial.Record.EndedUtc)
            .Select(trial => (Trial: trial, At: analysis.Clock.SecondsAt(trial.Record.EndedUtc!.Value)))
            .ToList();
        var completed = ended.Where(each => each.Trial.IsRanked).ToList();
        var (times, values) = Staircase(analysis, completed);
        var diverged = ended.Where(each => each.Trial.Record.Outcome == Outcome.Diverged).ToList();
        return new ChartGroup(
            new XyChart
            {
                Name = "best-so-far",
                Title = $"Best {analysis.Data.ObjectiveMetric} so far",
                Caption =
                    "Staircase: the best completed trial up to then. Dots: completed trials. Crosses at the "
                    + "worse edge: trials that diverged. Time in which nothing ran is left out.",
                X = new Axis
                {
                    Label = "time",
                    Unit = AxisUnit.Seconds,
                    Minimum = 0,
                },
                Y = new Axis { Label = analysis.Data.ObjectiveMetric },
                Layers =
                [
                    Marks(analysis, "completed", Ink.Muted, MarkShape.Dot, completed, trial => trial.Objective!.Value),
                    Marks(analysis, "diverged", Ink.Diverged, MarkShape.Cross, diverged, _ => analysis.Worst),
                    new CurveLayer
                    {
                        Ink = Ink.Series0,
                        IsStep = true,
                        X = times,
                        Y = values,
                    },
                ],
            });
    }

    private static (List<double> Times, List<double> Values) Staircase(
        ReportAnalysis analysis, IEnumerable<(ReportTrial Trial, double At)> completed)
    {
        var (times, values) = (new List<double>(), new List<double>());
        foreach (var (trial, at) in completed)
        {
            var value = trial.Objective!.Value;
            if (values.Count > 0 && (analysis.Data.IsMaximized ? value <= values[^1] : value >= values[^1]))
                continue;
            times.Add(at);
            values.Add(value);
        }

        if (values.Count > 0 && times[^1] < analysis.Clock.TotalSeconds)
        {
            times.Add(analysis.Clock.TotalSeconds);
            values.Add(values[^1]);
        }

        return (times, values);
    }

    private static MarkLayer Marks(
        ReportAnalysis analysis,
        string name,
        Ink ink,
        MarkShape shape,
        List<(ReportTrial Trial, double At)> trials,
        Func<ReportTrial, double> value)
    {
        var drawn = Thinning.Evenly(trials, MostMarks);
        return new MarkLayer
        {
            Name = drawn.Count < trials.Count ? $"{name} ({drawn.Count} of {trials.Count} drawn)" : name,
            Ink = ink,
            Shape = shape,
            X = [.. drawn.Select(each => each.At)],
            Y = [.. drawn.Select(each => value(each.Trial))],
            Texts = [.. drawn.Select(each => TrialText.Describe(analysis, each.Trial))],
        };
    }
}
