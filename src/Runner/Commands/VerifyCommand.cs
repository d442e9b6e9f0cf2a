using SweepRunner.Experiments.Data.Images;
using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

/// <summary><c>data verify [NAME|DIR]</c>: reads every file of a data set or of an image folder.</summary>
internal static class VerifyCommand
{
    private const int MostSizes = 3;

    public static Command Create(CommandContext context)
    {
        var target = CommonOptions.OptionalName(
            "NAME|DIR", "The data set, or an image folder. Default: all data sets that are there.");
        target.CompletionSources.Add([.. DatasetCatalog.Names]);
        target.HelpName = target.Name;
        target.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !IsDataset(token.Value) && !IsFolder(token.Value))
                result.AddError(
                    $"'{token.Value}' is neither a data set nor a folder. The data sets are "
                        + $"{string.Join(", ", DatasetCatalog.Names)}.");
        });
        var json = CommonOptions.Json();
        var command = new Command(
            "verify",
            "Check every file of a data set (dimensions, length, labels and checksum), or decode every image of an "
                + "image folder. Exit code 2 if one is wrong.")
        { target, json };
        command.SetAction((result, cancellationToken) =>
        {
            var (wanted, isJson) = (result.GetValue(target), result.GetValue(json));
            return Task.FromResult(
                wanted is null || IsDataset(wanted)
                    ? VerifyDatasets(wanted, isJson, context, cancellationToken)
                    : VerifyFolder(wanted, isJson, context, cancellationToken));
        });
        return command;
    }

    private static bool IsDataset(string text) => DatasetCatalog.Names.Contains(text);

    private static bool IsFolder(string text) =>
        text.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || Directory.Exists(text);

    private static int VerifyDatasets(
        string? wanted, bool isJson, CommandContext context, CancellationToken cancellationToken)
    {
        var statuses = new List<DatasetStatus>();
        foreach (var each in wanted is null ? DatasetCatalog.Names : [wanted])
        {
            cancellationToken.ThrowIfCancellationRequested();
            statuses.Add(Datasets.Inspect(each, context.Data, shouldVerify: true));
        }

        return DataCommand.Report(statuses, isAbsenceWrong: wanted is not null, isJson, context);
    }

    private static int VerifyFolder(
        string folder, bool isJson, CommandContext context, CancellationToken cancellationToken)
    {
        var report = ImageFolderReport.Create(context.Images(cancellationToken) with { IsAnew = true }, folder);
        foreach (var fault in report.Faults)
            context.Error.WriteLine(fault);
        if (isJson)
            JsonOutput.Write(context, report);
        else
            Write(report, context);
        return report.Faults is [] ? ExitCodes.Done : ExitCodes.BadInput;
    }

    private static void Write(ImageFolderReport report, CommandContext context)
    {
        if (report.Classes is [])
            return;
        var table = new TextTable("class", "images");
        foreach (var each in report.Classes)
            table.Add(each.Name, each.Images);
        table.WriteTo(context);

        var sizes = report.Sizes.Take(MostSizes).Select(size => $"{size.Width}×{size.Height} ({size.Images})");
        var more = report.Sizes.Count > MostSizes ? $" and {report.Sizes.Count - MostSizes} more" : "";
        ScreenText.WriteLine(
            context,
            $"{NumberText.Count(report.Classes.Sum(each => each.Images), "image")} in "
                + $"{report.Classes.Count} {(report.Classes.Count == 1 ? "class" : "classes")}."
                + (report.Sizes is [] ? "" : $" Sizes: {string.Join(", ", sizes)}{more}."));
        if (report.Others is [var first, ..])
            ScreenText.WriteLine(context, $"Other files, which are not read: {report.Others.Count}, such as {first}.");
    }
}
