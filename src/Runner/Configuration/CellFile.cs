using SweepRunner.Reports.Analysis;

namespace SweepRunner.Runner.Configuration;

/// <summary>Writes a cell of a stored sweep as a sweep file of its own. It runs the same seeds with the same numbers:
/// its trials have the identities of the stored ones.</summary>
internal static class CellFile
{
    // What chooses the cells of a sweep and how far they run; a file of one cell has it in its trial, which runs whole.
    private static readonly string[] Chosen =
        ["$schema", "name", "description", "trial", "space", "trials", "search", "prune", "budget"];

    // What a sweep says of its command beside what is stored with each trial.
    private static readonly string[] OfCommand = ["silenceSeconds", "workingDirectory"];

    /// <param name="sweep">The sweep.</param>
    /// <param name="trials">The trials of the cell, at least one, in plan order.</param>
    /// <param name="label">What tells the cell from the others, for the description.</param>
    public static JsonObject Create(SweepRecord sweep, IReadOnlyList<TrialRecord> trials, string label)
    {
        var definition = sweep.Definition;
        var (number, trial) = (trials[0].Definition.Cell, JsonNode.Parse(trials[0].Definition.ConfigJson)!);
        var file = new JsonObject
        {
            ["name"] = RerunCommand.NameOf(sweep.Name, "cell", number),
            ["description"] = $"Cell {number} of {sweep.Name}: {label}",
            ["trial"] = WithCommand(trial, sweep),
        };
        foreach (var (key, value) in JsonNode.Parse(definition.ConfigJson)!.AsObject())
        {
            if (!Chosen.Contains(key))
                file[key] = value?.DeepClone();
        }
        file["seeds"] = new JsonArray([.. trials.Select(each => JsonValue.Create(each.Definition.Seed))]);
        file["device"] = DeviceOf(definition, file["device"]);
        file["threads"] = definition.Threads;
        return file;
    }

    // A stored program has only what changes its numbers. With the hashes, its files are those of the sweep or a fault.
    private static JsonNode WithCommand(JsonNode trial, SweepRecord sweep)
    {
        if (trial["command"] is not JsonObject command
            || JsonNode.Parse(sweep.Definition.ConfigJson)!["trial"]?["command"] is not JsonObject asked)
            return trial;
        foreach (var key in OfCommand.Where(key => asked[key] is not null))
            command[key] = asked[key]!.DeepClone();
        return trial;
    }

    // A sweep with device auto was resolved when it was created, and another machine may resolve it differently.
    private static string DeviceOf(SweepFacts sweep, JsonNode? asked) =>
        DeviceKinds.Parse(sweep.Device) == DeviceKind.Cpu ? "cpu"
        : asked?.GetValue<string>() is { } name && name != "auto" ? name
        : "cuda:0";
}
