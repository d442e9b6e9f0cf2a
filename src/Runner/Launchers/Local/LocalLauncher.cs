using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Progress;
using SweepRunner.Runner.Trials;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Launchers.Local;

/// <summary>Runs the workers of a sweep on this machine, under a supervisor that stays until they have ended.</summary>
[Case("local", 0)]
internal sealed record LocalLauncher : LauncherConfig
{
    public override async Task<ServiceResult?> RunAsync(Launch launch, CancellationToken cancellationToken)
    {
        var (context, store, sweep, catalog, options) = launch;
        var (definition, cores) = (sweep.Definition, Environment.ProcessorCount);
        var trials = store.Trials(definition.Name);
        await using var progress = ISweepProgress.Create(context);
        progress.Begin(sweep, trials, isDecided: store.IsOpen(definition.Name));
        if (store.IsDone(definition.Name))
            return new ServiceResult();
        // Where results decide the trials, there may be work for every worker.
        var left = store.IsOpen(definition.Name) ? int.MaxValue : trials.Count(trial => trial.End is null);
        MachineNotes.Record(store, definition, context.Time, progress.Say);
        if (store.RunningTrials(definition.Name) is > 0 and var others)
            progress.Say($"Other processes run {others} of its trials; this one joins in.");
        if (options.IsInline)
        {
            WarnIfSlow(progress, definition, trialsAtATime: 1);
            return await WorkerService.HostAsync(
                context, store, sweep, catalog, new() { Owner = LeaseOwners.Current() }, progress, cancellationToken);
        }

        var config = sweep.Config();
        var devices = Devices.All(TrialResources.Of(definition).DeviceKind, config.Device, Gpus.Of(config.Trial));
        var slots = options.Slots(devices, definition.Threads, cores, left);
        WarnIfSlow(progress, definition, slots.Count);
        return await CommandService.HostAsync(
            lifetime => new SupervisorService(
                sweep, store, slots, device => WorkerProcess.Start(sweep, store.Url, device, context.Abandoned),
                progress, lifetime, context.Time),
            cancellationToken);
    }

    private static void WarnIfSlow(ISweepProgress progress, SweepFacts sweep, int trialsAtATime)
    {
        if (MachineFit.Oversubscription(trialsAtATime, sweep.Threads, Environment.ProcessorCount) is { } slow)
            progress.Say($"Warning: {slow}{(trialsAtATime > 1 ? " Fewer --workers, or none named, are faster." : "")}");
    }
}
