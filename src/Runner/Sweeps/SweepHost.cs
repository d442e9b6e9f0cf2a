using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Progress;
using SweepRunner.Runner.Trials;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Sweeps;

/// <summary>Hosts what runs the trials of a sweep that is in the store: worker processes, or this process.</summary>
internal sealed class SweepHost(CommandContext context, ITrackingStore store, SweepRecord sweep)
{
    private readonly string _name = sweep.Definition.Name;

    /// <summary>Runs the trials under a supervisor, or inside the command, until all are done.</summary>
    /// <returns>What ended it before its time.</returns>
    public async Task<HostEnd> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var trials = store.Trials(_name);
        var progress = CreateProgress();
        await using (progress)
        {
            progress.Begin(sweep, trials);
            var left = trials.Count(trial => trial.End is null);
            if (left == 0)
                return new HostEnd(null, IsStopped: false);
            SayWhatIsDifferentHere(progress);
            if (store.RunningTrials(_name) is > 0 and var others)
                progress.Say(
                    string.Create(
                        CultureInfo.InvariantCulture, $"Other processes run {others} of its trials; this one joins in."));
            if (options.IsInline)
            {
                SayIfSlow(progress, trialsAtATime: 1);
                return await HostAsync(
                    progress, AddWorker(new WorkerSetting { Owner = LeaseOwners.Current() }), cancellationToken);
            }

            var slots = WorkerSlots.Create(
                Devices.All(TrialResources.Of(sweep.Definition).DeviceKind, sweep.Config().Device),
                sweep.Definition.Threads,
                Environment.ProcessorCount,
                left,
                options);
            SayIfSlow(progress, slots.Count);
            return await HostAsync(progress, AddSupervisor(slots), cancellationToken);
        }
    }

    /// <summary>Runs trials inside this process as one worker among others.</summary>
    /// <returns>What ended it before its time.</returns>
    public async Task<HostEnd> WorkAsync(
        WorkerSetting setting,
        ISweepProgress progress,
        CancellationToken cancellationToken) => await HostAsync(progress, AddWorker(setting), cancellationToken);

    /// <summary>Lines, or a live display, on standard error.</summary>
    public ISweepProgress CreateProgress() => context.Live is { } terminal
        ? new LiveProgress(terminal, context.Time)
        : new PlainProgress(context.Error, context.Time, context.OnProgress);

    /// <summary>A host for one <see cref="CommandService"/>, which is waited for however long it takes to
    /// end.</summary>
    public static HostApplicationBuilder CreateBuilder()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services
            .Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan)
            .AddSingleton<IHostLifetime, CommandLifetime>()
            .AddHostedService(services => services.GetRequiredService<CommandService>());
        return builder;
    }

    private async Task<HostEnd> HostAsync(
        ISweepProgress progress, Action<IServiceCollection> addService, CancellationToken cancellationToken)
    {
        var builder = CreateBuilder();
        builder.Services
            .AddSingleton(context.Time)
            .AddSingleton(store)
            .AddSingleton(sweep)
            .AddSingleton(progress);
        addService(builder.Services);
        using var host = builder.Build();
        var service = host.Services.GetRequiredService<CommandService>();
        await host.RunAsync(cancellationToken);
        return new HostEnd(service.Fault, service.IsStopped);
    }

    private Action<IServiceCollection> AddWorker(WorkerSetting setting) => services => services
        .AddSingleton(setting)
        .AddSingleton<Func<string, Dataset>>(name => Datasets.Load(name, context.Data))
        .AddSingleton<TrialExecution>()
        .AddSingleton<CommandService, WorkerService>();

    private Action<IServiceCollection> AddSupervisor(IReadOnlyList<Device> slots) => services => services
        .AddSingleton(slots)
        .AddSingleton<WorkerLauncher>(device => WorkerProcess.Start(sweep, store.Url, device, context.Abandoned))
        .AddSingleton<CommandService, SupervisorService>();

    private void SayIfSlow(ISweepProgress progress, int trialsAtATime)
    {
        if (MachineFit.Oversubscription(trialsAtATime, sweep.Definition.Threads, Environment.ProcessorCount) is { } slow)
            progress.Say($"Warning: {slow}{(trialsAtATime > 1 ? " Fewer --workers, or none named, are faster." : "")}");
    }

    // Numbers are the same on the same model of processor and the same libtorch alone: elsewhere the sweep goes on, but
    // not in silence.
    private void SayWhatIsDifferentHere(ISweepProgress progress)
    {
        foreach (var difference in Provenance.DifferencesHere(sweep.Definition))
        {
            progress.Say($"Warning: {difference} Trials that go on from a checkpoint may come to other last digits.");
            store.AddEvent(new NewEvent(_name, null, "machine-changed", difference));
        }
    }
}

/// <summary>How the hosting of a sweep's trials ended.</summary>
/// <param name="Fault">What ended it before its time; null for nothing.</param>
/// <param name="IsStopped">True when the sweep was asked to stop.</param>
internal sealed record HostEnd(Exception? Fault, bool IsStopped);
