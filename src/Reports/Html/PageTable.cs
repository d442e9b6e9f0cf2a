using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Formatting;
using SweepRunner.Reports.Statistics;
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
    public static PageTable Create(ReportAnalysis analysis)
    {
        var rare = Rare.Where(outcome => analysis.Cells.Any(cell => cell.Count(outcome) > 0)).ToList();
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
                cell.Count(Outcome.Completed),
                cell.Count(Outcome.Diverged),
                .. rare.Select(outcome => (object?)cell.Count(outcome)),
                new object[] { Math.Round(seconds, 1), NumberText.OfSeconds(seconds) },
                MoreSeeds(cell),
            ],
            Key = $"{cell.Cell}",
            Sweep = sweep,
            Command = RerunCommand.ForCell(analysis.Data.Sweeps[sweep], trials),
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

/// <summary>The trials that diverged: where, how, and what the loss was before.</summary>
internal static class DivergedTable
{
    /// <summary>The table.</summary>
    public static PageTable Create(ReportAnalysis analysis)
    {
        var sweeps = analysis
            .Data.Sweeps.Index()
            .ToDictionary(sweep => sweep.Item.Definition.Name, sweep => sweep.Index, StringComparer.Ordinal);
        return new PageTable(
            [
                new PageColumn("trial"),
                .. analysis.Varying.Select(parameter => new PageColumn(parameter.Path, parameter.IsNumeric)),
                new PageColumn("seed"),
                new PageColumn(
                    "kind",
                    false,
                    "nan, inf, loss-above: the loss; exploded: a huge loss and answers of chance; collapsed: "
                        + "no gradient reaches the first layer"),
                new PageColumn("at step"),
                new PageColumn("last finite loss"),
                new PageColumn("time"),
            ],
            [
                .. analysis
                    .Data.Trials.Where(trial => trial.Record.Outcome == Outcome.Diverged)
                    .Select(trial => new PageRow
                    {
                        Cells =
                        [
                            trial.Record.Number,
                            .. analysis.Varying.Select(parameter =>
                                CellsTable.Value(parameter, parameter.LevelOfTrial[trial.Number])
                            ),
                            trial.Record.Definition.Seed,
                            trial.Record.End?.Kind,
                            trial.Record.End?.Step,
                            trial.Record.End?.LastFiniteLoss is { } loss
                                ? new object[] { loss, NumberText.Short(loss) }
                                : null,
                            new object[]
                            {
                                Math.Round(trial.Progress.ElapsedSeconds, 1),
                                NumberText.OfSeconds(trial.Progress.ElapsedSeconds),
                            },
                        ],
                        Sweep = sweeps[trial.Record.Sweep],
                        Command = RerunCommand.ForTrial(analysis.Data.Sweeps[sweeps[trial.Record.Sweep]], trial),
                        About = TrialText.Describe(analysis, trial),
                    }),
            ]);
    }
}

/// <summary>A table that the page sorts and filters.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record PageTable(IReadOnlyList<PageColumn> Columns, IReadOnlyList<PageRow> Rows);

/// <summary>A column.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsNumber">True for numbers, which line up at the right.</param>
/// <param name="Help">What it holds; null where the heading says it.</param>
internal sealed record PageColumn(string Title, bool IsNumber = true, string? Help = null);

/// <summary>A row.</summary>
internal sealed record PageRow
{
    /// <summary>A value for each column: a text, a number, null, or a pair of sort key and text.</summary>
    public required IReadOnlyList<object?> Cells { get; init; }

    /// <summary>What the layers of the cell's learning curve have as their key; null where there is none.</summary>
    public string? Key { get; init; }

    /// <summary>The sweep's index.</summary>
    public required int Sweep { get; init; }

    /// <summary>What runs it again, behind what is the same for the whole sweep.</summary>
    public required string Command { get; init; }

    /// <summary>What more there is to say.</summary>
    public required string About { get; init; }

    /// <summary>True for what is beside the point.</summary>
    public bool IsMuted { get; init; }
}
