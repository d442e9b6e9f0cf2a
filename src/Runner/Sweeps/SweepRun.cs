using System.Runtime.ExceptionServices;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Launchers.Local;
using SweepRunner.Runner.Machine;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Sweeps;

/// <summary>Runs a sweep, from its file or from the store, until all its trials have ended.</summary>
internal sealed class SweepRun(CommandContext context, RunOptions options)
{
    /// <summary>Creates a sweep from its file with overrides, <c>path=value</c> each, or finds it, and runs the trials
    /// that have not ended. Cancellation returns running trials to the queue.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    /// <exception cref="CommandException">The file has faults, the store has a different sweep of that name, or the
    /// device is missing.</exception>
    /// <exception cref="DataException">A data set is missing or damaged.</exception>
    /// <exception cref="TrackingException">The store cannot be used.</exception>
    public async Task<int> RunAsync(
        string storeUrl, string file, IReadOnlyList<string> overrides, bool shouldExtend,
        CancellationToken cancellationToken)
    {
        // Every fault of the file is reported before a store is created.
        var plan = SweepLoader.Load(
            file, overrides, context.Images(cancellationToken), options.Folder, options.Launcher);
        options.Limit?.Require(plan.Config.Objective.Metric, plan.Config.Objective.IsMaximized);
        plan.Config.Launcher.RequireStore(storeUrl, plan.Config.Name, context);
        using var store = TrackingStores.Open(
            storeUrl, StoreAccess.Create, context.Time, onWait: context.Error.WriteLine);
        PrepareArtifacts(store, [plan.Config]);
        var place = new LaunchPlace(context, store, plan.Config.Name);
        if (store.FindSweep(place.Sweep) is null || !store.IsDone(place.Sweep))
            await plan.Config.Launcher.RequireAsync(place, options, cancellationToken);
        using var announcement = SweepProcesses.Announce(store, [plan.Config.Name]);
        plan = plan with { Resources = SweepCreation.Resources(store, plan.Config) };
        var catalog = plan.Definition.Catalog;
        var data = plan.AllCells.Select(cell => cell.Config).OfType<NetworkTrial>().Select(trial => trial.Data);
        await PrepareAsync(plan.Resources, plan.Config, data, catalog, cancellationToken);
        var sweep = new SweepCreation(store, new PlannedData(catalog).Of, context.Commands(store.Url))
            .Open(plan, shouldExtend);
        foreach (var warning in plan.Warnings)
            context.Error.WriteLine($"Warning: {warning}");
        return await RunAsync(store, sweep, catalog, cancellationToken);
    }

    /// <summary>Resumes several sweeps, one after the other. A sweep that cannot run does not stop the others.
    /// <paramref name="shouldRun"/> prepares a sweep and returns whether it has trials to run.</summary>
    /// <returns>The worst of their <see cref="ExitCodes"/>.</returns>
    public async Task<int> ResumeAllAsync(
        ITrackingStore store, IReadOnlyList<SweepRecord> sweeps, Func<SweepRecord, bool>? shouldRun,
        CancellationToken cancellationToken, bool shouldCheckFirst = false)
    {
        var worst = ExitCodes.Done;
        options.Limit?.Require(sweeps);
        if (sweeps.Count == 0)
            return worst;
        PrepareArtifacts(store, sweeps.Select(sweep => sweep.Config()));
        using var announcement = SweepProcesses.Announce(store, sweeps.Select(sweep => sweep.Name));
        // Before anything changes, since it may replace the process, and before the first sweep of programs too.
        if (options.IsInline && sweeps.FirstOrDefault(sweep => !sweep.IsOfPrograms()) is { } network)
            RequireEnvironment(network);
        foreach (var sweep in sweeps)
        {
            RequireEnvironment(sweep);
            try
            {
                if (shouldCheckFirst || (shouldRun is null && !store.IsDone(sweep.Name)))
                {
                    LauncherOf(sweep).RequireStore(store.Url, sweep.Name, context);
                    await LauncherOf(sweep).RequireAsync(
                        new LaunchPlace(context, store, sweep.Name), options, cancellationToken);
                }

                // Before trials change that then could not run.
                var catalog = shouldCheckFirst
                    ? await PrepareAsync(store, sweep, cancellationToken, isForAll: true)
                    : null;
                if (shouldRun?.Invoke(sweep) == false)
                    continue;
                // A sweep that is done needs no files.
                catalog ??= store.IsDone(sweep.Name)
                    ? TrialCatalog.BuiltIn
                    : await PrepareAsync(store, sweep, cancellationToken);
                worst = Math.Max(worst, await RunAsync(store, sweep, catalog, cancellationToken));
            }
            catch (Exception exception) when (exception is CommandException or DataException && sweeps.Count > 1)
            {
                context.Error.WriteLine($"{sweep.Name}: {exception.Message}");
                worst = Math.Max(worst, ExitCodes.BadInput);
            }

            // A thread that is still inside libtorch would share its generator with the next trial.
            if (cancellationToken.IsCancellationRequested || CurrentProcess.IsTrainingLeft)
                break;
        }

        return worst;
    }

