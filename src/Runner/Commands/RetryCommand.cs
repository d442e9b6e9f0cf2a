using System.CommandLine;
using System.Globalization;
using SweepRunner.Runner.Screens;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Commands;

/// <summary><c>retry</c>: puts trials that ended badly back into the queue, and runs them.</summary>
internal static class RetryCommand
{
    private static readonly Outcome[] Retried = [Outcome.Failed, Outcome.Diverged, Outcome.Cancelled];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "A sweep, or one of its trials as SWEEP/NUMBER; every sweep when left out.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var failed = new Option<bool>("--failed")
        {
            Description = "The trials that failed: each goes on from its last checkpoint.",
        };
        var diverged = new Option<bool>("--diverged") { Description = "The trials that diverged: each starts anew." };
        var fromStart = new Option<bool>("--from-start") { Description = "Start every one anew." };
        var queue = new Option<bool>("--queue-only")
        {
            Description = "Only put them into the queue; 'sweep resume' or a worker that is running takes them.",
        };
        var workers = new WorkerOptions();
        var command = new Command(
            "retry", "Run trials again that failed or diverged. Example: sweep retry alexnet-lr --failed")
        {
            name,
            failed,
            diverged,
            fromStart,
            queue,
        };
        workers.AddTo(command);
        command.Validators.Add(result =>
        {
            var isTrial = result.GetValue(name)?.Contains('/', StringComparison.Ordinal) ?? false;
            if (isTrial == (result.GetValue(failed) || result.GetValue(diverged)))
                result.AddError("Name what to retry: --failed, --diverged or both, or one trial as SWEEP/NUMBER.");
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(StoreAccess.Existing, context);
            var (sweeps, isChosen) =
                result.GetValue(name) is { } wanted && wanted.Contains('/', StringComparison.Ordinal)
                    ? OneTrial(store, wanted)
                    : (
                        result.GetValue(name) is { } sweepName ? [Lookup.Sweep(store, sweepName)] : store.Sweeps(),
                        Outcomes(result.GetValue(failed), result.GetValue(diverged)));
            var shouldRun = !result.GetValue(queue);
            bool Requeue(SweepRecord sweep)
            {
                var count = store.Requeue(sweep.Definition.Name, isChosen, result.GetValue(fromStart));
                context.Error.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{sweep.Definition.Name}: {count} {(count == 1 ? "trial is" : "trials are")} in the "
                            + $"queue again."));
                // As a run does: whoever wants trials run takes an earlier request to stop back.
                if (count > 0)
                    store.ClearStop(sweep.Definition.Name);
                return shouldRun && count > 0;
            }

            return await new SweepRun(context, workers.Of(result)).ResumeAllAsync(
                store, sweeps, Requeue, cancellationToken);
        });
        return command;
    }

    private static Func<TrialRecord, bool> Outcomes(bool failed, bool diverged) =>
        trial => (failed && trial.Outcome == Outcome.Failed) || (diverged && trial.Outcome == Outcome.Diverged);

    private static (IReadOnlyList<SweepRecord> Sweeps, Func<TrialRecord, bool> IsChosen) OneTrial(
        ITrackingStore store, string name)
    {
        var (sweepName, number) = Lookup.Split(name);
        var sweep = Lookup.Sweep(store, sweepName);
        var trial = Lookup.Trial(store, sweep, number!);
        if (!Retried.Contains(trial.Outcome))
            throw new CommandException(
                $"Trial {name} is {trial.Outcome.Name()}: only one that failed, diverged or was cancelled "
                    + "can be retried.");
        return ([sweep], each => each.Number == trial.Number);
    }
}
