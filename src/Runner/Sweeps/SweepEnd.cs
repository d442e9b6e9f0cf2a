using SweepRunner.Reports.Export;
using SweepRunner.Reports.Reading;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Sweeps;

/// <summary>Shows how a sweep ended: its result, what failed, and its report.</summary>
internal sealed class SweepEnd(CommandContext context, ITrackingStore store, RunOptions options)
{
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> ShowAsync(SweepRecord sweep, bool isStopped, CancellationToken cancellationToken)
    {
        var (name, commands) = (sweep.Name, context.Commands(store.Url));
        if (isStopped || cancellationToken.IsCancellationRequested)
        {
            var how = isStopped ? "Stopped by 'stop'" : "Interrupted";
            var resume = commands.Write("resume", name);
            context.Error.WriteLine($"{how}. What is done is kept; '{resume}' continues it.");
            return ExitCodes.Interrupted;
        }

        // The sweep may have grown meanwhile.
        sweep = store.FindSweep(name) ?? sweep;
        // The document names the report, and people wait for none to see the table.
        var page = options is { IsJson: true, HasReport: true }
            ? await WriteReportAsync(sweep, commands, cancellationToken)
            : null;
        WriteResult(sweep, commands, page);
        if (store.Decisions(name) is [.., { Kind: DecisionKind.End } end])
            context.Error.WriteLine($"The search ended: {end.Reason}.");
        var failed = store.Trials(name).Where(trial => trial.Outcome == Outcome.Failed).ToList();
        WriteFailed(failed, sweep.IsOfPrograms(), commands);
        if (failed.Count > 0)
            context.Error.WriteLine($"'{commands.Write("retry", name, "--failed")}' runs what failed again.");
        if (options is { IsJson: false, HasReport: true })
            await WriteReportAsync(sweep, commands, cancellationToken);
        var shortfall = options.Limit is { } limit ? SweepScreen.ShortfallOf(store, sweep, limit.FailureOf) : null;
        if (shortfall is not null)
            context.Error.WriteLine(shortfall);
        return failed.Count == 0 && shortfall is null ? ExitCodes.Done : ExitCodes.Failed;
    }

    // A mistake in a program fails all of its trials in the same way.
    private void WriteFailed(List<TrialRecord> failed, bool hasErrors, SweepCommands commands)
    {
        foreach (var same in failed.GroupBy(trial => (trial.End!.Kind, Line: hasErrors ? LastLine(trial) : null)))
        {
            var (first, count) = (same.First().Id, same.Count());
            var (which, whose) = count == 1 ? ($"Trial {first}", "") : ($"{count} trials", " of one");
            context.Error.WriteLine(
                $"{which} failed: {Sentence(same.Key.Kind)} '{commands.Write("show", $"{first}")}' has the whole "
                    + $"error{whose}.");
            if (same.Key.Line is { } line)
                context.Error.WriteLine($"  {line}");
        }
    }

    private static string Sentence(string? reason) => reason is [.., '.' or '?'] ? reason : $"{reason}.";

    // The first line of the error is the reason.
    private static string? LastLine(TrialRecord trial) =>
        trial.End!.Error?.TrimEnd().Split('\n') is { Length: > 1 } lines ? lines[^1] : null;

    private void WriteResult(SweepRecord sweep, SweepCommands commands, string? page)
    {
        if (options.IsJson)
            JsonOutput.Write(context, Document(sweep, page));
        else
            SweepScreen.WriteCells(context, store, sweep);
        if (context.TakeOutputFault() is { } fault)
            context.Error.WriteLine(
                $"The result could not be written to standard output. {fault}. "
                    + $"'{commands.Write("show", sweep.Name)}' has it.");
    }

    private JsonObject Document(SweepRecord sweep, string? page)
    {
        var analysis = SweepReport.Analyse(context, store, [sweep]);
        var document = SweepScreen.ToJson(store, sweep);
        foreach (var (key, value) in JsonOutput.ToObject(new
        {
            Best = ReportDocument.BestOf(analysis),
            NoBest = ReportDocument.NoBestOf(analysis),
            Report = page,
        }))
            document[key] = value?.DeepClone();
        return document;
    }

    // Returns the page, or null if there is none. The trials are done and kept, whatever happens to the report.
    private async Task<string?> WriteReportAsync(
        SweepRecord sweep, SweepCommands commands, CancellationToken cancellationToken)
    {
        try
        {
            var files = await SweepReport.WriteAsync(context, store, [sweep], null, cancellationToken);
            context.Error.WriteLine($"Report: {SweepReport.Link(files.Page)}");
            return Path.GetFullPath(files.Page);
        }
        catch (Exception exception) when (exception is ReportException or CommandException or TrackingException)
        {
            Warn(exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Warn("It was interrupted.");
        }

        return null;

        void Warn(string reason) => context.Error.WriteLine(
            $"Warning: there is no report. {reason} '{commands.Write("report", sweep.Name)}' writes it.");
    }
}
