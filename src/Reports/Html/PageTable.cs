namespace SweepRunner.Reports.Html;

internal sealed record PageTable(IReadOnlyList<PageColumn> Columns, IReadOnlyList<PageRow> Rows);

/// <summary>A column of a table that the page sorts and filters. Numbers are aligned to the right.</summary>
internal sealed record PageColumn(string Title, bool IsNumber = true, string? Help = null)
{
    /// <summary>True for a column that stays in sight at the edge of a wide table.</summary>
    public bool IsKept { get; init; }
}

internal sealed record PageRow
{
    /// <summary>A value per column: a text, a number, null, or a pair of sort key and text.</summary>
    public required IReadOnlyList<object?> Cells { get; init; }

    /// <summary>The number of the row's cell, by which the page filters and picks; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>The commands that run the row again.</summary>
    public required string Command { get; init; }
    public required string About { get; init; }

    /// <summary>The command that runs more seeds of this cell and of the best; null for none.</summary>
    public string? MoreSeeds { get; init; }
    public bool IsMuted { get; init; }

    public static object Number(double number, string text) => new object[] { number, text };

    public static object Seconds(double seconds) => Number(Round(seconds, 1), NumberText.OfSeconds(seconds));

    public static object? Value(Parameter parameter, ReportTrial trial)
    {
        var level = parameter.LevelOf(trial);
        var text = parameter.Levels[level];
        return parameter.NumberOf(level) is { } number ? Number(number, text)
            : parameter.HasNumbers ? null
            : text;
    }
}

internal sealed class CellsTable(ReportAnalysis analysis)
{
    private const int MostParametersFirst = 6;

    private static readonly Outcome[] Rare =
        [Outcome.Failed, Outcome.Pruned, Outcome.Paused, Outcome.Cancelled, Outcome.Running, Outcome.Queued];

    public PageTable Create()
    {
        var rare = Rare.Where(outcome => analysis.Cells.Any(cell => cell.Count(outcome) > 0)).ToList();
        var columns = Columns(rare).Where(column => column.IsShown).ToList();
        return new PageTable(
            [.. columns.Select(column => column.Column)],
            [.. analysis.Cells.Select(cell => Row(cell, [.. columns.Select(column => column.Of(cell))]))]);
    }

    private IEnumerable<CellColumn> Columns(List<Outcome> rare)
    {
        var (cells, isTested) = (analysis.Cells, analysis.Cells.Any(cell => cell.Standing.CouldBeBest is not null));
        var ranked = analysis.Data.IsOfPrograms ? "with one" : "that learned";
        yield return new(
            new("rank", true, $"By the mean, among the cells {ranked}; those with diverged or failed seeds last"),
            cell => cell.Rank);
        yield return new(new("cell"), cell => Trial(cell).Record.Definition.Cell);
        var parameters = analysis.Data.Parameters.Select(parameter => new CellColumn(
            new(parameter.Path, parameter.HasNumbers), cell => PageRow.Value(parameter, Trial(cell)))).ToList();
        // Many would push the result out of sight.
        var first = parameters.Count <= MostParametersFirst ? parameters : [];
        foreach (var column in first)
            yield return column;
        yield return new(
            new(analysis.ObjectiveName, true, "Mean over the seeds that completed"), cell => Number(cell.Sample.Mean));
        yield return new(
            new("95 % interval", true, "Confidence interval of the mean, sorted by its lower end"),
            cell => cell.Sample.Interval is { } ends ? PageRow.Number(ends.Low, CellText.Interval(cell.Sample)!) : null,
            cells.Any(cell => cell.Sample.Interval is not null));
        yield return new(
            new("standing", false, "Best, could be best unless another cell is shown to be better (95 % confidence), "
                + "or what kept it from being compared"),
            CellText.StandingInFull);
        yield return new(
            new("more seeds", true, RankingText.MoreSeedsHelp) { IsKept = true },
            cell => cell.Standing.NeedsTooManySeeds
                ? PageRow.Number(SeedPlan.Limit + 1, RankingText.TooManySeeds)
                : cell.Standing.MoreSeeds,
            isTested);
        yield return new(
            new($"within {NumberText.Short(analysis.Margin)}", true, "Shown to be within the margin of the best"),
            cell => Answer(cell.Standing.IsWithinMargin, "not shown"),
            isTested && analysis.Margin is not null);
        yield return new(new("n", true, "Seeds in the mean"), cell => cell.Sample.Count);
        yield return new(
            new("completed"), cell => cell.Count(Outcome.Completed),
            cells.Any(cell => cell.Count(Outcome.Completed) != cell.Sample.Count));
        foreach (var column in parameters.Except(first))
            yield return column;
        yield return new(
            new("did not learn", true, "Completed trials whose answers are no better than chance"),
            cell => cell.AtChance,
            cells.Any(cell => cell.AtChance > 0));
        yield return new(new("diverged"), cell => cell.Count(Outcome.Diverged));
        foreach (var outcome in rare)
            yield return new(new(outcome.Name()), cell => cell.Count(outcome));
        yield return new(
            new("time", true, "Training and evaluation of all its seeds"),
            cell => PageRow.Seconds(analysis.SecondsOf(cell.Cell)));
    }

    private ReportTrial Trial(CellRow cell) => analysis.TrialsOf(cell.Cell).First();

    private PageRow Row(CellRow cell, IReadOnlyList<object?> values)
    {
        var trial = Trial(cell).Record;
        return new PageRow
        {
            Cells = values,
            Key = $"{cell.Cell}",
            Command = RerunCommand.ForCell(trial.Sweep, trial.Definition.Cell, analysis.Commands),
            About = $"{analysis.Labels.Long(cell.Cell)}: {CellText.Outcomes(cell)}."
                + RankingText.Comparison(analysis, cell),
            MoreSeeds = RankingText.MoreSeedsCommand(analysis, cell),
            IsMuted = !cell.IsRanked,
        };
    }

    private static object? Number(double? value) =>
        value is { } number ? PageRow.Number(number, NumberText.Of(number)) : null;

    private static object? Answer(bool? isTrue, string no) =>
        isTrue is null ? null : PageRow.Number(isTrue == true ? 0 : 1, isTrue == true ? "yes" : no);

    private sealed record CellColumn(PageColumn Column, Func<CellRow, object?> Of, bool IsShown = true);
}

internal sealed class DivergedTable(ReportAnalysis analysis)
{
    public PageTable Create() => new(
        [
            new("trial"),
            .. analysis.Varying.Select(parameter => new PageColumn(parameter.Path, parameter.HasNumbers)),
            new("seed"),
            new(
                "kind",
                false,
                analysis.Data.IsOfPrograms
                    ? "nan, inf, loss-above: the loss; or nan, inf: the objective at the end"
                    : "nan, inf, loss-above: the loss; exploded: a huge loss and answers of chance; collapsed: no "
                        + "gradient reaches the first layer"),
            new("at step"),
            new("last finite loss"),
            new("time"),
        ],
        [.. analysis.Data.Diverged.Select(Row)]);

    private PageRow Row(ReportTrial trial)
    {
        var end = trial.Record.End;
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
            Command = RerunCommand.ForTrial(trial.Record, analysis.Commands),
            About = TrialText.Describe(analysis, trial),
        };
    }
}
