namespace SweepRunner.Reports.Pictures;

/// <summary>What a model of the results says over the two most important ranges, with the other values those of the
/// best cell. A reader chooses between the mean and where the model is unsure.</summary>
internal sealed class ModelMap(ReportAnalysis analysis)
{
    private const int Fields = 12, MostMarks = 300;

    public ChartGroup? Create()
    {
        var ranges = analysis.ByImportance().Select(each => each.Parameter)
            .Where(parameter => parameter is { IsRange: true, HasNone: false })
            .Take(2)
            .ToList();
        if (analysis.Data.Decisions.Count == 0 || ranges is not [var across, var down] || analysis.Best is not { } best)
            return null;
        var (columns, rows) = (new Grid(across), new Grid(down));
        var places = Enumerable.Range(0, Fields).SelectMany(row => Enumerable.Range(0, Fields).Select(
            column => (Column: column, Row: row))).ToList();
        var like = analysis.TrialsOf(best.Cell).First().Record;
        var predictions = analysis.Predict?.Invoke(analysis.Data.Sweeps[0], like,
        [
            .. places.Select(place => new Dictionary<string, string>
            {
                [across.Path] = columns.JsonAt(place.Column),
                [down.Path] = rows.JsonAt(place.Row),
            }),
        ]);
        if (predictions is null)
            return null;
        var rest = analysis.Varying.Count > 2 ? " Other values are those of the best cell." : "";
        XyChart Chart(string what, bool isMaximized, Func<Prediction, double> value, string caption) => new()
        {
            Name = "model",
            Title = $"{what} by {across.Path} and {down.Path}",
            Caption = $"{caption}{rest} Dots: cells that were tried; crosses: those that diverged.",
            AspectRatio = 1.6,
            X = Axis.Named(across.Path, columns.Labels),
            Y = Axis.Named(down.Path, rows.Labels),
            Layers =
            [
                new TileLayer
                {
                    ValueLabel = what,
                    IsMaximized = isMaximized,
                    X = [.. places.Select(place => (double)place.Column)],
                    Y = [.. places.Select(place => (double)place.Row)],
                    Value = [.. predictions.Select(value)],
                    Texts = [.. places.Select(_ => "")],
                },
                .. Marks("tried", Ink.Series3, MarkShape.Dot, columns, rows, trial => !trial.IsDiverged),
                .. Marks("diverged", Ink.Diverged, MarkShape.Cross, columns, rows, trial => trial.IsDiverged),
            ],
        };
        return new ChartGroup("model", ["show"],
        [
            new ChartChoice(["mean"], Chart(
                $"Predicted {analysis.ObjectiveName}", analysis.Data.IsMaximized, prediction => prediction.Mean,
                "The mean that a model of the results predicts.")),
            new ChartChoice(["unsure"], Chart(
                $"Standard deviation of {analysis.ObjectiveName}", true, prediction => prediction.Deviation,
                "How unsure the model is: the standard deviation of its prediction.")),
        ]);
    }

    private IEnumerable<MarkLayer> Marks(
        string name, Ink ink, MarkShape shape, Grid columns, Grid rows, Predicate<ReportTrial> isChosen)
    {
        var cells = analysis.Data.Trials.DistinctBy(trial => trial.Cell).Where(trial => isChosen(trial)).ToList();
        if (cells.Count == 0)
            yield break;
        var drawn = ReportPictures.Thinned(cells, MostMarks);
        yield return new MarkLayer
        {
            Name = drawn.Count < cells.Count ? $"{name} ({drawn.Count} of {cells.Count} drawn)" : name,
            Ink = ink,
            Shape = shape,
            X = [.. drawn.Select(columns.PlaceOf)],
            Y = [.. drawn.Select(rows.PlaceOf)],
            Texts = [.. drawn.Select(trial => TrialText.Describe(analysis, trial))],
            Cells = [.. drawn.Select(trial => (int[])[trial.Cell])],
        };
    }

    /// <summary>Equal parts of a range, by ratio if it is logarithmic; a value is that of the middle.</summary>
    private sealed class Grid(Parameter parameter)
    {
        public IReadOnlyList<string> Labels { get; } =
            [.. Enumerable.Range(0, Fields).Select(field => NumberText.Short(At(parameter, field), digits: 2))];

        public string JsonAt(int field) => At(parameter, field).ToString("R");

        public double PlaceOf(ReportTrial trial) =>
            (parameter.RangeShare(parameter.NumberOf(trial)!.Value) * Fields) - 0.5;

        private static double At(Parameter parameter, int field)
        {
            var (low, high, share) = (parameter.Numbers[0], parameter.Numbers[^1], (field + 0.5) / Fields);
            return parameter.IsLog ? low * Pow(high / low, share) : low + ((high - low) * share);
        }
    }
}
