using System.CommandLine;
using SweepRunner.Reports;
using SweepRunner.Reports.Reading;
using SweepRunner.Runner.Screens;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Commands;

/// <summary><c>sweep report</c> and <c>sweep compare</c>: one page and pictures that make the decision plain.</summary>
internal static class ReportCommand
{
    // Of file systems, in bytes.
    private const int LongestName = 255;

    /// <summary><c>sweep report SWEEP</c>.</summary>
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("SWEEP") { Description = "The sweep." };
        return Reporting(
            new Command(
                "report",
                "Write a sweep as report.html and charts/*.png, *.svg, at any time, also while it runs. "
                    + "Example: sweep report alexnet-lr --out report")
            {
                name,
            },
            result => [result.GetRequiredValue(name)],
            "report/ among the artifacts of the sweep",
            context);
    }

    /// <summary><c>sweep compare A B…</c>.</summary>
    public static Command CreateCompare(CommandContext context)
    {
        var names = new Argument<string[]>("SWEEP")
        {
            Description = "The sweeps, two or more, of the same objective.",
            Arity = ArgumentArity.OneOrMore,
        };
        names.Validators.Add(result =>
        {
            if (result.Tokens.Count < 2)
                result.AddError($"Only '{result.Tokens[0].Value}' is named: compare takes two sweeps or more.");
        });
        return Reporting(
            new Command(
                "compare", "Write one report across sweeps. Example: sweep compare lenet-a lenet-b --out comparison")
            {
                names,
            },
            result => result.GetRequiredValue(names),
            "compare/A+B/ among the artifacts of the store",
            context);
    }

    private static Command Reporting(
        Command command, Func<ParseResult, string[]> names, string defaultFolder, CommandContext context)
    {
        var folder = new Option<string>("--out")
        {
            Description = $"The folder to write to; made if it is not there. By default {defaultFolder}.",
            HelpName = "DIR",
        }.NotEmpty();
        command.Add(folder);
        var documents = new ReportDocuments();
        documents.AddTo(command);
        command.Validators.Add(result =>
        {
            if (documents.IsAsked(result) && result.GetResult(folder) is not null)
                result.AddError("--json and --markdown write to standard output in place of files: leave --out away.");
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(StoreAccess.Existing, context);
            var sweeps = names(result)
                .Distinct(StringComparer.Ordinal)
                .Select(name => Lookup.Sweep(store, name))
                .ToList();
            if (sweeps.Count < names(result).Length)
                throw new CommandException("A sweep is named twice: name each of the sweeps to compare once.");
            if (documents.IsAsked(result))
            {
                documents.Write(result, context, store, sweeps);
                return ExitCodes.Done;
            }

            var data = ReportReader.Read(store, sweeps, context.Time);
            var target = result.GetValue(folder)
                ?? DefaultFolder(store, [.. sweeps.Select(sweep => sweep.Definition.Name)]);
            if (result.GetResult(folder) is null)
                context.PrepareArtifacts(store);
            var files = await ReportWriter.WriteAsync(data, target, cancellationToken);
            await WriteAsync(context, files);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task WriteAsync(CommandContext context, ReportFiles files)
    {
        await context.Out.WriteAsync($"{files.Page}\n");
        if (files.Pictures is [var first, ..])
            await context.Out.WriteAsync($"{Path.GetDirectoryName(first)}\n");
        foreach (var missing in files.Missing)
            await context.Error.WriteAsync($"{missing}\n");
    }

    // A store that this product has not written may hold any name: one that is no folder's is not made one.
    private static string DefaultFolder(ITrackingStore store, string[] sweeps)
    {
        var name = string.Join('+', sweeps);
        if (name is "." or ".." || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name.Length > LongestName)
        {
            throw new CommandException(
                $"The sweep's name '{name}' is no name of a folder: say where the report goes with --out DIR.");
        }

        return sweeps.Length == 1
            ? Path.Join(store.SweepArtifacts(name), "report")
            : Path.Join(store.ArtifactsFolder, "compare", name);
    }
}
