using SweepRunner.Runner.Screens;
using SweepRunner.Runner.Sweeps;

namespace SweepRunner.Runner.Commands;

internal static class RetryCommand
{
    private static readonly Outcome[] Retried = [Outcome.Failed, Outcome.Diverged, Outcome.Cancelled];

    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.OptionalName(
            "NAME", "A sweep, or one of its trials as SWEEP/NUMBER. Default: every sweep.").CompleteSweeps(context);
        var failed = new Option<bool>("--failed") { Description = "The failed trials, each from its last checkpoint." };
        var diverged = new Option<bool>("--diverged") { Description = "The diverged trials, each from its start." };
        var fromStart = new Option<bool>("--from-start") { Description = "Run every trial from its start." };
        var queue = new Option<bool>("--queue-only")
        {
            Description = "Only return the trials to the queue, for the command 'resume' or a running worker.",
        };
        var command = new Command(
            "retry", "Run trials again that failed or diverged. Example: sweep retry alexnet-lr --failed")
        { name, failed, diverged, fromStart, queue };
        var workers = new WorkerCountOptions(command);
        var results = new ResultOptions(command, name);
        command.Validators.Add(result =>
        {
            var isTrial = result.GetValue(name)?.Contains('/') == true;
            if (isTrial == (result.GetValue(failed) || result.GetValue(diverged)))
                result.AddError("Name what to retry: --failed, --diverged or both, or one trial as SWEEP/NUMBER.");
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(context);
            var (sweeps, isChosen) = Choose(
                store, result.GetValue(name), result.GetValue(failed), result.GetValue(diverged));
            var shouldRun = !result.GetValue(queue);
            bool Requeue(SweepRecord sweep)
            {
                var count = store.Requeue(sweep.Name, isChosen, result.GetValue(fromStart));
                context.Error.WriteLine(
                    $"{sweep.Name}: {NumberText.Count(count, "trial")} {(count == 1 ? "is" : "are")} in the "
                        + "queue again.");
                // As a run does: it cancels an earlier request to stop.
                if (count > 0)
                    store.ClearStop(sweep.Name);
                return shouldRun && count > 0;
            }

            return await new SweepRun(context, results.Add(result, workers.Read(result))).ResumeAllAsync(
                store, sweeps, Requeue, cancellationToken, shouldCheckFirst: shouldRun);
        });
        return command;
    }

    private static (IReadOnlyList<SweepRecord> Sweeps, Func<TrialRecord, bool> IsChosen) Choose(
        ITrackingStore store, string? name, bool failed, bool diverged)
    {
        bool HasOutcome(TrialRecord trial) =>
            (failed && trial.Outcome == Outcome.Failed) || (diverged && trial.Outcome == Outcome.Diverged);

        if (name is null)
            return (store.Sweeps(), HasOutcome);
        var (sweepName, number) = Lookup.Split(name);
        var sweep = Lookup.Sweep(store, sweepName);
        if (number is null)
            return ([sweep], HasOutcome);
        var chosen = Lookup.Trial(store, sweep, number);
        return Retried.Contains(chosen.Outcome)
            ? ([sweep], trial => trial.Number == chosen.Number)
            : throw new CommandException(
                $"Trial {name} is {chosen.Outcome.Name()}: only one that failed, diverged or was cancelled "
                    + "can be retried.");
    }
}
