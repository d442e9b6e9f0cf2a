using SweepRunner.Runner.Configuration;

namespace SweepRunner.Runner.Screens;

/// <summary>The check of a sweep file as one JSON document, with the same keys whether the file has faults or
/// not.</summary>
internal static class ValidationScreen
{
    public static object ToJson(string file, SweepPlan plan) => Document(
        file, plan.Config.Name, plan, PlanScreen.Warnings(plan), []);

    public static object ToJson(string file, IReadOnlyList<Fault> faults) => Document(file, null, null, [], faults);

    private static object Document(
        string file, string? name, SweepPlan? plan, IEnumerable<string> warnings, IReadOnlyList<Fault> faults) => new
        {
            File = file,
            IsValid = faults.Count == 0,
            Name = name,
            plan?.Cells,
            Seeds = plan?.Config.Seeds.Count,
            Trials = plan?.Config.IsDecidedByResults == true ? null : plan?.Trials.Count,
            Warnings = warnings,
            Faults = faults.Select(fault => new
            {
                // An override has its own text in place of a file.
                File = fault.Position?.Source ?? file,
                Line = fault.Position is { Line: > 0 and var line } ? line : (int?)null,
                Column = fault.Position is { Line: > 0, Column: var column } ? column : (int?)null,
                fault.Path,
                fault.Message,
            }),
        };
}