    /// <summary>Checks that the device, the plug-ins and the data of a sweep's trials are there.</summary>
    /// <returns>What its trials can name.</returns>
    /// <exception cref="CommandException">A plug-in or the device is missing, or a plug-in has changed.</exception>
    /// <exception cref="DataException">A data set is missing, damaged, or has changed.</exception>
    public async Task<TrialCatalog> PrepareAsync(
        ITrackingStore store, SweepRecord sweep, CancellationToken cancellationToken, bool isForAll = false)
    {
        var catalog = sweep.Catalog(context.Images(cancellationToken));
        await PrepareAsync(
            TrialResources.Of(sweep.Definition), sweep.Config(), store.Data(sweep.Name, isForAll), catalog,
            cancellationToken);
        return catalog;
    }

    private LauncherConfig LauncherOf(SweepRecord sweep) => sweep.Config().Launcher.Or(options.Launcher);

    // A machine needs no folder for sweeps all of whose files are in the store.
    private void PrepareArtifacts(ITrackingStore store, IEnumerable<SweepConfig> sweeps)
    {
        if (!store.IsShared || sweeps.Any(sweep => sweep.Artifacts == ArtifactNames.InFolder))
            context.PrepareArtifacts(store);
    }

    private void RequireEnvironment(SweepRecord sweep)
    {
        if (options.IsInline && !sweep.IsOfPrograms())
            TrialEnvironment.Require(TrialResources.Of(sweep.Definition));
    }

    private async Task PrepareAsync(
        TrialResources resources, SweepConfig config, IEnumerable<DataConfig> data, TrialCatalog catalog,
        CancellationToken cancellationToken)
    {
        if (options.IsInline && config.Trial is NetworkTrial)
            TrialEnvironment.Require(resources);
        // Other machines have their own devices and programs.
        if (config.Launcher.Or(options.Launcher).Share() is null)
        {
            Devices.Require(Devices.Bind(resources.DeviceKind, config.Device), Gpus.Of(config.Trial));
            MachineFit.RequireProgram(config.Trial);
        }

        var all = data.Distinct().ToList();
        foreach (var name in all.OfType<KnownDataConfig>().Select(each => each.Name).Distinct())
            await Datasets.FetchAsync(
                name, context.Data, shouldReplace: false, context.Error.WriteLine, cancellationToken);
        catalog.Data.Load(all);
    }

    private async Task<int> RunAsync(
        ITrackingStore store, SweepRecord sweep, TrialCatalog catalog, CancellationToken cancellationToken)
    {
        // A run cancels an earlier request to stop. A store that is not writable ends the command here, as bad input.
        store.ClearStop(sweep.Name);
        try
        {
            var launch = new Launch(context, store, sweep, catalog, options);
            var result = await LauncherOf(sweep).RunAsync(launch, cancellationToken);
            return result switch
            {
                null => ExitCodes.Done,
                { Fault: { } fault } => Fail(fault),
                _ => await new SweepEnd(context, store, options).ShowAsync(sweep, result.IsStopped, cancellationToken),
            };
        }
        catch (TrackingException exception)
        {
            return Fail(exception);
        }
    }

    // A store that was good when the sweep began is no bad input.
    private int Fail(Exception fault)
    {
        if (fault is not (TrackingException or WorkerFaultException))
            ExceptionDispatchInfo.Throw(fault);
        context.Error.WriteLine($"The sweep ended early. {(context.IsDebugging ? fault : fault.Message)}");
        return ExitCodes.Failed;
    }
}
