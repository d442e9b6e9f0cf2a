namespace SweepRunner.Reports.Pictures;

/// <summary>The objective over the most important parameter: a mark per trial, and what the cells of each value come
/// to. The page draws any parameter, and other choices for the other parameters.</summary>
internal sealed class Slices(ReportAnalysis analysis)
{
    public const int MostMarks = 1000;

    // Trials of one category would overlap, so they are spread over this part of its place.
    private const double Spread = 0.3;

    // Values side by side share this part of the place of a category.
    private const double BesideSpread = 0.7;

    public ChartGroup? Create() => analysis.Varying.Count == 0
        ? null
        : new ChartGroup(Chart(analysis.ByImportance().First().Parameter)) { IsDrawnByPage = true };

    private XyChart Chart(Parameter parameter)
    {
        var summary = new CellSummary(analysis, parameter);
        var series = Series(parameter, summary.SideBySide).ToList();
        var places = series.SelectMany(each => each.Places).ToList();
        var none = places.TrueForAll(place => Learned(place.Cells) is not null)
            ? ""
            : $" Where no cell {(analysis.Data.IsOfPrograms ? "has a value" : "learned")}, there is none.";
        return new XyChart
        {
            Name = "slices",
            Title = $"{analysis.ObjectiveName} by {parameter.Path}",
            Caption = $"A mark is a trial; those that diverged are at the worse edge."
                + TrialMarks.StoppedText(analysis.Data.Trials.Where(parameter.HasPlace)) + " "
                + summary.Sentence(Mark(parameter), "in a colour", places.Select(place => place.Cells.Count)) + none
                + (parameter is { IsNumeric: true, HasNone: true }
                    ? $" Cells without {parameter.Path} are left out."
                    : ""),
            X = ParallelCoordinates.Axis(parameter),
            Y = new Axis { Label = analysis.ObjectiveName },
            Layers =
            [
                .. series.Select(each => Marks(parameter, each).Completed(Trials(each), each.Ink, each.Name)),
                .. series.SelectMany(each => Marks(parameter, each).AtChance(
                    Trials(each), each.RingInk, each.RingName)),
                .. Marks(parameter, null).Diverged(analysis.Data.Trials.Where(parameter.HasPlace)),
                .. Marks(parameter, null).Stopped(analysis.Data.Trials.Where(parameter.HasPlace)),
                .. series.Select(each => Summary(parameter, each)),
            ],
        };
    }

    // One for all trials, or one for each value side by side.
    private IEnumerable<SliceSeries> Series(Parameter parameter, Parameter? beside)
    {
        var groups = analysis.Cells.Where(cell => parameter.HasPlace(analysis.TrialsOf(cell.Cell).First()))
            .GroupBy(cell => beside?.LevelOf(analysis.TrialsOf(cell.Cell).First()) ?? 0)
            .OrderBy(group => group.Key);
        foreach (var group in groups)
        {
            var bins = parameter.IsRange ? new ParameterBins(parameter) : null;
            var places = group.GroupBy(cell => LevelOf(parameter, bins, cell)).OrderBy(place => place.Key)
                .Select(place => (bins?.Middles[place.Key] ?? parameter.AxisValue(place.Key), place.ToList()))
                .ToList();
            yield return beside is null
                ? new SliceSeries("completed", Ink.Series0, 0, places)
                {
                    RingInk = Ink.AtChance,
                    RingName = "did not learn",
                }
                : new SliceSeries(
                    $"{beside.Path} = {beside.Levels[group.Key]}", Palette.Series(group.Key),
                    (((group.Key + 0.5) / beside.Levels.Count) - 0.5) * BesideSpread, places);
        }
    }

    private int LevelOf(Parameter parameter, ParameterBins? bins, CellRow cell)
    {
        var trial = analysis.TrialsOf(cell.Cell).First();
        return bins?.BinOf(trial) ?? parameter.LevelOf(trial);
    }

    private IEnumerable<ReportTrial> Trials(SliceSeries series)
    {
        var cells = series.Places.SelectMany(place => place.Cells).Select(cell => cell.Cell).ToHashSet();
        return analysis.Data.Trials.Where(trial => cells.Contains(trial.Cell));
    }

    // Without a series, a mark has its place among all trials.
    private TrialMarks Marks(Parameter parameter, SliceSeries? series) => new(analysis, MostMarks, (trial, index) =>
    {
        var spread = series is { Offset: not 0 } ? Spread / 2 : Spread;
        return parameter.AxisValue(parameter.LevelOf(trial))
            + (parameter.IsNumeric ? 0 : (series?.Offset ?? 0) + (Jitter(index) * spread));
    });

    private Layer Summary(Parameter parameter, SliceSeries series)
    {
        var places = series.Places.Select(place => (place.At, Best: Learned(place.Cells))).ToList();
        // There is nothing between two categories for a line to show.
        if (parameter.IsNumeric)
            return new CurveLayer
            {
                Ink = series.Ink,
                X = [.. places.Select(place => place.At)],
                Y = [.. places.Select(place => place.Best?.Sample.Mean ?? double.NaN)],
            };
        places.RemoveAll(place => place.Best is null);
        return new MarkLayer
        {
            Ink = series.Ink,
            Shape = MarkShape.Diamond,
            X = [.. places.Select(place => place.At + series.Offset)],
            Y = [.. places.Select(place => place.Best!.Sample.Mean!.Value)],
            Texts = [.. places.Select(place => analysis.Labels.Long(place.Best!.Cell))],
            Cells = [.. places.Select(place => (int[])[place.Best!.Cell])],
        };
    }

    // Cells that did not learn have no order.
    private static CellRow? Learned(List<CellRow> cells) =>
        CellSummary.Best(cells) is { Group: not CellGroup.AtChance } best ? best : null;

    private static string Mark(Parameter parameter) => !parameter.IsNumeric ? "A diamond"
        : parameter.IsRange ? "A point of the line, in the middle of an eighth of the range,"
        : "A point of the line";

    // Multiples of the golden ratio fill an interval evenly, however many there are.
    private static double Jitter(int index) => (index * 0.6180339887498949 % 1) - 0.5;

    private sealed record SliceSeries(
        string Name, Ink Ink, double Offset, List<(double At, List<CellRow> Cells)> Places)
    {
        // A value side by side has its own colour in all its marks that are not crosses.
        public Ink RingInk { get; init; } = Ink;
        public string RingName { get; init; } = $"{Name}: did not learn";
    }
}
