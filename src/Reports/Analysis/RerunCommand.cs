using System.Text.Json;

namespace SweepRunner.Reports.Analysis;

/// <summary>The commands that run a cell or a trial again from the store: <see cref="ForConfig"/>, then <see
/// cref="Beginning"/> followed by <see cref="ForCell"/> or <see cref="ForTrial"/>. They set the threads, because the
/// numbers depend on them.</summary>
internal static class RerunCommand
{
    public static string ForConfig(SweepRecord sweep, string storeUrl)
    {
        var name = sweep.Definition.Name;
        return $"sweep show {Quoted(name)} --config --store {Quoted(storeUrl)} > {Quoted($"{name}.json")}";
    }

    public static string Beginning(SweepRecord sweep) =>
        $"sweep run {Quoted($"{sweep.Definition.Name}.json")} "
        + Set("search={\"name\":\"grid\"}", "space={}", $"threads={sweep.Definition.Threads}");

    /// <summary>Runs a cell with the same seeds, as its own sweep.</summary>
    public static string ForCell(SweepRecord sweep, IReadOnlyList<ReportTrial> trials) =>
        For(sweep, $"cell-{trials[0].Record.Definition.Cell}", trials);

    public static string ForTrial(SweepRecord sweep, ReportTrial trial) =>
        For(sweep, $"trial-{trial.Record.Number}", [trial]);

    private static string For(SweepRecord sweep, string suffix, IReadOnlyList<ReportTrial> trials)
    {
        var seeds = trials.Select(trial => trial.Record.Definition.Seed).Distinct();
        return Set(
            $"name={sweep.Definition.Name}-{suffix}", $"trials={Point(sweep, trials[0].Record)}",
            $"seeds=[{string.Join(',', seeds)}]");
    }

    private static string Set(params string[] overrides) =>
        string.Join(' ', overrides.Select(each => $"--set {Quoted(each)}"));

    private static string Point(SweepRecord sweep, TrialRecord trial)
    {
        var values = sweep.Definition.SpacePaths.Zip(trial.Definition.SpaceValues)
            .Where(pair => pair.Second is not null)
            .Select(pair => $"{JsonSerializer.Serialize(pair.First)}:{pair.Second}")
            .ToList();
        return values.Count == 0 ? "[]" : $"[{{{string.Join(',', values)}}}]";
    }

    // For a POSIX shell: within single quotes, only the quote itself has a meaning.
    private static string Quoted(string word)
    {
        var isPlain = word.All(sign => char.IsAsciiLetterOrDigit(sign) || "-_./:=".Contains(sign));
        return isPlain && word.Length > 0 ? word : $"'{word.Replace("'", "'\\''")}'";
    }
}
