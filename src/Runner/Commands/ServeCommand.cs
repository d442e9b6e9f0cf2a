using System.Runtime.ExceptionServices;
using SweepRunner.Runner.Machine;
using SweepRunner.Runner.Serving;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Commands;

internal static class ServeCommand
{
    private const string LockFile = "service.lock";

    public static Command Create(CommandContext context)
    {
        var watch = CommonOptions.Folder("--watch", "The folder that receives sweep files.");
        watch.Required = true;
        var command = new Command(
            "serve",
            "Run the sweep files that arrive in a folder, in order of arrival. Each then moves to its folder done/, "
                + "stopped/ or rejected/. Example: sweep serve --watch inbox") { watch };
        var workers = new WorkerCountOptions(command, hasInline: false);
        command.SetAction(async (result, cancellationToken) =>
        {
            var folder = Path.GetFullPath(result.GetRequiredValue(watch));
            if (!Directory.Exists(folder))
                throw new CommandException(
                    $"There is no folder '{folder}' to watch. Make it, or name another with --watch.");
            using var only = Lock(folder);
            // A fault of the store is reported before a file is taken.
            string store;
            IDisposable announcement;
            using (var opened = result.OpenStore(context, StoreAccess.Create))
            {
                context.PrepareArtifacts(opened);
                announcement = SweepProcesses.AnnounceService(opened);
                store = opened.Url;
            }

            using var announced = announcement;
            var options = new ServeOptions(folder, store, workers.Read(result));
            var end = await CommandService.HostAsync(
                lifetime => new ServeService(options, context, lifetime), cancellationToken);
            if (end.Fault is { } fault)
                ExceptionDispatchInfo.Throw(fault);
            return ExitCodes.Interrupted;
        });
        return command;
    }

    // The kernel releases the lock when the process ends, however it ends.
    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Join(folder, LockFile), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new CommandException(
                $"The folder '{folder}' cannot be written to, but the service moves files in it. Change its "
                    + "permissions, or watch another.",
                exception);
        }
        catch (IOException exception)
        {
            throw new CommandException(
                $"The folder '{folder}' cannot be watched. Another service watches it, or it is read-only: "
                    + $"{FileFaults.Reason(exception, folder)}.",
                exception);
        }
    }
}
