using System.Text;
using System.Text.Json;
using SweepRunner.Reports.Reading;
using SweepRunner.Tracking;

namespace SweepRunner.Reports.Analysis;

/// <summary>
/// The commands that run a cell or a trial again, from the store alone: <see cref="ForConfig"/>, then
/// <see cref="Beginning"/> with what <see cref="ForCell"/> or <see cref="ForTrial"/> gives behind it. Threads are named
/// since numbers depend on them.
/// </summary>
public static class RerunCommand
{
    /// <summary>Writes the sweep's config to a file; what <see cref="ForCell"/> and <see cref="ForTrial"/> start
    /// from.</summary>
    public static string ForConfig(SweepRecord sweep, string storeUrl) =>
        $"sweep show {Quoted(sweep.Definition.Name)} --config --store {Quoted(storeUrl)} > "
        + $"{Quoted($"{sweep.Definition.Name}.json")}";

    /// <summary>What the command for every row of a sweep begins with.</summary>
    public static string Beginning(SweepRecord sweep) =>
        $"sweep run {Quoted($"{sweep.Definition.Name}.json")} "
        + $"{Set("search={\"name\":\"grid\"}", "space={}", $"threads={sweep.Definition.Threads}")}";

    /// <summary>The rest of the command that runs a cell with the same seeds, as a sweep of its own.</summary>
    public static string ForCell(SweepRecord sweep, IReadOnlyList<ReportTrial> trials) =>
        Of(
            sweep,
            trials[0],
            $"cell-{trials[0].Record.Definition.Cell}",
            trials.Select(trial => trial.Record.Definition.Seed));

    /// <summary>The rest of the command that runs one trial, as a sweep of its own.</summary>
    public static string ForTrial(SweepRecord sweep, ReportTrial trial) =>
        Of(sweep, trial, $"trial-{trial.Record.Number}", [trial.Record.Definition.Seed]);

    private static string Of(SweepRecord sweep, ReportTrial trial, string suffix, IEnumerable<long> seeds) =>
        Set(
            $"name={sweep.Definition.Name}-{suffix}",
            $"trials={Point(sweep, trial.Record)}",
            $"seeds=[{string.Join(',', seeds.Distinct())}]");

    private static string Set(params string[] overrides) =>
        string.Join(' ', overrides.Select(each => $"--set {Quoted(each)}"));

    private static string Point(SweepRecord sweep, TrialRecord trial)
    {
        var values = sweep
            .Definition.SpacePaths.Zip(trial.Definition.SpaceValues)
            .Where(pair => pair.Second is not null)
            .Select(pair => $"{JsonSerializer.Serialize(pair.First)}:{pair.Second}")
            .ToList();
        return values.Count == 0 ? "[]" : $"[{{{string.Join(',', values)}}}]";
    }

    // For a POSIX shell: within single quotes only the quote itself has a meaning.
    private static string Quoted(string word)
    {
        if (word.Length > 0
            && word.All(character =>
                char.IsAsciiLetterOrDigit(character) || "-_./:=".Contains(character, StringComparison.Ordinal)
            ))
            return word;
        return new StringBuilder("'")
            .Append(word.Replace("'", "'\\''", StringComparison.Ordinal))
            .Append('\'')
            .ToString();
    }
}
