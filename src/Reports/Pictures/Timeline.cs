namespace SweepRunner.Reports.Pictures;

/// <summary>The trials of each worker over time.</summary>
internal sealed class Timeline(ReportAnalysis analysis)
{
    // Neighbours below this share of the whole are drawn as one.
    private const double FinestShare = 1.0 / 1500;
    private const string Interrupted = "interrupted", Running = "running", AtChance = "did not learn";
    private const string Paused = "paused at a rung";

    private static readonly (string Ending, Ink Ink)[] Inks =
    [
        (Outcome.Completed.Name(), Ink.Series2),
        (AtChance, Ink.AtChance),
        (Outcome.Diverged.Name(), Ink.Diverged),
        (Outcome.Failed.Name(), Ink.Failed),
        (Outcome.Pruned.Name(), Ink.Series3),
        (Outcome.Cancelled.Name(), Ink.Series4),
        (Paused, Ink.Series5),
        (Interrupted, Ink.Muted),
        (Running, Ink.Series0),
    ];

    public ChartGroup Create()
    {
        var lanes = new WorkerLanes(
            analysis.Data.Trials.SelectMany(trial => trial.Attempts.Select(attempt => (trial, attempt))),
            analysis.Data.ReadUtc);
        var bars = lanes.Bars.Select(bar => new Bar(
            bar.Lane,
            analysis.Clock.SecondsAt(bar.From),
            analysis.Clock.SecondsAt(bar.To),
            Ending(bar.Trial, bar.Attempt),
            Text(bar.Trial, bar.Attempt),
            [bar.Trial.Cell]));
        var merged = Merge(bars, analysis.Clock.TotalSeconds * FinestShare);
        return new ChartGroup(new XyChart
        {
            Name = "timeline",
            Title = "Trials on each worker",
            Caption = "Each bar is an attempt at a trial. Time in which nothing ran is left out.",
            AspectRatio = Clamp(16.0 / (3.5 + lanes.Count), 1, 3.2),
            X = new Axis { Label = "time", Unit = AxisUnit.Seconds, Minimum = 0 },
            Y = Axis.Named("", [.. Enumerable.Range(1, lanes.Count).Select(lane => $"worker {lane}")]),
            Layers = [.. Inks.Select(each => Layer(each.Ending, each.Ink, merged)).Where(layer => layer.Y.Count > 0)],
        });
    }

    private static SpanLayer Layer(string ending, Ink ink, IEnumerable<Bar> bars)
    {
        var own = bars.Where(bar => bar.Ending == ending).ToList();
        return new SpanLayer
        {
            Name = ending,
            Ink = ink,
            Y = [.. own.Select(bar => (double)bar.Lane)],
            From = [.. own.Select(bar => bar.From)],
            To = [.. own.Select(bar => bar.To)],
            Texts = [.. own.Select(bar => bar.Cells.Count == 1 ? bar.Text : $"{bar.Cells.Count} attempts: {ending}")],
            Cells = [.. own.Select(bar => bar.Cells)],
        };
    }

    private static List<Bar> Merge(IEnumerable<Bar> bars, double finest)
    {
        var merged = new List<Bar>();
        foreach (var lane in bars.GroupBy(bar => bar.Lane))
        {
            Bar? last = null;
            foreach (var bar in lane.OrderBy(bar => bar.From))
            {
                var isMerged = last?.Ending == bar.Ending
                    && bar.From - last.To < finest
                    && (bar.To - bar.From < finest || last.To - last.From < finest);
                if (isMerged)
                    merged.RemoveAt(merged.Count - 1);
                last?.Cells.AddRange(isMerged ? bar.Cells : []);
                last = isMerged ? last! with { To = Max(last.To, bar.To) } : bar;
                merged.Add(last);
            }
        }
        return merged;
    }

    private static string Ending(ReportTrial trial, AttemptRecord attempt) => attempt switch
    {
        { Ending: null } => Running,
        { Ending: AttemptEnding.Finished, Outcome: Outcome.Completed } when trial.IsAtChance => AtChance,
        { Ending: AttemptEnding.Finished, Outcome: { } outcome } => outcome.Name(),
        // A trial is pruned while it pauses.
        { Ending: AttemptEnding.Paused } when trial.Record.Outcome is Outcome.Pruned && attempt == trial.Attempts[^1] =>
            Outcome.Pruned.Name(),
        { Ending: AttemptEnding.Paused } => Paused,
        _ => Interrupted,
    };

    private string Text(ReportTrial trial, AttemptRecord attempt)
    {
        var again = attempt.Number > 1 ? $", attempt {attempt.Number}" : "";
        var owner = attempt.Owner;
        return $"{TrialText.Describe(analysis, trial)}{again} ({owner.Host}, process {owner.ProcessId})";
    }

    private sealed record Bar(int Lane, double From, double To, string Ending, string Text, List<int> Cells);
}

/// <summary>Lays out attempts in as few lanes as ran at a time. A process keeps its lane; after its end the next
/// process takes it, so that a worker that was restarted a hundred times is one row.</summary>
internal sealed class WorkerLanes
{
    /// <summary>The attempts may have any order; a running one ends now.</summary>
    public WorkerLanes(IEnumerable<(ReportTrial Trial, AttemptRecord Attempt)> attempts, DateTimeOffset now)
    {
        var processes = attempts.GroupBy(each => each.Attempt.Owner)
            .Select(process => process.OrderBy(each => each.Attempt.StartedUtc).ToList())
            .OrderBy(process => process[0].Attempt.StartedUtc);
        var ends = new List<DateTimeOffset>();
        var bars = new List<WorkerBar>();
        foreach (var process in processes)
        {
            var start = process[0].Attempt.StartedUtc;
            var lane = ends.FindIndex(end => end <= start);
            if (lane < 0)
            {
                lane = ends.Count;
                ends.Add(start);
            }
            foreach (var (trial, attempt) in process)
            {
                var (from, to) = (attempt.StartedUtc, Later(attempt.EndedUtc ?? now, attempt.StartedUtc));
                bars.Add(new WorkerBar(lane, from, to, trial, attempt));
                ends[lane] = Later(to, ends[lane]);
            }
        }
        (Bars, Count) = (bars, ends.Count);
    }

    public IReadOnlyList<WorkerBar> Bars { get; }
    public int Count { get; }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

internal sealed record WorkerBar(
    int Lane, DateTimeOffset From, DateTimeOffset To, ReportTrial Trial, AttemptRecord Attempt);
