using SweepRunner.Runner.Screens;
using SweepRunner.Runner.Sweeps;

namespace SweepRunner.Runner.Commands;

internal static class ResumeCommand
{
    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.OptionalName(
            "SWEEP", "The sweep. Default: every sweep that is not done, the oldest first.").CompleteSweeps(context);
        var command = new Command(
            "resume",
            "Resume the trials of a sweep that have not ended, each from its last checkpoint. Example: sweep resume "
                + "alexnet-lr") { name };
        var more = new MoreSeedsOptions(command, name);
        var workers = new WorkerCountOptions(command);
        var results = new ResultOptions(command, name);
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(context);
            var addition = more.Read(result);
            IReadOnlyList<SweepRecord> sweeps = result.GetValue(name) is { } wanted
                ? [Lookup.Sweep(store, wanted)]
                : [.. store.Sweeps().Where(sweep => !store.IsDone(sweep.Name))];
            if (sweeps.Count == 0)
                context.Error.WriteLine($"Nothing is left to do in {store.Url}.");
            var options = results.Add(result, workers.Read(result));
            options.Limit?.Require(sweeps);
            var run = new SweepRun(context, options);
            if (addition is not null)
            {
                // Trials that cannot run are not added.
                await run.PrepareAsync(store, sweeps[0], cancellationToken, isForAll: true);
                sweeps = [addition.Apply(store, sweeps[0])];
            }

            return await run.ResumeAllAsync(store, sweeps, shouldRun: null, cancellationToken);
        });
        return command;
    }
}

/// <summary>The options <c>--cells</c> and <c>--seeds</c>, which add seeds to cells before they run.</summary>
internal sealed class MoreSeedsOptions
{
    private readonly Option<string?> _cells = new("--cells")
    {
        Description = "With --seeds: the numbers of the cells that get more seeds. Default: all.",
        HelpName = "N,N...",
    };

    private readonly Option<string?> _seeds = new("--seeds")
    {
        Description = "Add N seeds to each of the cells, and run them.",
        HelpName = "+N",
    };

    public MoreSeedsOptions(Command command, Argument<string?> sweep)
    {
        command.Add(_cells);
        command.Add(_seeds);
        _cells.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && SeedAddition.ParseCells(token.Value) is null)
                result.AddError($"--cells takes numbers of cells, as in 3,4; '{token.Value}' is none.");
        });
        _seeds.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && SeedAddition.ParseSeeds(token.Value) is null)
                result.AddError(
                    $"--seeds takes the number of seeds to add, as in +3, at most +{SearchConfig.MostTrials}; "
                        + $"'{token.Value}' is none.");
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(_cells) is not null && result.GetResult(_seeds) is null)
                result.AddError("--cells says which cells get more seeds: say with --seeds +N how many.");
            else if (result.GetResult(_seeds) is not null && result.GetValue(sweep) is null)
                result.AddError("--seeds adds trials to one sweep: name it, as in resume SWEEP --seeds +3.");
        });
    }

    /// <summary>The addition; null if none is asked for.</summary>
    public SeedAddition? Read(ParseResult result)
    {
        if (result.GetValue(_seeds) is not { } text || SeedAddition.ParseSeeds(text) is not { } seeds)
            return null;
        return new SeedAddition(result.GetValue(_cells) is { } cells ? SeedAddition.ParseCells(cells) : null, seeds);
    }
}
