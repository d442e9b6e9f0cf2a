using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SweepRunner.Runner;

/// <summary>The one hosted service of a command. Its host stops when the work is done.</summary>
internal abstract class CommandService(IHostApplicationLifetime lifetime) : BackgroundService
{
    public Exception? Fault { get; private set; }

    /// <summary>True if work is left: the sweep was asked to stop, or another process continues.</summary>
    public bool IsStopped { get; protected set; }

    /// <summary>Runs a service in a host of its own, which waits for its end without a limit.</summary>
    public static async Task<ServiceResult> HostAsync(
        Func<IHostApplicationLifetime, CommandService> create, CancellationToken cancellationToken)
    {
        CommandService? service = null;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services
            .Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan)
            .AddSingleton<IHostLifetime, CommandLifetime>()
            .AddHostedService(services => service = create(services.GetRequiredService<IHostApplicationLifetime>()));
        using var host = builder.Build();
        await host.RunAsync(cancellationToken);
        return new ServiceResult(service!.Fault, service.IsStopped);
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A background service that throws would end the host with exit code 0.
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            Fault = exception;
        }

        lifetime.StopApplication();
    }

    protected abstract Task RunAsync(CancellationToken stoppingToken);

    // Signals are handled in Program, where a second one ends the process at once.
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>How a hosted service ended: by a fault, or because it was asked to stop before the work was done.</summary>
internal sealed record ServiceResult(Exception? Fault = null, bool IsStopped = false);
