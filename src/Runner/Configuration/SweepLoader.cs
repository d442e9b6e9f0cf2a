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
    /// <param name="launcher">The name of the launcher that takes the place of that of the file; null for that of the
    /// file.</param>
    /// <exception cref="CommandException">The file has faults; the message has one line per fault.</exception>
    public static SweepPlan Load(
        string file, IReadOnlyList<string> overrides, ImageFolders images, string? folder = null,
        string? launcher = null)
    {
        try
        {
            var definition = SweepReader.ReadFile(file, overrides, folder, images, launcher);
            var config = definition.Config;
            var share = config.Launcher.Share();
            var faults = MachineFit.Faults(definition, share, Environment.ProcessorCount).ToList();
            if (faults.Count > 0)
                throw new FaultsException(faults);
            return SweepPlanner.Plan(
                definition,
                share?.Resources(config.Device, config.Threads)
                    ?? TrialResources.Guess(config.Device, config.Threads));
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
