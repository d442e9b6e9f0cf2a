using System.CommandLine;
using SweepRunner.Runner.Commands.Reading;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Runner.Commands;

/// <summary><c>sweep export</c>: a sweep as tables for other programs.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("SWEEP") { Description = "The sweep." };
        var folder = new Option<string>("--csv")
        {
            Description = "The folder that trials.csv and metrics.csv go to; made if it is not there.",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command("export", "Write a sweep as CSV tables. Example: sweep export alexnet-lr --csv tables") { name, folder };
        command.SetAction(result =>
        {
            using var store = result.OpenStore(StoreAccess.Existing, context);
            var sweep = Lookup.Sweep(store, result.GetRequiredValue(name));
            var target = result.GetRequiredValue(folder);
            CsvExport.Write(store, sweep.Definition.Name, target);
            context.Out.Write($"{Path.Join(target, CsvExport.TrialsFile)}\n{Path.Join(target, CsvExport.MetricsFile)}\n");
            return ExitCodes.Done;
        });
        return command;
    }
}
