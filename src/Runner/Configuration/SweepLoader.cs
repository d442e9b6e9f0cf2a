using SweepRunner.Configuration;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Configuration;

/// <summary>From a file to a plan, as every command that takes a config does it.</summary>
internal static class SweepLoader
{
    /// <summary>Reads and plans a sweep.</summary>
    /// <param name="file">The path as its user gave it.</param>
    /// <param name="overrides"><c>path=value</c> each, applied in order.</param>
    /// <returns>The sweep, and its plan on the likely resources: <see cref="SweepPlan.On"/> puts it on others.</returns>
    /// <exception cref="CommandException">The file has faults; the message is all of them, one a line.</exception>
    public static (SweepDefinition Definition, SweepPlan Plan) Load(string file, IReadOnlyList<string> overrides)
    {
        var (definition, faults) = SweepReader.ReadFile(file, overrides);
        if (definition is null)
            throw Refuse(faults, file);
        if (MachineFit.Faults(definition, Environment.ProcessorCount) is { Count: > 0 } unfit)
            throw Refuse(unfit, file);
        var guess = TrialResources.Guess(definition.Config.Device, definition.Config.Threads);
        var (plan, cellFaults) = SweepPlan.Create(definition, guess);
        return plan is null ? throw Refuse(cellFaults, file) : (definition, plan);
    }

    private static CommandException Refuse(IReadOnlyList<Fault> faults, string file)
    {
        var count = faults.Count == 1 ? "1 fault" : $"{faults.Count} faults";
        return new CommandException(
            string.Join('\n', [.. faults.Select(fault => fault.ToString()), $"{count} in {file}"]));
    }
}
