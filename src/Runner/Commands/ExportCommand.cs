using System.CommandLine;
using SweepRunner.Reports.Export.TensorBoard;
using SweepRunner.Runner.Screens;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Export;

namespace SweepRunner.Runner.Commands;

/// <summary><c>sweep export</c>: a sweep as files for other programs.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("SWEEP") { Description = "The sweep." };
        var formats = Formats();
        var command = new Command(
            "export",
            "Write a sweep as CSV, JSON, Markdown or for TensorBoard. Example: sweep export alexnet-lr "
                + "--csv tables --tensorboard logs")
        {
            name,
        };
        foreach (var format in formats)
            command.Add(format.Target);
        var documents = new ReportDocuments();
        documents.AddTo(command);
        command.Validators.Add(result =>
        {
            if (!documents.Options.Any(option => result.GetResult(option) is not null)
                && !formats.Any(format => result.GetResult(format.Target) is not null))
                result.AddError(
                    "Nothing to write: name at least one of "
                        + $"{string.Join(", ", formats.Select(format => $"{format.Target.Name} {format.Target.HelpName}").Concat(documents.Options.Select(option => option.Name)))}."
                );
        });
        command.SetAction(result =>
        {
            using var store = result.OpenStore(StoreAccess.Existing, context);
            var sweep = Lookup.Sweep(store, result.GetRequiredValue(name));
            // A document has standard output to itself.
            var paths = documents.IsAsked(result) ? context.Error : context.Out;
            foreach (var format in formats)
            {
                if (result.GetValue(format.Target) is not { } target)
                    continue;
                foreach (var path in format.Write(store, sweep.Definition.Name, target))
                    paths.Write($"{path}\n");
            }

            if (documents.IsAsked(result))
                documents.Write(result, context, store, [sweep]);

            return ExitCodes.Done;
        });
        return command;
    }

    private static List<ExportFormat> Formats() =>
        [
            new(
                new Option<string>("--csv")
                {
                    Description = "The folder that trials.csv and metrics.csv go to; made if it is not there.",
                    HelpName = "DIR",
                }.NotEmpty(),
                (store, sweep, target) =>
                {
                    CsvExport.Write(store, sweep, target);
                    return [Path.Join(target, CsvExport.TrialsFile), Path.Join(target, CsvExport.MetricsFile)];
                }),
            new(
                new Option<string>("--tensorboard")
                {
                    Description = "The folder that the sweep's folder of event files goes to; made if it is not there.",
                    HelpName = "DIR",
                }.NotEmpty(),
                (store, sweep, target) => [TensorBoardExport.Write(store, sweep, target)]),
        ];

    /// <summary>One kind of file.</summary>
    /// <param name="Target">The option that asks for it and names where it goes.</param>
    /// <param name="Write">Writes the sweep of that name to that place; returns the paths to tell its user.</param>
    private sealed record ExportFormat(
        Option<string> Target, Func<ITrackingStore, string, string, IReadOnlyList<string>> Write);
}
