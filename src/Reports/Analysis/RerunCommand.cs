using System.Text.Json;

namespace SweepRunner.Reports.Analysis;

/// <summary>The commands that run a cell or a trial again from the store: <see cref="ForConfig"/>, then <see
/// cref="Beginning"/> followed by <see cref="ForCell"/> or <see cref="ForTrial"/>. They set the threads, because the
/// numbers depend on them.</summary>
public static class RerunCommand
{
    internal static string ForConfig(SweepRecord sweep, SweepCommands commands)
    {
        var file = SweepCommands.Quoted(ConfigFile(sweep));
        return $"{commands.Write("show", sweep.Definition.Name, "--config")} > {file}";
    }

    internal static string Beginning(SweepRecord sweep, SweepCommands commands) => commands.Write([
        "run", ConfigFile(sweep),
        .. Set("search={\"name\":\"grid\"}", "space={}", $"threads={sweep.Definition.Threads}"),
    ]);

    /// <summary>Runs a cell with the same seeds, as its own sweep.</summary>
    internal static string ForCell(SweepRecord sweep, IReadOnlyList<ReportTrial> trials) =>
        For(sweep, $"cell-{trials[0].Record.Definition.Cell}", trials);

    internal static string ForTrial(SweepRecord sweep, ReportTrial trial) =>
        For(sweep, $"trial-{trial.Record.Number}", [trial]);

    // Not the name that the sweep file of the user is likely to have.
    private static string ConfigFile(SweepRecord sweep) => $"{sweep.Definition.Name}.config.json";

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


    private static string For(SweepRecord sweep, string suffix, IReadOnlyList<ReportTrial> trials)
    {
        var seeds = trials.Select(trial => trial.Record.Definition.Seed).Distinct();
        var overrides = Set(
            $"name={sweep.Definition.Name}-{suffix}", $"trials={Point(sweep, trials[0].Record)}",
            $"seeds=[{string.Join(',', seeds)}]");
        return string.Join(' ', overrides.Select(SweepCommands.Quoted));
    }

    private static IEnumerable<string> Set(params string[] overrides) =>
        overrides.SelectMany(each => new[] { "--set", each });

    private static string Point(SweepRecord sweep, TrialRecord trial)
    {
        var values = sweep.Definition.SpacePaths.Zip(trial.Definition.SpaceValues)
            .Where(pair => pair.Second is not null)
            .Select(pair => $"{JsonSerializer.Serialize(pair.First)}:{pair.Second}")
            .ToList();
        return values.Count == 0 ? "[]" : $"[{{{string.Join(',', values)}}}]";
    }
}
