using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

internal static class ShowCommand
{
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("NAME")
        {
            Description = "A sweep, its best cell as SWEEP/best, or one of its trials as SWEEP/NUMBER.",
        }.CompleteSweeps(context);
        var cell = new Option<int?>("--cell")
        {
            Description = "Show one cell of the sweep: its values, its statistics and its trials.",
            HelpName = "NUMBER",
        }.Taking("the number of a cell", text => int.TryParse(text, out _));
        var config = new Option<bool>("--config")
        {
            Description = "Write only the resolved config, as JSON; that of a cell is a sweep file, which 'run' "
                + "runs with the same numbers.",
        };
        var log = new Option<int?>("--log")
        {
            Description = "Write only the log of an attempt at a trial, by default of its last one.",
            HelpName = "ATTEMPT",
            Arity = ArgumentArity.ZeroOrOne,
        }.Taking("the number of an attempt", text => int.TryParse(text, out _));
        var json = CommonOptions.Json();
        var margin = CommonOptions.Margin();
        var plot = new Option<string[]>("--plot")
        {
            Description = "Draw the curves of these metrics. Default: train/loss and the objective of a trial, or the "
                + "objective of a cell's trials or of a sweep's best ones.",
            HelpName = "METRIC...",
            Arity = ArgumentArity.ZeroOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command(
            "show",
            "Show a sweep's cells and trials, one cell, or one trial. Example: sweep show alexnet-lr/best --config")
        { name, cell, config, log, json, margin, plot };
        command.Validators.Add(result =>
        {
            if (result.GetResult(cell) is not null && (result.GetValue(name) ?? "").Contains('/'))
                result.AddError("--cell is for a sweep: give the name of the sweep alone.");
            // A value that is no number has a fault of its own.
            if (result.GetResult(log) is { } attempt && attempt.Tokens.All(token => int.TryParse(token.Value, out _))
                && !(result.GetValue(name) ?? "/").Contains('/'))
                result.AddError("--log is for a trial: name it as SWEEP/NUMBER.");
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
            var isBest = number == Lookup.Best;
            var trial = number is null || isBest ? null : Lookup.Trial(store, sweep, number);
            var shown = isBest || result.GetValue(cell) is not null
                ? ShownCell.Find(store, sweep, result.GetValue(cell))
                : null;
            // First, so that an unknown metric is reported before anything is written.
            var curves = result.GetResult(plot) is null
                ? ""
                : CurveScreen.Draw(context, store, sweep, trial, shown, result.GetValue(plot) ?? []);
            if (trial is not null && result.GetResult(log) is not null)
                LogScreen.Write(context, store, trial.Id, result.GetValue(log));
            else if (shown is not null && result.GetValue(config))
                CellScreen.WriteConfig(context, sweep, shown);
            else if (shown is not null)
                CellScreen.Write(context, sweep, shown, store.Url, result.GetValue(json));
            else if (result.GetValue(config))
                JsonOutput.Write(
                    context, JsonOutput.Parse(trial?.Definition.ConfigJson ?? sweep.Definition.ConfigJson));
            else if (trial is not null)
                TrialScreen.Write(context, store, sweep, trial, result.GetValue(json));
            else
                SweepScreen.Write(context, store, sweep, result.GetValue(json), result.GetValue(margin));
            context.Out.Write(curves);
            return ExitCodes.Done;
        });
        return command;
    }
}
