using SweepRunner.Reports.Analysis;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Html;

/// <summary>The ranked table of cells.</summary>
internal static class CellsTable
{
    // Shown only where a trial has it: what is not done and what went wrong.
    private static readonly Outcome[] Rare =
    [
        Outcome.Failed,
        Outcome.Pruned,
        Outcome.Cancelled,
        Outcome.Running,
        Outcome.Queued,
    ];

    /// <summary>The table.</summary>
    public static PageTable Of(ReportAnalysis analysis)
    {
        var rare = Rare.Where(outcome => analysis.Cells.Any(cell => cell.Of(outcome) > 0)).ToList();
        var sweeps = analysis
            .Data.Sweeps.Index()
            .ToDictionary(sweep => sweep.Item.Definition.Name, sweep => sweep.Index, StringComparer.Ordinal);
        return new PageTable(
            [
                new PageColumn(
                    "rank",
                    true,
                    "Cells that a paired t test with Holm's correction cannot tell apart share a rank (=)"),
                new PageColumn("cell"),
                .. analysis.Data.Parameters.Select(parameter => new PageColumn(parameter.Path, parameter.IsNumeric)),
                new PageColumn(analysis.Data.ObjectiveMetric, true, "Mean over the seeds that completed"),
                new PageColumn("±", true, "Half the 95 % confidence interval of the mean (Student's t)"),
                new PageColumn("n", true, "Seeds in the mean"),
                new PageColumn("completed"),
                new PageColumn("diverged"),
                .. rare.Select(outcome => new PageColumn(outcome.Name())),
                new PageColumn("time", true, "Training and evaluation of all its seeds"),
                new PageColumn(
                    "more seeds",
                    true,
                    "Seeds a cell that would tell it from the best of its rank with a power of 80 %, if the "
                        + "difference stays as it is"),
            ],
            [.. analysis.Cells.Select(cell => Row(analysis, cell, rare, sweeps))]);
    }

    private static PageRow Row(
        ReportAnalysis analysis, CellRow cell, List<Outcome> rare, Dictionary<string, int> sweeps)
    {
        var trials = analysis.TrialsOf(cell.Cell).ToList();
        var sweep = sweeps[trials[0].Record.Sweep];
        var seconds = analysis.SecondsOf(cell.Cell);
        return new PageRow
        {
            Cells =
            [
                cell.Standing.Rank is { } rank ? new object[] { rank, CellText.Rank(cell) } : null,
                trials[0].Record.Definition.Cell,
                .. analysis.Data.Parameters.Select(parameter =>
                    Value(parameter, parameter.LevelOfTrial[trials[0].Number])
                ),
                Number(cell.Sample.Mean),
                cell.Sample.Interval is { } interval ? Number(interval.HalfWidth) : null,
                cell.Sample.Count,
                cell.Of(Outcome.Completed),
                cell.Of(Outcome.Diverged),
                .. rare.Select(outcome => (object?)cell.Of(outcome)),
                new object[] { Math.Round(seconds, 1), NumberText.OfSeconds(seconds) },
                MoreSeeds(cell),
            ],
            Key = $"{cell.Cell}",
            Sweep = sweep,
            Command = RerunCommand.OfCell(analysis.Data.Sweeps[sweep], trials),
            About = About(analysis, cell),
            IsMuted = cell.Standing.Rank is null,
        };
    }

    /// <summary>A parameter's value: a number with its text, or a text.</summary>
    public static object? Value(Reading.Parameter parameter, int level) => parameter switch
    {
        { IsNumeric: false } => parameter.Levels[level],
        { IsRange: false } => new object[] { parameter.Numbers[level], parameter.Levels[level] },
        _ => new object[] { parameter.Numbers[level], NumberText.Short(parameter.Numbers[level]) },
    };

    private static object[]? Number(double? value) =>
        value is { } number ? new object[] { number, NumberText.Of(number) } : null;

    private static object? MoreSeeds(CellRow cell) => cell switch
    {
        { Standing.MoreSeeds: { } more } => more,
        { Standing.NeedsTooManySeeds: true } => new object[] { 1001, "over 1000" },
        _ => null,
    };

    private static string About(ReportAnalysis analysis, CellRow cell)
    {
        var about = $"{analysis.Labels.Number(cell.Cell)}: {CellText.Outcomes(cell)}";
        return cell.Standing is { ComparedWith: { } other, Difference: { P: not null } difference }
            ? $"{about}. Against {analysis.Labels.Number(other)}, seed by seed: "
                + $"{NumberText.Short(difference.Mean)} on "
                + $"{NumberText.Count(difference.Count, "common seed")}, "
                + $"p = {NumberText.Short(cell.Standing.AdjustedP)} with Holm's correction."
            : $"{about}.";
    }
}
