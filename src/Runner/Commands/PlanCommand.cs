using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Screens;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Commands;

internal static class PlanCommand
{
    public static Command Create(CommandContext context)
    {
        var config = CommonOptions.Config();
        var set = CommonOptions.Set();
        var json = CommonOptions.Json();
        var command = new Command(
            "plan", "Show the trials of a sweep, their steps and the estimated time; train nothing.")
        { config, set, json };
        var workers = new WorkerCountOptions(command);
        command.SetAction((result, cancellationToken) =>
        {
            var plan = SweepLoader.Load(
                result.GetRequiredValue(config), result.GetRequiredValue(set), context.Images(cancellationToken));
            (plan, var estimate) = Estimate(plan, result.StoreUrl(context), context.Time);
            var cores = Environment.ProcessorCount;
            var times = PlanTimes.Create(plan, estimate, Workers(plan, workers.Read(result), cores), cores);
            if (result.GetValue(json))
                JsonOutput.Write(context, PlanScreen.ToJson(plan, estimate, times));
            else
                PlanScreen.Write(context, plan, estimate, times);
            PlanScreen.WriteWarnings(context, plan);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static int Workers(SweepPlan plan, RunOptions options, int cores)
    {
        var most = plan.Config.IsDecidedByResults ? SearchConfig.MostTrials : plan.Trials.Count;
        if (plan.Config.Launcher.Share() is { } share)
            return Math.Clamp(share.Tasks * share.TrialsOfATask(plan.Resources), 1, Math.Max(1, most));
        var devices = Devices.All(plan.Resources.DeviceKind, plan.Config.Device, Gpus.Of(plan.Config.Trial));
        return options.Slots(devices, plan.Resources.Threads, cores, most).Count;
    }

    // The plan on the resources with which 'run' would run it, and the estimate. Without a readable store, the estimate
    // depends only on the size of the machine.
    private static (SweepPlan Plan, PlanEstimate Estimate) Estimate(SweepPlan plan, string store, TimeProvider time)
    {
        TrackingStores.ThrowIfUnfit(store);
        try
        {
            using var opened = TrackingStores.Open(store, StoreAccess.Existing, time);
            plan = plan with { Resources = SweepCreation.Resources(opened, plan.Config) };
            var alike = opened
                .Sweeps()
                .Where(sweep => TrialResources.Of(sweep.Definition) == plan.Resources);
            return (plan, PlanEstimate.Create(plan, alike.SelectMany(sweep => opened.Trials(sweep.Name))));
        }
        catch (Exception exception) when (exception is TrackingException or JsonException)
        {
            plan = plan with { Resources = SweepCreation.Resources(plan.Config) };
            return (plan, PlanEstimate.Create(plan, []));
        }
    }
}
