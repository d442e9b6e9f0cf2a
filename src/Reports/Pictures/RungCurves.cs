namespace SweepRunner.Reports.Pictures;

/// <summary>The objective of each trial that paused at a rung, by how far it came.</summary>
internal sealed class RungCurves(ReportAnalysis analysis)
{
    // What can be told apart. Half of them are of the trials that came furthest.
    private const int MostCurves = 120;

    // The colours of the rungs.
    private static readonly Ink[] Inks = [Ink.Muted, Ink.Series5, Ink.Series1, Ink.Series4, Ink.Series3];

    public ChartGroup? Create()
    {
        var trials = analysis.Data.Decisions.Count == 0
            ? []
            : analysis.Data.Trials.Select(Read).OfType<Climb>().OrderBy(trial => trial.Furthest).ToList();
        if (trials.Count == 0)
            return null;
        var isInEpochs = trials.TrueForAll(trial => trial.Epochs.All(double.IsFinite));
        var drawn = trials.Count <= MostCurves ? trials :
        [
            .. ReportPictures.Thinned(trials.SkipLast(MostCurves / 2).ToList(), MostCurves / 2),
            .. trials.TakeLast(MostCurves / 2),
        ];
        return new ChartGroup(new XyChart
        {
            Name = "rungs",
            Title = $"{analysis.Objective} by rung",
            Caption = "A line is a trial that paused at a rung. Triangles: where trials were pruned or pause."
                + (drawn.Count < trials.Count ? $" {drawn.Count} of {trials.Count} trials are drawn." : ""),
            X = isInEpochs
                ? new Axis { Label = "epochs", Minimum = 0 }
                : new Axis { Label = "step", Unit = AxisUnit.Count, Minimum = 0 },
            Y = new Axis { Label = analysis.Objective },
            Layers =
            [
                .. drawn.Select(trial => new CurveLayer
                {
                    Ink = InkOf(trial),
                    X = Across(trial, isInEpochs),
                    Y = trial.Values,
                    Cells = [.. trial.Values.Select(_ => (int[])[trial.Trial.Cell])],
                }),
                .. drawn.GroupBy(NameOf).Select(end => End(
                    $"{end.Key} ({trials.Count(trial => NameOf(trial) == end.Key)})", [.. end], isInEpochs)),
            ],
        });
    }

    private Climb? Read(ReportTrial trial)
    {
        var rungs = trial.Attempts.Count(attempt => attempt.Ending == AttemptEnding.Paused);
        var buckets = trial.Series.GetValueOrDefault(analysis.Objective)?.Buckets;
        if (rungs == 0 || buckets is null or [])
            return null;
        double[] steps = [.. buckets.Select(bucket => (bucket.FirstStep + bucket.LastStep) / 2.0)];
        var pace = new TrainingPace([.. analysis.TrialsOf(trial.Cell)]);
        return new Climb(
            trial, TrialMarks.IsStopped(trial) ? rungs : null, steps, [.. steps.Select(pace.EpochsAfter)],
            [.. buckets.Select(bucket => bucket.Mean)]);
    }

    private static IReadOnlyList<double> Across(Climb trial, bool isInEpochs) =>
        isInEpochs ? trial.Epochs : trial.Steps;

    private static string NameOf(Climb trial) =>
        $"{trial.Trial.Record.Outcome.Name()}{(trial.Rung is { } rung ? $" at rung {rung}" : "")}";

    private static Ink InkOf(Climb trial) => trial switch
    {
        { Rung: { } rung } => Inks[(rung - 1) % Inks.Length],
        { Trial.Record.Outcome: Outcome.Completed } => Ink.Series2,
        { Trial.IsDiverged: true } => Ink.Diverged,
        _ => Ink.Series0,
    };

    private MarkLayer End(string name, List<Climb> drawn, bool isInEpochs) => new()
    {
        Name = name,
        Ink = InkOf(drawn[0]),
        Shape = drawn[0].Rung is not null ? MarkShape.Triangle
            : drawn[0].Trial.IsDiverged ? MarkShape.Cross
            : MarkShape.Dot,
        X = [.. drawn.Select(trial => Across(trial, isInEpochs)[^1])],
        Y = [.. drawn.Select(trial => trial.Values[^1])],
        Texts = [.. drawn.Select(trial => TrialText.Describe(analysis, trial.Trial))],
        Cells = [.. drawn.Select(trial => (int[])[trial.Trial.Cell])],
    };

    /// <summary>The course of a trial, and the number of the rung at which it stopped; null if it went on.</summary>
    private sealed record Climb(
        ReportTrial Trial, int? Rung, IReadOnlyList<double> Steps, IReadOnlyList<double> Epochs,
        IReadOnlyList<double> Values)
    {
        public int Furthest => Rung ?? int.MaxValue;
    }
}
