using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

internal static class ShowCommand
{
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("NAME") { Description = "A sweep, or one of its trials as SWEEP/NUMBER." };
        var config = new Option<bool>("--config") { Description = "Write only the resolved config, as JSON." };
        var json = CommonOptions.Json();
        var plot = new Option<string[]>("--plot")
        {
            Description = "Draw the curves of these metrics. Default: train/loss and the objective of a trial, or the "
                + "objective of a sweep's best trials.",
            HelpName = "METRIC...",
            Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command(
            "show", "Show a sweep's cells and trials, or one trial. Example: sweep show alexnet-lr/3 --plot")
        { name, config, json, plot };
        command.Validators.Add(result =>
        {
            if (result.GetResult(plot) is null)
                return;
            foreach (var other in new[] { config, json }.Where(result.GetValue))
                result.AddError($"--plot and {other.Name} exclude each other: give one of them.");
        });
        command.SetAction(result =>
        {
            using var store = result.OpenStore(context);
            var (sweepName, number) = Lookup.Split(result.GetRequiredValue(name));
            var sweep = Lookup.Sweep(store, sweepName);
            var trial = number is null ? null : Lookup.Trial(store, sweep, number);
            // First, so that an unknown metric is reported before anything is written.
            var curves = result.GetResult(plot) is null
                ? ""
                : CurveScreen.Draw(context, store, sweep, trial, result.GetValue(plot) ?? []);
            if (result.GetValue(config))
                JsonOutput.Write(
                    context, JsonOutput.Parse(trial?.Definition.ConfigJson ?? sweep.Definition.ConfigJson));
            else if (trial is not null)
                TrialScreen.Write(context, store, sweep, trial, result.GetValue(json));
            else
                SweepScreen.Write(context, store, sweep, result.GetValue(json));
            context.Out.Write(curves);
            return ExitCodes.Done;
        });
        return command;
    }
}
