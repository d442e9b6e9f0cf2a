using SweepRunner.Reports.Reading;
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
        WriteResult(sweep, commands);
        var failed = store.Trials(name).Where(trial => trial.Outcome == Outcome.Failed).ToList();
        foreach (var trial in failed)
            context.Error.WriteLine(
                $"Trial {trial.Id} failed: {trial.End!.Kind}. '{commands.Write("show", $"{trial.Id}")}' has the "
                    + "whole error.");
        if (failed.Count > 0)
            context.Error.WriteLine($"'{commands.Write("retry", name, "--failed")}' runs what failed again.");
        if (options.HasReport)
            await WriteReportAsync(sweep, commands, cancellationToken);
        var shortfall = options.Limit is { } limit ? SweepScreen.ShortfallOf(store, sweep, limit.FailureOf) : null;
        if (shortfall is not null)
            context.Error.WriteLine(shortfall);
        return failed.Count == 0 && shortfall is null ? ExitCodes.Done : ExitCodes.Failed;
    }

    private void WriteResult(SweepRecord sweep, SweepCommands commands)
    {
        if (options.IsJson)
            SweepScreen.Write(context, store, sweep, isJson: true);
        else
            SweepScreen.WriteCells(context, store, sweep);
        if (context.TakeOutputFault() is { } fault)
            context.Error.WriteLine(
                $"The result could not be written to standard output. {fault}. "
                    + $"'{commands.Write("show", sweep.Name)}' has it.");
    }

    // The trials are done and kept, whatever happens to the report.
    private async Task WriteReportAsync(
        SweepRecord sweep, SweepCommands commands, CancellationToken cancellationToken)
    {
        try
        {
            var files = await SweepReport.WriteAsync(context, store, [sweep], null, cancellationToken);
            context.Error.WriteLine($"Report: {SweepReport.Link(files.Page)}");
        }
        catch (Exception exception) when (exception is ReportException or CommandException or TrackingException)
        {
            Warn(exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Warn("It was interrupted.");
        }

        void Warn(string reason) => context.Error.WriteLine(
            $"Warning: there is no report. {reason} '{commands.Write("report", sweep.Name)}' writes it.");
    }
}
