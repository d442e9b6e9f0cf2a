namespace SweepRunner.Reports.Pictures;

/// <summary>The cells that a sweep proposed while it ran: what each came to, the best so far, and what as many random
/// cells would have reached. A reader chooses between the number of cells and the time.</summary>
internal sealed class ProposalHistory(ReportAnalysis analysis)
{
    // Fewer cells that were drawn without a model say nothing of others.
    private const int FewestExplored = 3;

    private const int MostMarks = 1500, MostPoints = 300;

    private static readonly (CellOrigin Origin, string Name, Ink Ink)[] Origins =
    [
        (CellOrigin.Explored, "explored", Ink.Series1),
        (CellOrigin.Modelled, "modelled", Ink.Series0),
        (CellOrigin.ByHand, "added by hand", Ink.Series4),
    ];

    private readonly IReadOnlyList<Proposal> _cells = Proposals.Of(analysis);

    public ChartGroup? Create() => _cells.Count == 0 ? null : new ChartGroup(
        "proposals", ["across"],
        [
            new ChartChoice(["cells"], Chart(
                new Axis { Label = "cell", Unit = AxisUnit.Count, Minimum = 0 }, cell => cell.Number)),
            new ChartChoice(["time"], Chart(
                new Axis { Label = "time", Unit = AxisUnit.Seconds, Minimum = 0 },
                cell => analysis.Clock.SecondsAt(cell.At(analysis.Data.ReadUtc)))),
        ]);

    private XyChart Chart(Axis across, Func<Proposal, double> at)
    {
        var placed = _cells.Select(cell => (Cell: cell, At: at(cell))).OrderBy(each => each.At).ToList();
        var explored = _cells.Where(cell => cell.Origin == CellOrigin.Explored).ToList();
        // Without a best, there is nothing to compare.
        var best = placed.Exists(each => each.Cell.HasValue) ? Staircase(placed) : null;
        var random = best is null ? null : Random(explored, placed);
        return new XyChart
        {
            Name = "proposals",
            Title = $"Proposals: {analysis.ObjectiveName}",
            Caption = "Dots: the mean of a cell."
                + (best is null ? "" : " Staircase: the best so far.")
                + TrialMarks.StoppedText(_cells.Select(cell => cell.First))
                + (random is null
                    ? ""
                    : $" Grey line: the best of as many random cells on average, drawn with replacement from the "
                        + $"{NumberText.Count(explored.Count, "cell")} that no model chose; pruned ones count with "
                        + "what they had reached, diverged ones with nothing."),
            X = across,
            Y = new Axis { Label = analysis.ObjectiveName },
            Layers =
            [
                .. new[] { random }.OfType<CurveLayer>(),
                .. Origins.SelectMany(origin => Of(
                    origin.Name, origin.Ink, placed.FindAll(each => each.Cell.Origin == origin.Origin))),
                .. Marks("did not learn", Ink.AtChance, MarkShape.Ring, placed.FindAll(
                    each => each.Cell.Cell.Group == CellGroup.AtChance)),
                .. Marks("diverged", Ink.Diverged, MarkShape.Cross, placed.FindAll(
                    each => each.Cell.Cell.Group == CellGroup.NoValue && each.Cell.First.IsDiverged)),
                .. new[] { best }.OfType<CurveLayer>(),
            ],
        };
    }

    private IEnumerable<MarkLayer> Of(string origin, Ink ink, List<(Proposal Cell, double At)> placed) =>
    [
        .. Marks(origin, ink, MarkShape.Dot, placed.FindAll(each => each.Cell.HasValue)),
        .. new[] { Outcome.Pruned, Outcome.Paused }.SelectMany(outcome => Marks(
            $"{origin}, {outcome.Name()}", ink, MarkShape.Triangle, placed.FindAll(each =>
                each.Cell.Cell.Group == CellGroup.NoValue && each.Cell.First.Record.Outcome == outcome))),
    ];

    private IEnumerable<MarkLayer> Marks(
        string name, Ink ink, MarkShape shape, List<(Proposal Cell, double At)> cells)
    {
        if (cells.Count == 0)
            yield break;
        var drawn = ReportPictures.Thinned(cells, MostMarks);
        yield return new MarkLayer
        {
            Name = drawn.Count < cells.Count ? $"{name} ({drawn.Count} of {cells.Count} drawn)" : name,
            Ink = ink,
            Shape = shape,
            X = [.. drawn.Select(each => each.At)],
            Y = [.. drawn.Select(each => Value(each.Cell) ?? analysis.Worst)],
            Texts = [.. drawn.Select(each => Text(each.Cell))],
            Cells = [.. drawn.Select(each => (int[])[each.Cell.Cell.Cell])],
        };
    }

    private string Text(Proposal cell) =>
        $"{analysis.Labels.Long(cell.Cell.Cell)}: {ParallelCoordinates.Result(cell.Cell)}";

    // The mean of a cell, or what its first seed had reached when it was stopped.
    private static double? Value(Proposal cell) => cell.Cell.Sample.Mean
        ?? (TrialMarks.IsStopped(cell.First) && cell.First.Objective is { } value && double.IsFinite(value)
            ? value
            : null);

    private CurveLayer Staircase(List<(Proposal Cell, double At)> placed)
    {
        var (at, best) = (new List<double>(), new List<double>());
        foreach (var (cell, place) in placed.Where(each => each.Cell.HasValue))
        {
            var value = cell.Cell.Sample.Mean!.Value;
            if (best.Count > 0 && (analysis.Data.IsMaximized ? value <= best[^1] : value >= best[^1]))
                continue;
            at.Add(place);
            best.Add(value);
        }
        if (at[^1] < placed[^1].At)
        {
            at.Add(placed[^1].At);
            best.Add(best[^1]);
        }
        return new CurveLayer { Name = "best so far", Ink = Ink.Series2, IsStep = true, X = at, Y = best };
    }

    private CurveLayer? Random(List<Proposal> explored, List<(Proposal Cell, double At)> placed)
    {
        var values = explored.Select(Value).OfType<double>().ToList();
        if (values.Count < FewestExplored)
            return null;
        var without = explored.Count(cell => cell.First.IsDiverged && Value(cell) is null);
        var points = ReportPictures.Thinned(
            [.. placed.Select((each, index) => (each.At, Draws: index + 1))], MostPoints);
        return new CurveLayer
        {
            Name = "random, expected",
            Ink = Ink.Muted,
            X = [.. points.Select(point => point.At)],
            Y = [.. points.Select(point => RandomSearch.ExpectedBest(
                values, without, point.Draws, analysis.Data.IsMaximized))],
        };
    }
}
