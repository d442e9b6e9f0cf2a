using SweepRunner.Reports.Reading;
using SweepRunner.Reports.Statistics;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Screens;

namespace SweepRunner.Runner.Commands;

/// <summary><c>narrow SWEEP</c>: writes a sweep file whose space lies around the best cells of a sweep.</summary>
internal static class NarrowCommand
{
    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.Sweep(context);
        var target = new Option<string>("--out")
        {
            Description = "The file, or the folder for it. Default: SWEEP-narrow.json.",
            HelpName = "FILE",
        };
        target.Validators.Add(result => CommonOptions.RefuseEmpty(result, target.Name));
        var command = new Command(
            "narrow",
            "Write a sweep file with a smaller space, around the best cells of a sweep. Example: sweep narrow "
                + "alexnet-lr")
        { name, target };
        command.SetAction((result, cancellationToken) =>
        {
            using var store = result.OpenStore(context);
            var sweep = Lookup.Sweep(store, result.GetRequiredValue(name));
            var results = TrialReading.Read(store, sweep.Definition).Select(trial => trial.Result);
            var cells = CellTable.Create([.. results], Objective.Of(sweep.Definition));
            var space = SweepReader.ReadStored(sweep, sweep.Catalog(context.Images(cancellationToken))).Space;
            var narrowed = NarrowedSpace.Create(sweep, store.Trials(sweep.Name), space, [
                .. cells.Where(row => row.Rank is not null).Select(row => row.Cell),
            ]);
            var file = NewCommand.FileFor(result.GetValue(target), narrowed.Name);
            NewCommand.Write(file, narrowed.Text);
            var table = new TextTable(["path", "before", "now"]);
            foreach (var (path, before, now) in narrowed.Paths)
                table.Add([path, before, now]);
            table.WriteTo(context);
            context.Out.Write($"{file}\n");
            context.Error.WriteLine(
                $"The space lies around the best {NumberText.Count(narrowed.Cells, "cell")} of '{sweep.Name}'. Run it: "
                    + context.Commands(store.Url).Write("run", file));
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
