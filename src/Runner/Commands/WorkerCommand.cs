using System.CommandLine;
using System.Runtime.ExceptionServices;
using SweepRunner.Experiments.Data;
using SweepRunner.Experiments.Devices;
using SweepRunner.Runner.Configuration;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Progress;
using SweepRunner.Runner.Screens;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Runner.Trials;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Leases;

namespace SweepRunner.Runner.Commands;

/// <summary><c>worker SWEEP</c>: one process that takes trials from a sweep's queue; what <c>run</c> starts, and what
/// may be added by hand.</summary>
internal static class WorkerCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var name = new Argument<string>("SWEEP") { Description = "The sweep." };
        var device = new Option<string?>(WorkerProcess.DeviceOption)
        {
            Description = "The device: cpu or cuda:N. Default: the sweep's.",
            HelpName = "DEVICE",
        };
        var supervised = new Option<bool>(WorkerProcess.SupervisedOption)
        {
            Description =
                "Say progress as lines of JSON on standard output, and stop when standard input ends. For "
                + "the process that started it.",
        };
        var command = new Command(
            "worker",
            "Help with a sweep: take trials from its queue until none is left. Example: sweep worker alexnet-lr")
        {
            name,
            device,
            supervised,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var store = result.OpenStore(StoreAccess.Existing, context);
            var sweep = Lookup.Sweep(store, result.GetRequiredValue(name));
            TrialEnvironment.Require(TrialResources.Of(sweep.Definition));
            var isSupervised = result.GetValue(supervised);
            var setting = new WorkerSetting
            {
                Owner = LeaseOwners.Current(),
                Device = FindDevice(result.GetValue(device), sweep),
                IsReplaced = isSupervised,
                KeepsLogs = isSupervised,
            };
            return await RunAsync(context, store, sweep, setting, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context,
        ITrackingStore store,
        SweepRecord sweep,
        WorkerSetting setting,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var host = new SweepHost(context, store, sweep);
        ISweepProgress progress = setting.KeepsLogs
            ? new MessageProgress(context.Out, context.Time)
            : host.CreateProgress();
        await using (progress)
        {
            if (setting.KeepsLogs)
                StopWhenInputEnds(context.In, stop);
            if (store.PrepareArtifacts() is { } note)
                progress.Say(note);
            Prepare(context, store, sweep, setting);
            if (!setting.KeepsLogs)
                progress.Begin(sweep, store.Trials(sweep.Definition.Name));
            var end = await host.WorkAsync(setting, progress, stop.Token);
            if (end.Fault is { } fault)
                ExceptionDispatchInfo.Throw(fault);
            if (end.IsStopped && !setting.KeepsLogs)
                context.Error.WriteLine(
                    $"'{sweep.Definition.Name}' is asked to stop. 'sweep resume {sweep.Definition.Name}' "
                        + "takes that back.");
            return end.IsStopped || stop.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.Done;
        }
    }

    private static Device? FindDevice(string? name, SweepRecord sweep)
    {
        if (name is null)
            return null;
        var kind = DeviceKinds.Parse(sweep.Definition.Device);
        return Device.TryParse(name) is { } device && device.Kind == kind
            ? device
            : throw new CommandException(
                $"{WorkerProcess.DeviceOption} {name} does not fit: the trials of '{sweep.Definition.Name}' run on "
                    + $"{(kind == DeviceKind.Cpu ? "cpu" : "a GPU, cuda:0 or another number")}, and "
                    + "their numbers depend on it.");
    }

    // Before the first claim: a process that is killed while it gets ready has then not cost any trial an attempt.
    private static void Prepare(CommandContext context, ITrackingStore store, SweepRecord sweep, WorkerSetting setting)
    {
        Devices.Require(
            setting.Device ?? Devices.Bind(DeviceKinds.Parse(sweep.Definition.Device), sweep.Config().Device));
        foreach (var data in store.DataNames(sweep.Definition.Name))
            Datasets.Load(data, context.Data);
        TorchSharp.torch.set_num_threads(sweep.Definition.Threads);
    }

    // Nothing is ever written to it: it ends when the supervisor closes it, or dies.
    private static void StopWhenInputEnds(TextReader input, CancellationTokenSource stop) => _ = Task.Factory.StartNew(
        () =>
        {
            input.ReadToEnd();
            stop.Cancel();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
