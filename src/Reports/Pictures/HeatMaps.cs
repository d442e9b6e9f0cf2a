using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Charts;
using SweepRunner.Reports.Formatting;
using SweepRunner.Reports.Reading;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Pictures;

/// <summary>The objective over two parameters, with the share of trials that diverged in each field.</summary>
internal static class HeatMaps
{
    // The pair that the question "which initialisation at which rate" is about.
    private static readonly string[] Favoured = ["optimizer.lr", "init.name"];

    /// <summary>The charts, one for each pair of parameters; null where fewer than two vary.</summary>
    public static ChartGroup? Create(ReportAnalysis analysis)
    {
        if (analysis.Varying.Count < 2)
            return null;
        var ordered = Order(analysis);
        var ended = analysis.Data.Trials.Where(trial => trial.Record.Outcome.IsFinal()).ToList();
        var axes = ordered.Select(parameter => new ParameterBins(parameter)).ToList();
        var pairs = axes.Index()
            .SelectMany(first => axes.Skip(first.Index + 1).Select(second => (Across: first.Item, Down: second)));
        return new ChartGroup(
            "heat-map",
            ["across", "down"],
            [
                .. pairs.Select(pair => new ChartChoice(
                    [pair.Across.Path, pair.Down.Path], Chart(analysis, ended, pair.Across, pair.Down))),
            ]);
    }

    private static List<Parameter> Order(ReportAnalysis analysis)
    {
        var ordered = analysis.ByImportance().Select(each => each.Parameter).ToList();
        return Favoured.All(path => ordered.Any(parameter => parameter.Path == path))
            ?
            [
                .. Favoured.Select(path => ordered.Single(parameter => parameter.Path == path)),
                .. ordered.Where(parameter => !Favoured.Contains(parameter.Path)),
            ]
            : ordered;
    }

    private static XyChart Chart(
        ReportAnalysis analysis, List<ReportTrial> ended, ParameterBins columns, ParameterBins rows)
    {
        // Hundreds of pairs of thousands of trials: sorted into fields by index, not grouped by key.
        var sorted = new List<ReportTrial>?[columns.Count * rows.Count];
        foreach (var trial in ended)
            (sorted[(columns.BinOf(trial.Number) * rows.Count) + rows.BinOf(trial.Number)] ??= []).Add(trial);
        var fields = sorted
            .Index()
            .Where(field => field.Item is not null)
            .Select(field =>
                (X: field.Index / rows.Count, Y: field.Index % rows.Count, Trials: field.Item!, Mean: Mean(field.Item!))
            )
            .ToList();
        return new XyChart
        {
            Name = "heat-map",
            Title = $"{analysis.Data.ObjectiveMetric} by {columns.Path} and {rows.Path}",
            Caption =
                "Mean over completed trials; below it how many of the trials diverged. The bar at a field's "
                + "foot is their share. Grey: none completed.",
            AspectRatio = Math.Clamp(16.0 / (4 + (rows.Count * 1.1)), 0.9, 2.4),
            X = new Axis
            {
                Label = columns.Path,
                Scale = AxisScale.Category,
                Categories = columns.Labels,
            },
            Y = new Axis
            {
                Label = rows.Path,
                Scale = AxisScale.Category,
                Categories = rows.Labels,
            },
            Layers =
            [
                new TileLayer
                {
                    ValueLabel = analysis.Data.ObjectiveMetric,
                    IsMaximized = analysis.Data.IsMaximized,
                    X = [.. fields.Select(field => (double)field.X)],
                    Y = [.. fields.Select(field => (double)field.Y)],
                    Value = [.. fields.Select(field => field.Mean ?? double.NaN)],
                    Diverged =
                    [
                        .. fields.Select(field =>
                            field.Trials.Count(trial => trial.Record.Outcome == Outcome.Diverged)
                            / (double)field.Trials.Count
                        ),
                    ],
                    Texts = [.. fields.Select(field => Text(field.Mean, field.Trials))],
                },
            ],
        };
    }

    private static double? Mean(List<ReportTrial> trials)
    {
        var ranked = trials.Where(trial => trial.IsRanked).ToList();
        // Divided before they are added, so that the largest of numbers do not overflow.
        return ranked.Count == 0 ? null : ranked.Sum(trial => trial.Objective!.Value / ranked.Count);
    }

    private static string Text(double? mean, List<ReportTrial> trials)
    {
        var diverged = trials.Count(trial => trial.Record.Outcome == Outcome.Diverged);
        return (mean, diverged) switch
        {
            ({ }, 0) => NumberText.Of(mean),
            ({ }, _) => $"{NumberText.Of(mean)}\n{CellText.Diverged(diverged, trials.Count)}",
            (null, > 0) when diverged == trials.Count => $"diverged\n{diverged} of {trials.Count}",
            (null, > 0) => $"{diverged} of {trials.Count}\ndiverged",
            _ => string.Join(
                ", ", trials.Select(trial => trial.Record.Outcome.Name()).Distinct(StringComparer.Ordinal)),
        };
    }
}

/// <summary>The places of a parameter on an axis of fields: its levels, or where they are too many equal parts of its
/// range.</summary>
internal sealed class ParameterBins
{
    // Of a range, and of categories that are too many: the last then stands for all others.
    private const int RangeBins = 8, MostCategories = 20;

    // The edges of equal parts are no round numbers: two digits say where they are.
    private const int RangeDigits = 2;

    private readonly Parameter _parameter;
    private readonly int[] _binOfLevel;

    /// <summary>The bins of a parameter.</summary>
    public ParameterBins(Parameter parameter)
    {
        _parameter = parameter;
        if (parameter.IsRange)
        {
            _binOfLevel =
            [
                .. parameter.Numbers.Select(
                    (_, level) => Math.Min((int)(parameter.UnitValue(level) * RangeBins), RangeBins - 1)),
            ];
            Labels = [.. Enumerable.Range(0, RangeBins).Select(Range)];
        }
        else
        {
            var isCut = parameter.Levels.Count > MostCategories;
            var kept = isCut ? MostCategories - 1 : parameter.Levels.Count;
            _binOfLevel = [.. parameter.Levels.Select((_, level) => Math.Min(level, kept))];
            Labels =
            [
                .. parameter.Levels.Take(kept),
                .. isCut ? [$"{parameter.Levels.Count - kept} others"] : Array.Empty<string>(),
            ];
        }
    }

    /// <summary>The parameter's path.</summary>
    public string Path => _parameter.Path;

    /// <summary>Number of bins.</summary>
    public int Count => Labels.Count;

    /// <summary>What each bin holds.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The bin of a trial.</summary>
    public int BinOf(int trial) => _binOfLevel[_parameter.LevelOfTrial[trial]];

    private string Range(int bin) =>
        $"{NumberText.Short(At(bin), RangeDigits)} to {NumberText.Short(At(bin + 1), RangeDigits)}";

    private double At(int bin)
    {
        var (low, high, share) = (_parameter.Numbers[0], _parameter.Numbers[^1], (double)bin / RangeBins);
        return _parameter.IsLog ? low * Math.Pow(high / low, share) : low + ((high - low) * share);
    }
}
