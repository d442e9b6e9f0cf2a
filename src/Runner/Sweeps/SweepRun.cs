using System.Globalization;
using System.Runtime.ExceptionServices;
using SweepRunner.Experiments.Data;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Screens;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Sweeps;

/// <summary>A sweep to its table: from its file, or from the store where it was left.</summary>
internal sealed class SweepRun(CommandContext context, RunOptions options)
{
    /// <summary>Creates a sweep from its file, or finds it, and runs the trials that are not done.</summary>
    /// <param name="storeUrl">The store.</param>
    /// <param name="file">The sweep file.</param>
    /// <param name="overrides"><c>path=value</c> each.</param>
    /// <param name="shouldExtend">True to make a sweep that is there grow to the file's larger space.</param>
    /// <param name="cancellationToken">Ends the run in good order: running trials go back to the queue.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    /// <exception cref="CommandException">The file has faults, the store holds another sweep of that name, or its
    /// device is not there.</exception>
    /// <exception cref="DataException">A data set is missing or damaged.</exception>
    /// <exception cref="TrackingException">The store cannot be used.</exception>
    public async Task<int> RunAsync(
        string storeUrl,
        string file,
        IReadOnlyList<string> overrides,
        bool shouldExtend,
        CancellationToken cancellationToken)
    {
        // Every fault of the file is told before a store is made.
        var (definition, plan) = SweepLoader.Load(file, overrides);
        using var store = TrackingStores.Open(storeUrl, StoreAccess.Create, context.Time);
        context.PrepareArtifacts(store);
        var resources = SweepCreation.Resources(store, definition.Config);
        plan = plan.On(resources);
        await PrepareAsync(
            resources, definition.Config, plan.Trials.Select(trial => trial.Config.Data.Name), cancellationToken);
        var sweep = SweepCreation.Open(store, definition, plan, shouldExtend);
        foreach (var warning in plan.Warnings)
            context.Error.WriteLine($"Warning: {warning}");
        return await RunAsync(store, sweep, cancellationToken);
    }

    /// <summary>Goes on with several sweeps, one after the other; one that cannot be run does not keep the others from
    /// it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sweeps">The sweeps.</param>
    /// <param name="shouldRun">Prepares a sweep, and says whether there is anything to run; null for yes.</param>
    /// <param name="cancellationToken">Ends the run in good order: nothing runs after it.</param>
    /// <returns>The worst of their <see cref="ExitCodes"/>.</returns>
    public async Task<int> ResumeAllAsync(
        ITrackingStore store,
        IReadOnlyList<SweepRecord> sweeps,
        Func<SweepRecord, bool>? shouldRun,
        CancellationToken cancellationToken)
    {
        var worst = ExitCodes.Done;
        if (sweeps.Count > 0)
            context.PrepareArtifacts(store);
        foreach (var sweep in sweeps)
        {
            // This replaces the process where it has to, and so comes before anything is changed.
            if (options.IsInline)
                TrialEnvironment.Require(TrialResources.Of(sweep.Definition));
            if (shouldRun?.Invoke(sweep) == false)
                continue;
            try
            {
                worst = Math.Max(worst, await ResumeAsync(store, sweep, cancellationToken));
            }
            catch (Exception exception) when (exception is CommandException or DataException && sweeps.Count > 1)
            {
                context.Error.WriteLine($"{sweep.Definition.Name}: {exception.Message}");
                worst = Math.Max(worst, ExitCodes.BadInput);
            }

            // A thread that is left inside libtorch would share its generator with the next trial.
            if (cancellationToken.IsCancellationRequested || ProcessEnds.IsTrainingLeft)
                break;
        }

        return worst;
    }

    private async Task<int> ResumeAsync(ITrackingStore store, SweepRecord sweep, CancellationToken cancellationToken)
    {
        var (config, definition) = (sweep.Config(), sweep.Definition);
        await PrepareAsync(TrialResources.Of(definition), config, store.DataNames(definition.Name), cancellationToken);
        return await RunAsync(store, sweep, cancellationToken);
    }

    private async Task PrepareAsync(
        TrialResources resources, SweepConfig config, IEnumerable<string> data, CancellationToken cancellationToken)
    {
        if (options.IsInline)
            TrialEnvironment.Require(resources);
        Devices.Require(Devices.Bind(resources.DeviceKind, config.Device));
        foreach (var name in data.Distinct())
        {
            await Datasets.FetchAsync(
                name, context.Data, shouldReplace: false, context.Error.WriteLine, cancellationToken);
            Datasets.Load(name, context.Data);
        }
    }

    private async Task<int> RunAsync(ITrackingStore store, SweepRecord sweep, CancellationToken cancellationToken)
    {
        // Whoever asks for a run takes an earlier request to stop back. A store that cannot be written to ends it here,
        // as bad input.
        store.ClearStop(sweep.Definition.Name);
        try
        {
            var end = await new SweepHost(context, store, sweep).RunAsync(options, cancellationToken);
            return end.Fault is { } fault ? Stop(fault) : Close(store, sweep, end.IsStopped, cancellationToken);
        }
        catch (TrackingException exception)
        {
            return Stop(exception);
        }
    }

    // A store that was good when the sweep began is no bad input.
    private int Stop(Exception fault)
    {
        if (fault is not (TrackingException or WorkerFaultException))
            ExceptionDispatchInfo.Throw(fault);
        context.Error.WriteLine($"The sweep stopped before its end. {(context.IsDebugging ? fault : fault.Message)}");
        return ExitCodes.Failed;
    }

    private int Close(ITrackingStore store, SweepRecord sweep, bool isStopped, CancellationToken cancellationToken)
    {
        var name = sweep.Definition.Name;
        if (isStopped || cancellationToken.IsCancellationRequested)
        {
            context.Error.WriteLine(isStopped
                ? $"Stopped by 'sweep stop'. What is done is kept; 'sweep resume {name}' goes on."
                : $"Interrupted. What is done is kept; 'sweep resume {name}' goes on.");
            return ExitCodes.Interrupted;
        }

        // It may have grown meanwhile.
        SweepScreen.WriteCells(context, store, store.FindSweep(name) ?? sweep);
        if (context.TakeOutputFault() is { } fault)
            context.Error.WriteLine(
                $"The table could not be written to standard output. {fault}. 'sweep show {name}' has it.");
        var failed = store.Trials(name).Where(trial => trial.Outcome == Outcome.Failed).ToList();
        foreach (var trial in failed)
            context.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Trial {name}/{trial.Number} failed: {trial.End!.Kind}. 'sweep show "
                        + $"{name}/{trial.Number}' has the whole error."));
        if (failed.Count > 0)
            context.Error.WriteLine($"'sweep retry {name} --failed' runs what failed again.");
        return failed.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
