namespace SweepRunner.Reports.Pictures;

/// <summary>A mark for each trial that ended: dots, rings for trials at chance, crosses at the worse edge for those
/// that diverged, and triangles for those that were pruned or pause. At most <paramref name="most"/> of each are
/// drawn.</summary>
internal sealed class TrialMarks(ReportAnalysis analysis, int most, Func<ReportTrial, int, double> across)
{
    /// <summary>Dots for the completed trials among some.</summary>
    public MarkLayer Completed(IEnumerable<ReportTrial> trials, Ink ink, string name = "completed") => Layer(
        name, ink, MarkShape.Dot, [.. trials.Where(trial => trial is { IsRanked: true, IsAtChance: false })],
        trial => trial.Objective!.Value);

    /// <summary>The rings, crosses and triangles of the others.</summary>
    public IEnumerable<MarkLayer> Others(IReadOnlyList<ReportTrial> trials) =>
        [.. AtChance(trials, Ink.AtChance), .. Diverged(trials), .. Stopped(trials)];

    /// <summary>True for a trial that was stopped before its end, or pauses.</summary>
    public static bool IsStopped(ReportTrial trial) => trial.Record.Outcome is Outcome.Pruned or Outcome.Paused;

    /// <summary>What triangles are, as a sentence after a space; empty without one.</summary>
    public static string StoppedText(IEnumerable<ReportTrial> trials) => trials.Any(IsStopped)
        ? " Triangles: trials that were pruned or pause, at the value that they had reached."
        : "";

    /// <summary>Where a pruned or paused trial stands: at the objective that it had reached.</summary>
    public double Reached(ReportTrial trial) =>
        trial.Objective is { } value && double.IsFinite(value) ? value : analysis.Worst;

    /// <summary>Triangles for the pruned and for the paused trials among some; none without one.</summary>
    public IEnumerable<MarkLayer> Stopped(IEnumerable<ReportTrial> trials)
    {
        var stopped = trials.Where(IsStopped).ToLookup(trial => trial.Record.Outcome);
        foreach (var (outcome, ink) in new[] { (Outcome.Pruned, Ink.Muted), (Outcome.Paused, Ink.Series5) })
        {
            if (stopped[outcome].Any())
                yield return Layer(outcome.Name(), ink, MarkShape.Triangle, [.. stopped[outcome]], Reached);
        }
    }

    /// <summary>Rings for the trials at chance among some; none without one.</summary>
    public IEnumerable<MarkLayer> AtChance(IEnumerable<ReportTrial> trials, Ink ink, string name = "did not learn")
    {
        List<ReportTrial> atChance = [.. trials.Where(trial => trial is { IsRanked: true, IsAtChance: true })];
        if (atChance.Count > 0)
            yield return Layer(name, ink, MarkShape.Ring, atChance, trial => trial.Objective!.Value);
    }

    /// <summary>Crosses for the diverged trials among some; none without one.</summary>
    public IEnumerable<MarkLayer> Diverged(IEnumerable<ReportTrial> trials)
    {
        List<ReportTrial> diverged = [.. trials.Where(trial => trial.IsDiverged)];
        if (diverged.Count > 0)
            yield return Layer("diverged", Ink.Diverged, MarkShape.Cross, diverged, _ => analysis.Worst);
    }

    private MarkLayer Layer(
        string name, Ink ink, MarkShape shape, List<ReportTrial> trials, Func<ReportTrial, double> up)
    {
        var drawn = ReportPictures.Thinned(trials, most);
        return new MarkLayer
        {
            Name = drawn.Count < trials.Count ? $"{name} ({drawn.Count} of {trials.Count} drawn)" : name,
            Ink = ink,
            Shape = shape,
            X = [.. drawn.Select(across)],
            Y = [.. drawn.Select(up)],
            Texts = [.. drawn.Select(trial => TrialText.Describe(analysis, trial))],
            Cells = [.. drawn.Select(trial => (int[])[trial.Cell])],
        };
    }
}
