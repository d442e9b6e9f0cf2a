namespace SweepRunner.Tracking.Storage;

/// <summary>The changes to the trials of a sweep that is extended: existing trials, with their config and their values
/// at the new paths, and new ones, whose numbers and cells follow in their order.</summary>
internal sealed record SweepGrowth(
    IReadOnlyList<(int Number, NewTrial Trial)> Kept,
    IReadOnlyList<NewTrial> Added)
{
    public static SweepGrowth Find(IReadOnlyList<TrialRecord> trials, NewSweep grown)
    {
        var remaining = grown.Trials.ToDictionary(trial => trial.Identity);
        var missing = trials.Where(trial => !remaining.ContainsKey(trial.Definition.Identity)).ToList();
        if (missing.Count > 0)
            throw new SweepShrunkException(grown.Name, [.. missing.Select(trial => trial.Number)]);

        var kept = new List<(int, NewTrial)>();
        var cells = new Dictionary<int, int>();
        foreach (var there in trials)
        {
            remaining.Remove(there.Definition.Identity, out var trial);
            cells.TryAdd(trial!.Cell, there.Definition.Cell);
            kept.Add((there.Number, trial));
        }

        var added = new List<NewTrial>();
        var nextCell = trials.Select(trial => trial.Definition.Cell + 1).DefaultIfEmpty(0).Max();
        foreach (var trial in grown.Trials.Where(trial => remaining.ContainsKey(trial.Identity)))
        {
            if (cells.TryAdd(trial.Cell, nextCell))
                nextCell++;
            added.Add(trial with { Cell = cells[trial.Cell] });
        }

        return new SweepGrowth(kept, added);
    }
}
