using Microsoft.Extensions.Hosting;

namespace SweepRunner.Runner.Running;

/// <summary>A host that lives as long as its command: signals are the program's, which lets a second one end the process at once.</summary>
internal sealed class CommandLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
