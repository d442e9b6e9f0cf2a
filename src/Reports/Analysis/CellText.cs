using SweepRunner.Tracking;

namespace SweepRunner.Reports.Analysis;

/// <summary>What is said of a cell in one line.</summary>
internal static class CellText
{
    /// <summary><c>0.7889 ± 0.0186 (3 seeds)</c>; without an interval the mean alone; a dash without a value.</summary>
    public static string Mean(CellRow cell) =>
        cell.Sample switch
        {
            { Mean: null } => "-",
            { Interval: { } interval } sample => $"{NumberText.Of(sample.Mean)} ± {NumberText.Of(interval.HalfWidth)} "
                + $"({NumberText.Count(sample.Count, "seed")})",
            var sample => $"{NumberText.Of(sample.Mean)} ({NumberText.Count(sample.Count, "seed")})",
        };

    /// <summary><c>2 completed, 1 diverged</c>.</summary>
    public static string Outcomes(CellRow cell) =>
        string.Join(
            ", ", cell.Outcomes.OrderBy(each => Order(each.Key)).Select(each => $"{each.Value} {each.Key.Name()}"));

    /// <summary><c>2 of 3 diverged</c>.</summary>
    public static string Diverged(int diverged, int trials) => $"{diverged} of {trials} diverged";

    /// <summary><c>1</c>, <c>1=</c> where it is shared, a dash without a value.</summary>
    public static string Rank(CellRow cell) =>
        cell.Standing.Rank is { } rank ? $"{rank}{(cell.Standing.IsTied ? "=" : "")}" : "-";

    // What a reader asks for first comes first.
    private static int Order(Outcome outcome) => outcome switch
    {
        Outcome.Completed => 0,
        Outcome.Diverged => 1,
        Outcome.Failed => 2,
        _ => 3 + (int)outcome,
    };
}
