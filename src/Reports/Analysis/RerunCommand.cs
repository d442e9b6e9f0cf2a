namespace SweepRunner.Reports.Analysis;

/// <summary>The commands that run a cell or a trial again from the store, as a sweep of its own: the first writes the
/// cell as a sweep file, the second runs it.</summary>
public static class RerunCommand
{
    // The longest name of a sweep.
    private const int LongestName = 100;

    /// <summary>The name of a part of a sweep as a sweep of its own: <c>alexnet-lr-cell-3</c>.</summary>
    public static string NameOf(string sweep, string part, int number) => NameOf(sweep, $"-{part}-{number}");

    /// <summary>The name of a sweep with an ending, shortened to the longest name of a sweep.</summary>
    public static string NameOf(string sweep, string ending)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(ending);
        return sweep[..Min(sweep.Length, LongestName - ending.Length)] + ending;
    }

    /// <summary>Runs a cell with the same seeds.</summary>
    public static string ForCell(string sweep, int cell, SweepCommands commands) =>
        For(sweep, cell, NameOf(sweep, "cell", cell), commands);

    /// <summary>Runs one trial.</summary>
    internal static string ForTrial(TrialRecord trial, SweepCommands commands)
    {
        var name = NameOf(trial.Sweep, "trial", trial.Number);
        return For(
            trial.Sweep, trial.Definition.Cell, name, commands, "--set", $"name={name}", "--set",
            $"seeds=[{trial.Definition.Seed}]");
    }

    /// <summary>Runs more seeds of some cells alone: a command for each sweep, one a line.</summary>
    internal static string ForMoreSeeds(ReportAnalysis analysis, IEnumerable<int> cells, int seeds) => string.Join(
        '\n',
        analysis.Data.Trials.DistinctBy(trial => trial.Cell)
            .IntersectBy(cells, trial => trial.Cell)
            .GroupBy(trial => trial.Record.Sweep, trial => trial.Record.Definition.Cell)
            .Select(sweep => ForMoreSeeds(sweep.Key, sweep, seeds, analysis.Commands)));

    /// <summary>Runs more seeds of some cells of a sweep alone.</summary>
    public static string ForMoreSeeds(string sweep, IEnumerable<int> cells, int seeds, SweepCommands commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        return commands.Write("resume", sweep, "--cells", string.Join(',', cells.Order()), "--seeds", $"+{seeds}");
    }

    private static string For(
        string sweep, int cell, string name, SweepCommands commands, params IEnumerable<string> options)
    {
        ArgumentNullException.ThrowIfNull(commands);
        var file = $"{name}.json";
        return $"{commands.Write("show", sweep, "--cell", $"{cell}", "--config")} > {SweepCommands.Quoted(file)}\n"
            + commands.Write(["run", file, .. options]);
    }
}
