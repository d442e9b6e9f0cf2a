using System.Runtime.ExceptionServices;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Launchers;
using SweepRunner.Runner.Launchers.Local;
using SweepRunner.Runner.Launchers.Tasks;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Progress;
using SweepRunner.Runner.Screens;
using SweepRunner.Runner.Trials;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Commands;

/// <summary><c>worker SWEEP</c>: one process that runs trials from a sweep's queue. <c>run</c> starts workers, and a
/// user may add more.</summary>
internal static class WorkerCommand
{
    public static Command Create(CommandContext context)
    {
        var name = CommonOptions.Sweep(context);
        var device = new Option<string?>(WorkerProcess.DeviceOption)
        {
            Description = "The device: cpu or cuda:N. Default: the sweep's.",
            HelpName = "DEVICE",
        };
        var supervised = new Option<bool>(WorkerProcess.SupervisedOption)
        {
            Description = "Write progress as lines of JSON to standard output, and stop when standard input ends. For "
                + "the process that started the worker.",
        };
        var until = new Option<DateTimeOffset?>(WorkerProcess.UntilOption)
        {
            Description = "When the time of the worker on this machine ends: it claims no trial that could not reach a "
                + "checkpoint before. Default: no limit.",
            HelpName = "TIME",
        }.Taking("a time, as in 2026-01-31T12:00:00Z", text => DateTimeOffset.TryParse(text, out _));
        var launcher = new Option<string?>(WorkerProcess.LauncherOption)
        {
            Description = "Run as many workers as this task has room for, until no trial is left or the time of the "
                + "task ends. For the script of that launcher.",
            HelpName = "NAME",
        };
        var command = new Command(
            "worker", "Run trials from a sweep's queue until none is left. Example: sweep worker alexnet-lr")
        { name, device, supervised, until, launcher };
        command.SetAction(async (result, cancellationToken) =>
        {
            // Whoever has started it has the store open.
            var isStarted = result.GetValue(supervised) || result.GetValue(launcher) is not null;
            using var store = result.OpenStore(context, isPatient: isStarted);
            var sweep = Lookup.Sweep(store, result.GetRequiredValue(name));
            if (result.GetValue(launcher) is { } started)
                return await new TaskRun(
                    context, store, sweep, FindTask(context, started),
                    (gpu, ends) => WorkerProcess.Start(sweep, store.Url, gpu, context.Abandoned, ends))
                    .RunAsync(cancellationToken);
            if (!sweep.IsOfPrograms())
                TrialEnvironment.Require(TrialResources.Of(sweep.Definition));
            var options = new WorkerOptions
            {
                Owner = LeaseOwners.Current(),
                Device = FindDevice(result.GetValue(device), sweep),
                IsSupervised = result.GetValue(supervised),
                UntilUtc = result.GetValue(until),
            };
            return await RunAsync(context, store, sweep, options, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context, ITrackingStore store, SweepRecord sweep, WorkerOptions options,
        CancellationToken cancellationToken)
    {
        var name = sweep.Name;
        var isSupervised = options.IsSupervised;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var progress = isSupervised
            ? new MessageProgress(context.Out, context.Time, sweep.Definition.ObjectiveMetric)
            : ISweepProgress.Create(context);
        if (isSupervised)
            StopWhenInputEnds(context.In, stop);
        if (store.PrepareArtifacts(name) is { } note)
            progress.Say(note);
        // The supervisor has announced the sweep.
        using var announcement = isSupervised ? null : SweepProcesses.Announce(store, [name]);

        // Before the first claim, so that a process that is killed here costs no trial an attempt.
        var config = sweep.Config();
        Devices.Require(
            options.Device ?? Devices.Bind(DeviceKinds.Parse(sweep.Definition.Device), config.Device),
            Gpus.Of(config.Trial));
        MachineFit.RequireProgram(config.Trial);
        var catalog = sweep.Catalog(context.Images(stop.Token));
        catalog.Data.Load(store.Data(name));
        // A program does not need libtorch here, which takes half a second to load.
        if (!sweep.IsOfPrograms())
            TorchSharp.torch.set_num_threads(sweep.Definition.Threads);

        if (!isSupervised)
        {
            progress.Begin(sweep, store.Trials(name), isDecided: store.IsOpen(name));
            // The supervisor has recorded those of its workers.
            MachineNotes.Record(store, sweep.Definition, context.Time, progress.Say);
        }

        var end = await WorkerService.HostAsync(
            context, store, sweep, catalog, options, progress, stop.Token);
        if (end.Fault is { } fault)
            ExceptionDispatchInfo.Throw(fault);
        if (end.IsStopped && !isSupervised)
            context.Error.WriteLine(
                $"'{name}' was asked to stop. '{context.Commands(store.Url).Write("resume", name)}' cancels that "
                    + "request.");
        return end.IsStopped || stop.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Done;
    }

    private static IWorkerTask FindTask(CommandContext context, string launcher) =>
        Catalogue.TryCreate<LauncherConfig>(launcher)?.CurrentTask(context) ?? throw new CommandException(
            $"{WorkerProcess.LauncherOption} {launcher} is for a task that this launcher has started, and this process "
                + "is none. Leave the option out to run one worker here.");

    private static Device? FindDevice(string? name, SweepRecord sweep)
    {
        if (name is null)
            return null;
        var kind = DeviceKinds.Parse(sweep.Definition.Device);
        return Device.TryParse(name) is { } device && device.Kind == kind
            ? device
            : throw new CommandException(
                $"{WorkerProcess.DeviceOption} {name} does not fit: the trials of '{sweep.Name}' run on "
                    + $"{(kind == DeviceKind.Cpu ? "cpu" : "a GPU, cuda:0 or another number")}, and their numbers "
                    + "depend on it.");
    }

    // Nothing is written to the input. It ends when the supervisor closes it or dies.
    private static void StopWhenInputEnds(TextReader input, CancellationTokenSource stop) => _ = Task.Factory.StartNew(
        () =>
        {
            input.ReadToEnd();
            stop.Cancel();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
