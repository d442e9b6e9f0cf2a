using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SweepRunner.Experiments.Data;
using SweepRunner.Runner.Commands;
using SweepRunner.Runner.Commands.Reading;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Progress;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Running;

/// <summary>One sweep from its file to its table: check, create or take up, run, show.</summary>
internal sealed class SweepRun(CommandContext context, string storeUrl)
{
    /// <summary>Runs the trials of a sweep that are not done.</summary>
    /// <param name="file">The sweep file.</param>
    /// <param name="overrides"><c>path=value</c> each.</param>
    /// <param name="cancellationToken">Ends the run in good order: the running trial goes back to the queue.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    /// <exception cref="CommandException">The file has faults, the store holds another sweep of that name, or its device is not there.</exception>
    /// <exception cref="DataException">A data set is missing or damaged.</exception>
    /// <exception cref="TrackingException">The store cannot be used.</exception>
    public async Task<int> RunAsync(string file, IReadOnlyList<string> overrides, CancellationToken cancellationToken)
    {
        // Every fault of the file is told before a store is made.
        var (definition, plan) = SweepLoader.Load(file, overrides, TrialResources.Guess);
        using var store = TrackingStores.Open(storeUrl, StoreAccess.Create, context.Time);
        var resources = SweepCreation.Resources(store, definition.Config);
        if (resources != new TrialResources(plan.DeviceKind, plan.Threads))
            plan = SweepPlan.Create(definition, resources).Plan!;
        ThreadEnvironment.Require(resources.Threads);
        Devices.Require(Devices.Bind(resources.DeviceKind, definition.Config.Device));

        foreach (var name in plan.Trials.Select(trial => trial.Config.Data.Name).Distinct())
        {
            await Datasets.FetchAsync(name, context.Data, shouldReplace: false, context.Error.WriteLine, cancellationToken).ConfigureAwait(false);
            Datasets.Load(name, context.Data);
        }

        var sweep = SweepCreation.Open(store, definition, plan);
        try
        {
            if (await HostAsync(store, sweep, cancellationToken).ConfigureAwait(false) is { } fault)
                ExceptionDispatchInfo.Throw(fault);
            return Close(store, sweep, cancellationToken);
        }
        catch (TrackingException exception)
        {
            // A store that was good when the sweep began is no bad input.
            context.Error.WriteLine($"The sweep stopped before its end. {(context.IsDebugging ? exception : exception.Message)}");
            return ExitCodes.Failed;
        }
    }

    private async Task<Exception?> HostAsync(ITrackingStore store, SweepRecord sweep, CancellationToken cancellationToken)
    {
        ISweepProgress progress = context.Live is { } terminal
            ? new LiveProgress(terminal, context.Time)
            : new PlainProgress(context.Error, context.Time);
        await using (progress.ConfigureAwait(false))
        {
            progress.Begin(sweep, store.Trials(sweep.Definition.Name));
            var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            builder.Services
                .Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan)
                .AddSingleton<IHostLifetime, CommandLifetime>()
                .AddSingleton(context.Time)
                .AddSingleton(store)
                .AddSingleton(sweep)
                .AddSingleton(LeaseOwners.Current())
                .AddSingleton(progress)
                .AddSingleton<Func<string, Dataset>>(name => Datasets.Load(name, context.Data))
                .AddSingleton<TrialExecution>()
                .AddSingleton<SweepService>()
                .AddHostedService(services => services.GetRequiredService<SweepService>());
            using var host = builder.Build();
            var service = host.Services.GetRequiredService<SweepService>();
            await host.RunAsync(cancellationToken).ConfigureAwait(false);
            return service.Fault;
        }
    }

    private int Close(ITrackingStore store, SweepRecord sweep, CancellationToken cancellationToken)
    {
        var name = sweep.Definition.Name;
        if (cancellationToken.IsCancellationRequested)
        {
            context.Error.WriteLine($"Interrupted. What is done is kept; the same command goes on with '{name}'.");
            return ExitCodes.Interrupted;
        }

        SweepScreen.WriteCells(context, store, sweep);
        var trials = store.Trials(name);
        if (trials.Count(trial => trial.Outcome == Outcome.Running) is > 0 and var running)
        {
            context.Error.WriteLine($"Trials that another process still runs: {running}. 'sweep show {name}' tells how they go.");
        }

        var failed = trials.Where(trial => trial.Outcome == Outcome.Failed).ToList();
        foreach (var trial in failed)
        {
            context.Error.WriteLine($"Trial {name}/{trial.Number} failed: {trial.End!.Kind}. 'sweep show {name}/{trial.Number}' has the whole error.");
        }

        return failed.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
