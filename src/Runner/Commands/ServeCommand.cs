using System.CommandLine;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SweepRunner.Runner.Serving;
using SweepRunner.Runner.Sweeps;
using SweepRunner.Tracking;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Runner.Commands;

/// <summary><c>serve --watch DIR</c>: the hosted service that runs the sweep files of a folder.</summary>
internal static class ServeCommand
{
    private const string LockFile = "service.lock";

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var watch = new Option<string>("--watch")
        {
            Description = "The folder that sweep files are dropped into.",
            HelpName = "DIR",
            Required = true,
        }.NotEmpty();
        var workers = new WorkerOptions(hasInline: false);
        var command = new Command(
            "serve",
            "Run the sweep files that are dropped into a folder, in order of arrival; each then moves to "
                + "done/, stopped/ or rejected/ there. Example: sweep serve --watch inbox")
        {
            watch,
        };
        workers.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var folder = Path.GetFullPath(result.GetRequiredValue(watch));
            if (!Directory.Exists(folder))
                throw new CommandException(
                    $"There is no folder '{folder}' to watch. Make it, or name another with --watch.");
            using var only = Lock(folder);
            // A store that cannot be used is told before anything is taken.
            string store;
            using (var opened = result.OpenStore(StoreAccess.Create, context))
            {
                context.PrepareArtifacts(opened);
                store = opened.Url;
            }

            return await HostAsync(new ServeSetting(folder, store, workers.Of(result)), context, cancellationToken);
        });
        return command;
    }

    private static async Task<int> HostAsync(
        ServeSetting setting, CommandContext context, CancellationToken cancellationToken)
    {
        var builder = SweepHost.CreateBuilder();
        builder.Services
            .AddSingleton(setting)
            .AddSingleton(context)
            .AddSingleton<CommandService, ServeService>();
        using var host = builder.Build();
        var service = host.Services.GetRequiredService<CommandService>();
        await host.RunAsync(cancellationToken);
        if (service.Fault is { } fault)
            ExceptionDispatchInfo.Throw(fault);
        return ExitCodes.Interrupted;
    }

    // The kernel gives the lock back when the process ends, however it ends.
    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Join(folder, LockFile), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new CommandException(
                $"The folder '{folder}' cannot be written to, and files have to be moved in it. Change its "
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
