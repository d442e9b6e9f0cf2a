namespace SweepRunner.Reports.Analysis;

/// <summary>Says in words what is known of a cell.</summary>
public static class CellText
{
    // All digits of a double.
    private const int MostDecimals = 17;

    /// <summary><c>0.7889 (0.7703–0.8064), 3 seeds</c>; without an interval, the mean and the seeds; a dash without a
    /// value.</summary>
    public static string Mean(CellRow cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Sample.Mean is null
            ? "-"
            : $"{MeanAndInterval(cell.Sample)}, {NumberText.Count(cell.Sample.Count, "seed")}";
    }

    /// <summary><c>0.7889 (0.7703–0.8064)</c>; the mean alone without an interval.</summary>
    public static string MeanAndInterval(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var mean = NumberText.Of(sample.Mean);
        return Interval(sample) is { } interval ? $"{mean} ({interval})" : mean;
    }

    /// <summary><c>0.7703–0.8064</c>, with as many decimals as it takes to tell the ends apart; null without an
    /// interval.</summary>
    public static string? Interval(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Interval is not { } interval)
            return null;
        var (low, high) = (NumberText.Of(interval.Low), NumberText.Of(interval.High));
        for (var decimals = 5; low == high && decimals <= MostDecimals; decimals++)
            (low, high) = (interval.Low.ToString($"F{decimals}"), interval.High.ToString($"F{decimals}"));
        return interval.Low < 0 || low.Contains('e') || high.Contains('e') ? $"{low} to {high}" : $"{low}–{high}";
    }

    /// <summary><c>2 completed (1 did not learn), 1 diverged</c>; <c>1 pruned (rung 2 of 4: 0.61, cut at
    /// 0.66)</c>.</summary>
    public static string Outcomes(CellRow cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return string.Join(", ", cell.Outcomes.OrderBy(each => Order(each.Key)).Select(each =>
            $"{each.Value} {each.Key.Name()}{(Note(cell, each.Key) is { } note ? $" ({note})" : "")}"));
    }

    // Of a cell with several seeds, the first is the one that rungs compare.
    private static string? Note(CellRow cell, Outcome outcome) => outcome switch
    {
        Outcome.Completed when cell.AtChance > 0 => $"{cell.AtChance} did not learn",
        Outcome.Pruned or Outcome.Paused when cell.Example.Outcome == outcome => cell.Example.Reason,
        _ => null,
    };

    internal static string Diverged(int diverged, int trials) => $"{diverged} of {trials} diverged";

    internal static string AtChance(int atChance, int trials) => $"{atChance} of {trials} did not learn";

    /// <summary><c>1 of 3 diverged</c>, with the failed ones; null if none did.</summary>
    public static string? Lost(CellRow cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var lost = new[] { Outcome.Diverged, Outcome.Failed }.Where(outcome => cell.Count(outcome) > 0)
            .Select(outcome => $"{cell.Count(outcome)} of {cell.Trials} {outcome.Name()}")
            .ToList();
        return lost.Count == 0 ? null : string.Join(", ", lost);
    }

    /// <summary><c>best</c>, <c>could be best</c>, and the <see cref="Remarks"/>; empty for a clean cell that another
    /// one excludes, or that nothing tests.</summary>
    public static string Standing(CellRow cell, double? margin)
    {
        ArgumentNullException.ThrowIfNull(cell);
        string?[] parts =
        [
            cell.IsBest ? "best"
                : cell.Standing.CouldBeBest == true ? "could be best"
                : cell.Standing.IsElsewhere ? "not compared with the best"
                : null,
            !cell.IsBest && cell.Standing.IsWithinMargin == true
                ? $"within {NumberText.Short(margin)} of the best"
                : null,
            Remarks(cell),
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    /// <summary>The standing without a margin, in full: <c>another is better</c> for a cell that another one
    /// excludes.</summary>
    public static string StandingInFull(CellRow cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Standing.CouldBeBest == false ? "another is better" : Standing(cell, margin: null);
    }

    /// <summary>How many seeds diverged, failed or did not learn: <c>1 of 3 diverged, 1 of 2 did not learn</c>, or the
    /// outcomes of a cell without a value; null if there is nothing to say.</summary>
    public static string? Remarks(CellRow cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        string?[] parts =
        [
            cell.Group == CellGroup.NoValue ? Outcomes(cell) : Lost(cell),
            cell.AtChance == 0 ? null
                : cell.AtChance == cell.Sample.Count ? "did not learn"
                : AtChance(cell.AtChance, cell.Sample.Count),
        ];
        return string.Join(", ", parts.OfType<string>()) is { Length: > 0 } text ? text : null;
    }

    private static int Order(Outcome outcome) => outcome switch
    {
        Outcome.Completed => 0,
        Outcome.Diverged => 1,
        Outcome.Failed => 2,
        _ => 3 + (int)outcome,
    };
}
