using SweepRunner.Configuration;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Configuration;

/// <summary>From a file to a plan, as every command that takes a config does it.</summary>
internal static class SweepLoader
{
    /// <summary>Reads and plans a sweep.</summary>
    /// <param name="file">The path as its user gave it.</param>
    /// <param name="overrides"><c>path=value</c> each, applied in order.</param>
    /// <returns>The plan on the likely resources.</returns>
    /// <exception cref="CommandException">The file has faults; the message is all of them, one a line.</exception>
    public static SweepPlan Load(string file, IReadOnlyList<string> overrides)
    {
        try
        {
            var definition = SweepReader.ReadFile(file, overrides);
            if (MachineFit.TooManyThreads(definition, Environment.ProcessorCount) is { } fault)
                throw new FaultsException([fault]);
            return SweepPlanner.Plan(
                definition, TrialResources.Guess(definition.Config.Device, definition.Config.Threads));
        }
        catch (FaultsException exception)
        {
            var count = exception.Faults.Count == 1 ? "1 fault" : $"{exception.Faults.Count} faults";
            throw new CommandException($"{exception.Message}\n{count} in {file}", exception);
        }
    }
}
