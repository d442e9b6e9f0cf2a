namespace SweepRunner.Reports.Pictures;

/// <summary>A mark for each trial that ended: dots, rings for trials at chance, and crosses at the worse edge for those
/// that diverged. At most <paramref name="most"/> of each are drawn.</summary>
internal sealed class TrialMarks(ReportAnalysis analysis, int most, Func<ReportTrial, int, double> across)
{
    /// <summary>Dots for the completed trials among some.</summary>
    public MarkLayer Completed(IEnumerable<ReportTrial> trials, Ink ink, string name = "completed") => Layer(
        name, ink, MarkShape.Dot, [.. trials.Where(trial => trial is { IsRanked: true, IsAtChance: false })],
        trial => trial.Objective!.Value);

    /// <summary>The rings and crosses of the others.</summary>
    public IEnumerable<MarkLayer> Others(IReadOnlyList<ReportTrial> trials) =>
        AtChance(trials, Ink.AtChance).Concat(Diverged(trials));

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
