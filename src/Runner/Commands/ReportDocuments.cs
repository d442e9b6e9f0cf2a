using System.CommandLine;
using System.CommandLine.Parsing;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Export;
using SweepRunner.Reports.Reading;
using SweepRunner.Runner.Screens;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Commands;

/// <summary>A report as one text on standard output: what <c>report</c>, <c>compare</c> and <c>export</c> have in
/// common.</summary>
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

    /// <summary>The options.</summary>
    public IReadOnlyList<Option<bool>> Options => [_json, _markdown];

    /// <summary>Adds the options, and that one of them at most is asked for.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in Options)
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_markdown))
                result.AddError("--json and --markdown both write to standard output: ask for one of them.");
        });
    }

    /// <summary>True when one of them is asked for.</summary>
    public bool IsAsked(ParseResult result) => IsAsked(result.CommandResult);

    /// <summary>True when one of them is asked for.</summary>
    public bool IsAsked(CommandResult result) => result.GetValue(_json) || result.GetValue(_markdown);

    /// <summary>Writes the one that is asked for.</summary>
    public void Write(
        ParseResult result, CommandContext context, ITrackingStore store, IReadOnlyList<SweepRecord> sweeps)
    {
        var analysis = new ReportAnalysis(ReportReader.Read(store, sweeps, context.Time));
        if (result.GetValue(_json))
            JsonOutput.Write(context, ReportDocument.Create(analysis));
        else
            context.Out.Write(MarkdownTable.Render(analysis));
    }
}
