namespace SweepRunner.Reports.Pictures;

/// <summary>The best objective of any completed trial over time.</summary>
internal sealed class BestSoFar(ReportAnalysis analysis)
{
    /// <summary>Single trials that are drawn; the staircase itself is exact.</summary>
    public const int MostMarks = 1500;

    public ChartGroup Create()
    {
        var ended = analysis.Data.Trials.Where(trial => trial.Record.EndedUtc is not null)
            .OrderBy(At)
            .ToList();
        var marks = new TrialMarks(analysis, MostMarks, (trial, _) => At(trial));
        return new ChartGroup(new XyChart
        {
            Name = "best-so-far",
            Title = $"Best so far: {analysis.ObjectiveName}",
            Caption =
                $"Staircase: the best completed trial{Learned(ended)} up to then. Marks: trials; those that diverged "
                + $"are at the worse edge.{TrialMarks.StoppedText(ended)} Time in which nothing ran is left out.",
            X = new Axis { Label = "time", Unit = AxisUnit.Seconds, Minimum = 0 },
            Y = new Axis { Label = analysis.ObjectiveName },
            Layers =
            [
                marks.Completed(ended, Ink.Muted),
                .. marks.Others(ended),
                Staircase(ended.Where(trial => trial is { IsRanked: true, IsAtChance: false })
                    .Select(trial => (trial, At(trial)))),
            ],
        })
        {
            IsDrawnByPage = true,
        };
    }

    /// <summary>The time at which a trial ended.</summary>
    public double At(ReportTrial trial) => analysis.Clock.SecondsAt(trial.Record.EndedUtc!.Value);

    private static string Learned(List<ReportTrial> ended) =>
        ended.Exists(trial => trial.IsAtChance) ? " that learned" : "";

    private CurveLayer Staircase(IEnumerable<(ReportTrial Trial, double At)> completed)
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
        return new CurveLayer { Ink = Ink.Series0, IsStep = true, X = times, Y = values };
    }
}
