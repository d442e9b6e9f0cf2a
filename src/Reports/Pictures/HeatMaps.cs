using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Reading;
using SweepRunner.Reports.Statistics;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Pictures;

/// <summary>The objective over two parameters, with the share of trials that diverged in each field.</summary>
internal static class HeatMaps
{
    // The pair that the question "which initialisation at which rate" is about.
    private static readonly string[] Favoured = ["optimizer.lr", "init.name"];

    /// <summary>The charts, one for each pair of parameters; null where fewer than two vary.</summary>
    public static ChartGroup? Of(ReportAnalysis analysis)
    {
        if (analysis.Varying.Count < 2)
            return null;
        var ordered = Order(analysis);
        var pairs = ordered.Index().SelectMany(first => ordered.Skip(first.Index + 1).Select(second => (Across: first.Item, Up: second)));
        return new ChartGroup(
            "heat-map",
            ["across", "down"],
            [.. pairs.Select(pair => new ChartChoice([pair.Across.Path, pair.Up.Path], Chart(analysis, pair.Across, pair.Up)))]);
    }

    private static List<Parameter> Order(ReportAnalysis analysis)
    {
        var ordered = analysis.ByImportance().Select(each => each.Parameter).ToList();
        return Favoured.All(path => ordered.Any(parameter => parameter.Path == path))
            ? [.. Favoured.Select(path => ordered.Single(parameter => parameter.Path == path)), .. ordered.Where(parameter => !Favoured.Contains(parameter.Path))]
            : ordered;
    }

    private static XyChart Chart(ReportAnalysis analysis, Parameter across, Parameter up)
    {
        var (columns, rows) = (new ParameterBins(across), new ParameterBins(up));
        var fields = analysis.Data.Trials
            .Where(trial => trial.Record.Outcome.IsFinal())
            .GroupBy(trial => (X: columns.BinOf(trial.Number), Y: rows.BinOf(trial.Number)))
            .OrderBy(field => field.Key)
            .Select(field => (field.Key.X, field.Key.Y, Trials: field.ToList(), Sample: Sample.Of(field.Where(trial => trial.IsRanked).Select(trial => trial.Objective!.Value))))
            .ToList();
        return new XyChart
        {
            Name = "heat-map",
            Title = $"{analysis.Data.ObjectiveMetric} by {across.Path} and {up.Path}",
            Caption = "Mean over completed trials; below it how many of the trials diverged. The bar at a field's foot is their share. Grey: none completed.",
            AspectRatio = Math.Clamp(16.0 / (4 + (rows.Count * 1.1)), 0.9, 2.4),
            X = new Axis { Label = across.Path, Scale = AxisScale.Category, Categories = columns.Labels },
            Y = new Axis { Label = up.Path, Scale = AxisScale.Category, Categories = rows.Labels },
            Layers =
            [
                new TileLayer
                {
                    ValueLabel = analysis.Data.ObjectiveMetric,
                    IsMaximized = analysis.Data.IsMaximized,
                    X = [.. fields.Select(field => (double)field.X)],
                    Y = [.. fields.Select(field => (double)field.Y)],
                    Value = [.. fields.Select(field => field.Sample.Mean ?? double.NaN)],
                    Diverged = [.. fields.Select(field => field.Trials.Count(trial => trial.Record.Outcome == Outcome.Diverged) / (double)field.Trials.Count)],
                    Texts = [.. fields.Select(field => Text(field.Sample, field.Trials))],
                },
            ],
        };
    }

    private static string Text(Sample sample, List<ReportTrial> trials)
    {
        var diverged = trials.Count(trial => trial.Record.Outcome == Outcome.Diverged);
        return (sample.Mean, diverged) switch
        {
            ({ } mean, 0) => NumberText.Of(mean),
            ({ } mean, _) => $"{NumberText.Of(mean)}\n{CellText.Diverged(diverged, trials.Count)}",
            (null, > 0) when diverged == trials.Count => $"diverged\n{diverged} of {trials.Count}",
            (null, > 0) => $"{diverged} of {trials.Count}\ndiverged",
            _ => string.Join(", ", trials.Select(trial => trial.Record.Outcome.Name()).Distinct(StringComparer.Ordinal)),
        };
    }
}
