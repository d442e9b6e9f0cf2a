using SweepRunner.Runner.Screens;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Commands;

internal static class CopyCommand
{
    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.Sweep(context);
        var from = StoreOption("--from", "The store that has the sweep, as for --store. Default: that of --store.");
        var to = StoreOption("--to", "The store that gets the copy, created if missing. Default: that of --store.");
        var command = new Command(
            "copy",
            "Copy a sweep with its trials, metrics and artifacts to another store. Refuses while a trial runs. "
                + "Example: sweep copy alexnet-lr --to sqlite:runs/lab.db") { name, from, to };
        command.Validators.Add(result =>
        {
            if (result.GetValue(from) is null && result.GetValue(to) is null)
                result.AddError("copy needs two stores: name the other one with --from or --to.");
        });
        command.SetAction(result =>
        {
            var (source, target) =
                (result.GetValue(from) ?? result.StoreUrl(context), result.GetValue(to) ?? result.StoreUrl(context));
            if (TrackingStores.AreSame(source, target))
                throw new CommandException(
                    $"--from and --to are one store: {source}. Name another with --from or --to.");
            using var there = TrackingStores.Open(source, StoreAccess.Existing, context.Time);
            var sweep = Lookup.Sweep(there, result.GetRequiredValue(name)).Name;
            ThrowIfRunning(context, there, sweep);
            using var here = TrackingStores.Open(target, StoreAccess.Create, context.Time);
            ThrowIfRunning(context, here, sweep);
            // A server needs no folder for a sweep all of whose files are in the store.
            if (!here.IsShared)
                context.PrepareArtifacts(here);
            Tell(context, sweep, there, here, here.CopyFrom(there, sweep));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<string?> StoreOption(string name, string description) =>
        new(name) { Description = description, HelpName = "URL" };

    private static void ThrowIfRunning(CommandContext context, ITrackingStore store, string sweep)
    {
        if (store.RunningTrials(sweep) is > 0 and var running)
            throw new CommandException(
                $"{NumberText.Count(running, "trial")} of '{sweep}' run{(running == 1 ? "s" : "")} in {store.Url}. "
                    + $"Stop the sweep with '{context.Commands(store.Url).Write("stop", sweep)}', then copy it.");
    }

    private static void Tell(
        CommandContext context, string sweep, ITrackingStore from, ITrackingStore to, SweepCopy copy)
    {
        string[] counts =
        [
            NumberText.Count(copy.Trials, "trial"),
            NumberText.Count(copy.Points, "point"),
            $"{NumberText.Count(copy.Files, "file")} of {NumberText.Count(copy.Bytes, "byte")}",
        ];
        context.Out.Write(
            $"Copied {sweep} from {from.Url} to {to.Url}: {string.Join(", ", counts)}."
                + $"{(copy.IsReplacement ? " It replaced an earlier copy." : "")}\n");
        foreach (var file in copy.LeftOut)
            context.Error.WriteLine($"Warning: {Path.Join(from.SweepArtifacts(sweep), file)} is missing.");
        if (!to.IsDone(sweep))
            context.Out.Write($"'{context.Commands(to.Url).Write("resume", sweep)}' continues it there.\n");
    }
}
