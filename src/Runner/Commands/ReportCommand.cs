using System.CommandLine.Parsing;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Export;
using SweepRunner.Runner.Screens;
using SweepRunner.Runner.Sweeps;

namespace SweepRunner.Runner.Commands;

/// <summary><c>report SWEEP</c> and <c>compare A B…</c>: one page with its pictures.</summary>
internal static class ReportCommand
{
    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.Sweep(context);
        var command = new Command(
            "report",
            "Write report.html and charts/*.png, *.svg of a sweep, which may still run. Example: sweep "
                + "report alexnet-lr --out report") { name };
        return WithAction(
            command, result => [result.GetRequiredValue(name)], "report/ among the artifacts of the sweep", context);
    }

    public static Command CreateCompare(CommandContext context)
    {
        var names = new Argument<string[]>("SWEEP")
        {
            Description = "Two or more sweeps with the same objective.",
            Arity = ArgumentArity.OneOrMore,
        }.CompleteSweeps(context);
        names.Validators.Add(result =>
        {
            if (result.Tokens.Count < 2)
                result.AddError($"Only '{result.Tokens[0].Value}' is named: compare takes two sweeps or more.");
        });
        var command = new Command(
            "compare", "Write one report on several sweeps. Example: sweep compare lenet-a lenet-b --out comparison")
        { names };
        return WithAction(
            command, result => result.GetRequiredValue(names), "compare/A+B/ among the artifacts of the store",
            context);
    }

    private static Command WithAction(
        Command command, Func<ParseResult, string[]> names, string defaultFolder, CommandContext context)
    {
        var folder = CommonOptions.Folder(
            "--out",
            $"The output folder, created if missing. Default: {defaultFolder}, and no files with --json or "
                + "--markdown.");
        command.Add(folder);
        var margin = CommonOptions.Margin();
        command.Add(margin);
        var documents = new ReportDocuments(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(context);
            var sweeps = names(result)
                .Distinct()
                .Select(name => Lookup.Sweep(store, name))
                .ToList();
            if (sweeps.Count < names(result).Length)
                throw new CommandException("A sweep is named twice: name each of the sweeps to compare once.");
            var analysis = SweepReport.Analyse(context, store, sweeps, result.GetValue(margin));
            var isDocument = documents.IsAsked(result.CommandResult);
            // A document alone writes no files.
            if (!isDocument || result.GetResult(folder) is not null)
            {
                var files = await SweepReport.WriteAsync(
                    context, store, analysis, sweeps, result.GetValue(folder), cancellationToken);
                // A document has standard output to itself.
                var paths = isDocument ? context.Error : context.Out;
                paths.Write($"{files.Page}\n");
                if (files.Pictures is [var first, ..])
                    paths.Write($"{Path.GetDirectoryName(first)}\n");
                foreach (var missing in files.Missing)
                    context.Error.Write($"{missing}\n");
            }

            foreach (var difference in isDocument ? [] : analysis.Differences)
                context.Error.Write($"{difference}\n");
            if (isDocument)
                documents.Write(result, context, analysis);
            return ExitCodes.Done;
        });
        return command;
    }
}

/// <summary>The options <c>--json</c> and <c>--markdown</c>, which write a report to standard output.</summary>
internal sealed class ReportDocuments
{
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Write cells, statistics and findings as JSON to standard output.",
    };
    private readonly Option<bool> _markdown = new("--markdown")
    {
        Description = "Write the ranked cells as a Markdown table to standard output, for a README or a pull request.",
    };

    public ReportDocuments(Command command)
    {
        foreach (var option in Options)
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_markdown))
                result.AddError("--json and --markdown both write to standard output: ask for one of them.");
        });
    }

    public IReadOnlyList<Option<bool>> Options => [_json, _markdown];

    public bool IsAsked(CommandResult result) => result.GetValue(_json) || result.GetValue(_markdown);

    public void Write(ParseResult result, CommandContext context, ReportAnalysis analysis)
    {
        if (result.GetValue(_json))
            JsonOutput.Write(context, ReportDocument.Create(analysis));
        else
            context.Out.Write(MarkdownTable.Render(analysis));
    }
}
