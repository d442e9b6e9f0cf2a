using System.Globalization;
using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Sweeps;

/// <summary>More seeds for some cells of a stored sweep.</summary>
/// <param name="Cells">The numbers of the cells; null for all.</param>
/// <param name="Seeds">The number of seeds to add to each cell.</param>
internal sealed record SeedAddition(IReadOnlyList<int>? Cells, int Seeds)
{
    /// <summary>Reads <c>3,4</c>; null for anything but numbers of cells.</summary>
    public static IReadOnlyList<int>? ParseCells(string text) =>
        Numbers(text) is { } numbers && numbers.All(number => number <= int.MaxValue)
            ? [.. numbers.Select(number => (int)number).Distinct()]
            : null;

    /// <summary>Reads <c>+3</c>, a number of seeds; null for anything else. The sign keeps it apart from a
    /// seed.</summary>
    public static int? ParseSeeds(string text) =>
        text.StartsWith('+') && Numbers(text[1..]) is [> 0 and <= SearchConfig.MostTrials and var count]
            ? (int)count
            : null;

    /// <summary>Adds the trials to the sweep. Cells that lack the same seeds receive the same, so that they can be
    /// compared seed by seed.</summary>
    /// <exception cref="CommandException">A cell does not exist, or there would be too many trials.</exception>
    public SweepRecord Apply(ITrackingStore store, SweepRecord sweep)
    {
        var cells = store.Trials(sweep.Name).Select(trial => trial.Definition).GroupBy(trial => trial.Cell)
            .ToDictionary(cell => cell.Key, cell => cell.ToList());
        ThrowIfUnfit(sweep, cells);
        List<NewTrial> all = [.. cells.Values.SelectMany(trials => trials)];
        List<NewTrial> added =
        [
            .. (Cells ?? [.. cells.Keys.Order()]).SelectMany(
                cell => SeedsFor(cells[cell], all), (cell, seed) => sweep.WithSeed(cells[cell][0], seed)),
        ];
        try
        {
            var grown = store.ExtendSweep(sweep.Name, new NewSweep(sweep.Definition, [.. all, .. added]));
            var what = added.GroupBy(trial => trial.Cell, trial => trial.Seed)
                .Select(cell => $"cell {cell.Key}: seeds {string.Join(", ", cell)}");
            store.AddEvent(new NewEvent(sweep.Name, null, "extended", string.Join("; ", what)));
            return grown;
        }
        catch (SweepShrunkException exception)
        {
            throw new CommandException(
                $"Another process has just added trials to '{sweep.Name}'. Run the command again.", exception);
        }
    }

    private void ThrowIfUnfit(SweepRecord sweep, Dictionary<int, List<NewTrial>> cells)
    {
        if (Cells?.Where(cell => !cells.ContainsKey(cell)).ToList() is [var missing, ..])
            throw new CommandException(
                $"--cells: the sweep '{sweep.Name}' has no cell {missing}: its cells are 0 to {cells.Keys.Max()}.");
        var asked = (long)(Cells?.Count ?? cells.Count) * Seeds;
        if (sweep.TrialCount + asked > SearchConfig.MostTrials)
            throw new CommandException(
                $"--seeds: the sweep '{sweep.Name}' would have {sweep.TrialCount + asked} trials; at most "
                    + $"{SearchConfig.MostTrials} are allowed. Add fewer seeds, or name fewer cells with --cells.");
    }

    // The seeds of the sweep come first, in their order, then those that follow its largest.
    private IEnumerable<long> SeedsFor(List<NewTrial> cell, List<NewTrial> all)
    {
        var has = cell.Select(trial => trial.Seed).ToHashSet();
        var known = all.Select(trial => trial.Seed).Distinct().ToList();
        return known.Order().Concat(After(known)).Where(seed => !has.Contains(seed)).Take(Seeds);
    }

    // Behind the largest seed a 64-bit number can hold, the smallest free ones follow.
    private static IEnumerable<long> After(List<long> known)
    {
        var largest = known.Max();
        for (var seed = largest; seed < long.MaxValue;)
            yield return ++seed;
        foreach (var seed in Enumerable.Range(0, SearchConfig.MostTrials * 2).Select(seed => (long)seed).Except(known))
            yield return seed;
    }

    private static List<long>? Numbers(string text)
    {
        var numbers = new List<long>();
        foreach (var word in text.Split(','))
        {
            if (!long.TryParse(word, NumberStyles.None, null, out var number))
                return null;
            numbers.Add(number);
        }
        return numbers;
    }
}
