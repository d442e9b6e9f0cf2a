using System.CommandLine;
using System.Text.Json;
using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Screens;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Commands;

/// <summary><c>plan CONFIG</c>: the trials of a sweep, their steps and the time that they will take; trains
/// nothing.</summary>
internal static class PlanCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var config = ConfigOptions.Config();
        var set = ConfigOptions.Set();
        var json = CommonOptions.Json();
        var command = new Command(
            "plan", "Show the trials of a sweep, their steps and the time that they will take; train nothing.")
        {
            config,
            set,
            json,
        };
        command.SetAction(result =>
        {
            var (_, plan) = SweepLoader.Load(
                result.GetRequiredValue(config), result.GetRequiredValue(set));
            var estimate = Estimate(plan, result.StoreUrl(context), context.Time);
            if (result.GetValue(json))
                JsonOutput.Write(context, PlanScreen.Shape(plan, estimate));
            else
                PlanScreen.Write(context, plan, estimate);
            PlanScreen.WriteWarnings(context, plan);
            return ExitCodes.Done;
        });
        return command;
    }

    // The estimate is an extra: without a store that can be read, the machine's size has to do.
    private static PlanEstimate Estimate(SweepPlan plan, string store, TimeProvider time)
    {
        TrackingStores.ThrowIfUnfit(store);
        try
        {
            using var opened = TrackingStores.Open(store, StoreAccess.Existing, time);
            var alike = opened
                .Sweeps()
                .Where(sweep =>
                    sweep.Definition.Device == plan.DeviceKind.Name() && sweep.Definition.Threads == plan.Threads
                );
            return PlanEstimate.Create(plan, alike.SelectMany(sweep => opened.Trials(sweep.Definition.Name)));
        }
        catch (Exception exception) when (exception is TrackingException or JsonException)
        {
            return PlanEstimate.Create(plan, []);
        }
    }
}
