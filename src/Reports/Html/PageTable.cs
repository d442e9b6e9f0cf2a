namespace SweepRunner.Reports.Html;

internal sealed record PageTable(IReadOnlyList<PageColumn> Columns, IReadOnlyList<PageRow> Rows);

/// <summary>A column of a table that the page sorts and filters. Numbers are aligned to the right.</summary>
internal sealed record PageColumn(string Title, bool IsNumber = true, string? Help = null);

internal sealed record PageRow
{
    /// <summary>A value per column: a text, a number, null, or a pair of sort key and text.</summary>
    public required IReadOnlyList<object?> Cells { get; init; }

    /// <summary>The number of the row's cell, by which the page filters and picks; null for none.</summary>
    public string? Key { get; init; }
    public required int Sweep { get; init; }

    /// <summary>The end of the command that runs the row again; its sweep has the beginning.</summary>
    public required string Command { get; init; }
    public required string About { get; init; }
    public bool IsMuted { get; init; }

    public static object Number(double number, string text) => new object[] { number, text };

    public static object Seconds(double seconds) => Number(Round(seconds, 1), NumberText.OfSeconds(seconds));

    public static object Value(Parameter parameter, ReportTrial trial)
    {
        var level = parameter.LevelOf(trial);
        var text = parameter.Levels[level];
        return parameter.IsNumeric ? Number(parameter.Numbers[level], text) : text;
    }
}

internal sealed class CellsTable(ReportAnalysis analysis)
{
    private static readonly Outcome[] Rare =
        [Outcome.Failed, Outcome.Pruned, Outcome.Cancelled, Outcome.Running, Outcome.Queued];

    public PageTable Create()
    {
        var rare = Rare.Where(outcome => analysis.Cells.Any(cell => cell.Count(outcome) > 0)).ToList();
        return new PageTable(
            [
                new(
                    "rank",
                    true,
                    "Cells that a paired t test with Holm's correction cannot tell apart share a rank (=)"),
                new("cell"),
                .. analysis.Data.Parameters.Select(each => new PageColumn(each.Path, each.IsNumeric)),
                new(analysis.Objective, true, "Mean over the seeds that completed"),
                new("±", true, "Half the 95 % confidence interval of the mean (Student's t)"),
                new("n", true, "Seeds in the mean"),
                new("completed"),
                new("diverged"),
                .. rare.Select(outcome => new PageColumn(outcome.Name())),
                new("time", true, "Training and evaluation of all its seeds"),
                new(
                    "more seeds",
                    true,
                    "Seeds a cell that would tell it from the best of its rank with a power of 80 %, if the difference "
                        + "stays as it is"),
            ],
            [.. analysis.Cells.Select(cell => Row(cell, rare))]);
    }

    private PageRow Row(CellRow cell, List<Outcome> rare)
    {
        var trials = analysis.TrialsOf(cell.Cell).ToList();
        var (trial, sweep) = (trials[0], analysis.Data.SweepOf(trials[0]));
        return new PageRow
        {
            Cells =
            [
                cell.Standing.Rank is { } rank ? new object[] { rank, CellText.Rank(cell) } : null,
                trial.Record.Definition.Cell,
                .. analysis.Data.Parameters.Select(parameter => PageRow.Value(parameter, trial)),
                Number(cell.Sample.Mean),
                Number(cell.Sample.Interval?.HalfWidth),
                cell.Sample.Count,
                cell.Count(Outcome.Completed),
                cell.Count(Outcome.Diverged),
                .. rare.Select(outcome => (object?)cell.Count(outcome)),
                PageRow.Seconds(analysis.SecondsOf(cell.Cell)),
                MoreSeeds(cell.Standing),
            ],
            Key = $"{cell.Cell}",
            Sweep = sweep,
            Command = RerunCommand.ForCell(analysis.Data.Sweeps[sweep], trials),
            About = About(cell),
            IsMuted = !cell.IsRanked,
        };
    }

    private static object? Number(double? value) =>
        value is { } number ? PageRow.Number(number, NumberText.Of(number)) : null;

    private static object? MoreSeeds(CellRank standing) =>
        standing.NeedsTooManySeeds
            ? new object[] { SeedPlan.Limit + 1, $"over {SeedPlan.Limit}" }
            : standing.MoreSeeds;

    private string About(CellRow cell)
    {
        var about = $"{analysis.Labels.Long(cell.Cell)}: {CellText.Outcomes(cell)}";
        return cell.Standing is { ComparedWith: { } other, Difference: { P: not null } difference }
            ? $"{about}. Against {analysis.Labels.Long(other)}, seed by seed: {NumberText.Short(difference.Mean)} on "
                + $"{NumberText.Count(difference.Count, "common seed")}, "
                + $"p = {NumberText.Short(cell.Standing.AdjustedP)} with Holm's correction."
            : $"{about}.";
    }
}

internal sealed class DivergedTable(ReportAnalysis analysis)
{
    public PageTable Create() => new(
        [
            new("trial"),
            .. analysis.Varying.Select(parameter => new PageColumn(parameter.Path, parameter.IsNumeric)),
            new("seed"),
            new(
                "kind",
                false,
                "nan, inf, loss-above: the loss; exploded: a huge loss and answers of chance; collapsed: no "
                    + "gradient reaches the first layer"),
            new("at step"),
            new("last finite loss"),
            new("time"),
        ],
        [.. analysis.Data.Diverged.Select(Row)]);

    private PageRow Row(ReportTrial trial)
    {
        var (end, sweep) = (trial.Record.End, analysis.Data.SweepOf(trial));
        return new PageRow
        {
            Cells =
            [
                trial.Record.Number,
                .. analysis.Varying.Select(parameter => PageRow.Value(parameter, trial)),
                trial.Record.Definition.Seed,
                end?.Kind,
                end?.Step,
                end?.LastFiniteLoss is { } loss ? PageRow.Number(loss, NumberText.Short(loss)) : null,
                PageRow.Seconds(trial.Seconds),
            ],
            Key = $"{trial.Cell}",
            Sweep = sweep,
            Command = RerunCommand.ForTrial(analysis.Data.Sweeps[sweep], trial),
            About = TrialText.Describe(analysis, trial),
        };
    }
}
