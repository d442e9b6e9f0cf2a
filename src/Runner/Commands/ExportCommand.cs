using SweepRunner.Reports.Export.TensorBoard;
using SweepRunner.Runner.Screens;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Runner.Commands;

internal static class ExportCommand
{
    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.Sweep(context);
        ExportFormat[] formats =
        [
            new(
                CommonOptions.Folder("--csv", "The folder for trials.csv and metrics.csv, created if missing."),
                (store, sweep, target) =>
                {
                    CsvExport.Write(store, sweep, target);
                    return [Path.Join(target, CsvExport.TrialsFile), Path.Join(target, CsvExport.MetricsFile)];
                }),
            new(
                CommonOptions.Folder("--tensorboard", "The folder for the sweep's event files, created if missing."),
                (store, sweep, target) => [TensorBoardExport.Write(store, sweep, target)]),
        ];
        var command = new Command(
            "export",
            "Write a sweep as CSV, JSON or Markdown, or for TensorBoard. Example: sweep export alexnet-lr --csv tables "
                + "--tensorboard logs") { name };
        foreach (var format in formats)
            command.Add(format.Target);
        var documents = new ReportDocuments(command);
        command.Validators.Add(result =>
        {
            if (documents.IsAsked(result) || formats.Any(format => result.GetResult(format.Target) is not null))
                return;
            var names = formats
                .Select(format => $"{format.Target.Name} {format.Target.HelpName}")
                .Concat(documents.Options.Select(option => option.Name));
            result.AddError($"Nothing to write: name at least one of {string.Join(", ", names)}.");
        });
        command.SetAction(result =>
        {
            using var store = result.OpenStore(context);
            var sweep = Lookup.Sweep(store, result.GetRequiredValue(name));
            // A document has standard output to itself.
            var isDocument = documents.IsAsked(result.CommandResult);
            var paths = isDocument ? context.Error : context.Out;
            foreach (var format in formats)
            {
                if (result.GetValue(format.Target) is not { } target)
                    continue;
                foreach (var path in format.Write(store, sweep.Name, target))
                    paths.Write($"{path}\n");
            }

            if (isDocument)
                documents.Write(result, context, SweepReport.Analyse(context, store, [sweep]));
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>One format of files: the option with the target folder, and what writes a sweep there and returns the
    /// paths.</summary>
    private sealed record ExportFormat(
        Option<string> Target, Func<ITrackingStore, string, string, IReadOnlyList<string>> Write);
}
