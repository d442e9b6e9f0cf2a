using SweepRunner.Experiments.Data.Images;
using SweepRunner.Runner.Machine;

namespace SweepRunner.Runner.Configuration;

/// <summary>Reads a sweep file and plans it, for all commands that take one.</summary>
internal static class SweepLoader
{
    /// <summary>The plan on the likely resources.</summary>
    /// <param name="file">The path as the user gave it.</param>
    /// <param name="overrides"><c>path=value</c> each, applied in order.</param>
    /// <param name="images">What reads image folders.</param>
    /// <param name="folder">The folder that paths in the file count from; null for that of the file.</param>
    /// <exception cref="CommandException">The file has faults; the message has one line per fault.</exception>
    public static SweepPlan Load(
        string file, IReadOnlyList<string> overrides, ImageFolders images, string? folder = null)
    {
        try
        {
            var definition = SweepReader.ReadFile(file, overrides, folder, images);
            if (MachineFit.TooManyThreads(definition, Environment.ProcessorCount) is { } fault)
                throw new FaultsException([fault]);
            return SweepPlanner.Plan(
                definition, TrialResources.Guess(definition.Config.Device, definition.Config.Threads));
        }
        catch (FaultsException exception)
        {
            // Nothing is counted in a file that cannot be read.
            var count = exception.Faults.All(fault => fault.Position == SourcePosition.Whole(file))
                ? ""
                : $"\n{NumberText.Count(exception.Faults.Count, "fault")} in {file}";
            throw new CommandException($"{exception.Message}{count}", exception);
        }
    }
}
