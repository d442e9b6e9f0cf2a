using Microsoft.Extensions.Hosting;

namespace SweepRunner.Runner;

/// <summary>The service that a command's host lives for: when its work is done, so is the host.</summary>
internal abstract class CommandService(IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>What ended the service before its time; null when its work is done or the host was stopped.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>True when the service ended in good order with work left: the sweep was asked to stop, or another
    /// process is to go on in its place.</summary>
    public bool IsStopped { get; protected set; }

    /// <inheritdoc/>
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

    /// <summary>Does the work.</summary>
    protected abstract Task RunAsync(CancellationToken stoppingToken);
}

/// <summary>A host that lives as long as its command: signals are the program's, which lets a second one end the
/// process at once.</summary>
internal sealed class CommandLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
