using SweepRunner.Tracking;

namespace SweepRunner.Reports;

/// <summary>The cells of a sweep compared by their objective.</summary>
public static class CellTable
{
    /// <summary>
    /// Every cell: the best mean first, equal means by cell number; then, by cell number, those without a value. A diverged trial never
    /// enters a mean, nor does a NaN or an infinity.
    /// </summary>
    /// <param name="trials">The sweep's trials in plan order.</param>
    /// <param name="objectives">The objective by trial number; a trial without one is left out.</param>
    /// <param name="isMaximized">True when a larger objective is better.</param>
    public static IReadOnlyList<CellRow> Of(IReadOnlyList<TrialRecord> trials, IReadOnlyDictionary<int, double> objectives, bool isMaximized)
    {
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentNullException.ThrowIfNull(objectives);
        var rows = trials.GroupBy(trial => trial.Definition.Cell).Select(cell => Row(cell.Key, [.. cell], objectives)).ToList();
        var ranked = rows.Where(row => row.Mean is not null)
            .OrderBy(row => isMaximized ? -row.Mean : row.Mean).ThenBy(row => row.Cell)
            .Select((row, rank) => row with { IsBest = rank == 0 });
        return [.. ranked, .. rows.Where(row => row.Mean is null).OrderBy(row => row.Cell)];
    }

    private static CellRow Row(int cell, IReadOnlyList<TrialRecord> trials, IReadOnlyDictionary<int, double> objectives)
    {
        var values = trials.Where(trial => trial.Outcome == Outcome.Completed)
            .Select(trial => objectives.GetValueOrDefault(trial.Number, double.NaN)).Where(double.IsFinite).ToList();
        var row = new CellRow
        {
            Cell = cell,
            Example = trials[0],
            Outcomes = trials.CountBy(trial => trial.Outcome).ToDictionary(),
            Count = values.Count,
        };
        if (values.Count == 0)
            return row;
        var mean = values.Average();
        return row with
        {
            Mean = mean,
            StandardDeviation = values.Count < 2 ? null : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)),
            Minimum = values.Min(),
            Maximum = values.Max(),
        };
    }
}
