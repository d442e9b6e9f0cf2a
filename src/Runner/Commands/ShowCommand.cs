using System.CommandLine;
using System.Text.Json;
using SweepRunner.Runner.Screens;
using SweepRunner.Tracking;

namespace SweepRunner.Runner.Commands;

/// <summary><c>sweep show</c>: one sweep with its cells and trials, or one trial.</summary>
internal static class ShowCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("NAME") { Description = "A sweep, or one of its trials as SWEEP/NUMBER." };
        var config = new Option<bool>("--config") { Description = "Write the resolved config alone, as JSON." };
        var json = CommonOptions.Json();
        var plot = new Option<string[]>("--plot")
        {
            Description =
                "Draw curves below: of a trial train/loss and the objective, of a sweep the objective of its "
                + "best trials, or the metrics named.",
            HelpName = "METRIC...",
            Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command(
            "show", "Show a sweep's cells and trials, or one trial. Example: sweep show alexnet-lr/3 --plot")
        {
            name,
            config,
            json,
            plot,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(plot) is null)
                return;
            foreach (var other in new[] { config, json }.Where(result.GetValue))
                result.AddError($"--plot and {other.Name} exclude each other: give one of them.");
        });
        command.SetAction(result =>
        {
            using var store = result.OpenStore(StoreAccess.Existing, context);
            var (sweepName, number) = Lookup.Split(result.GetRequiredValue(name));
            var sweep = Lookup.Sweep(store, sweepName);
            var trial = number is null ? null : Lookup.Trial(store, sweep, number);
            // First, so that a metric that is not there is told before anything else is.
            var curves = result.GetResult(plot) is null
                ? ""
                : Curves(context, store, sweep, trial, result.GetValue(plot) ?? []);
            if (result.GetValue(config))
                WriteConfig(context, trial?.Definition.ConfigJson ?? sweep.Definition.ConfigJson);
            else if (trial is not null)
                TrialScreen.Write(context, store, sweep, trial, result.GetValue(json));
            else
                SweepScreen.Write(context, store, sweep, result.GetValue(json));
            context.Out.Write(curves);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void WriteConfig(CommandContext context, string json) =>
        JsonOutput.Write<JsonElement>(context, JsonOutput.Parse(json));

    private static string Curves(
        CommandContext context, ITrackingStore store, SweepRecord sweep, TrialRecord? trial, string[] metrics) =>
        trial is null
            ? CurveScreen.Of(context, store, sweep, metrics)
            : CurveScreen.Of(context, store, sweep, trial, metrics);
}
