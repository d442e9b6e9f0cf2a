using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Screens;
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
        command.SetAction(result =>
        {
            var plan = SweepLoader.Load(result.GetRequiredValue(config), result.GetRequiredValue(set));
            var estimate = Estimate(plan, result.StoreUrl(context), context.Time);
            if (result.GetValue(json))
                JsonOutput.Write(context, PlanScreen.ToJson(plan, estimate));
            else
                PlanScreen.Write(context, plan, estimate);
            PlanScreen.WriteWarnings(context, plan);
            return ExitCodes.Done;
        });
        return command;
    }

    // Without a readable store, the estimate depends only on the size of the machine.
    private static PlanEstimate Estimate(SweepPlan plan, string store, TimeProvider time)
    {
        TrackingStores.ThrowIfUnfit(store);
        try
        {
            using var opened = TrackingStores.Open(store, StoreAccess.Existing, time);
            var alike = opened
                .Sweeps()
                .Where(sweep => TrialResources.Of(sweep.Definition) == plan.Resources);
            return PlanEstimate.Create(plan, alike.SelectMany(sweep => opened.Trials(sweep.Name)));
        }
        catch (Exception exception) when (exception is TrackingException or JsonException)
        {
            return PlanEstimate.Create(plan, []);
        }
    }
}
