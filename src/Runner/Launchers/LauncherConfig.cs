using SweepRunner.Runner.Machine;
using SweepRunner.Tracking.Stores;

namespace SweepRunner.Runner.Launchers;

/// <summary>A launcher: it starts the workers of a sweep. Its properties are its keys in a config. A sweep may be
/// resumed with another launcher, since the numbers of its trials do not depend on it.</summary>
internal abstract record LauncherConfig
{
    /// <summary>The launcher of a sweep that names none: <c>local</c>.</summary>
    public static LauncherConfig Default => Catalogue.TryCreate<LauncherConfig>("local")!;

    /// <summary>What its workers get of other machines; null where the trials run on this one.</summary>
    public virtual TaskShare? Share() => null;

    /// <summary>Every fault of its keys that their shapes do not show.</summary>
    /// <param name="keys">The launcher in the sweep file.</param>
    public virtual IEnumerable<Fault> Check(ConfigObject keys) => [];

    /// <summary>Refuses a store that workers on other machines could not share, before it is opened.</summary>
    /// <exception cref="CommandException">It is a file, and the trials do not run on this machine.</exception>
    public void RequireStore(string url, string sweep, CommandContext context)
    {
        if (Share() is not null && !TrackingStores.IsShared(url))
            throw new CommandException(
                $"The nodes of a cluster cannot share {url}: it is a file, and a shared folder may ignore its locks. "
                    + "Use a PostgreSQL store, --store postgres://HOST/DATABASE; "
                    + $"'{context.Commands().Write("copy", sweep)} --from STORE --to STORE' moves a sweep there.");
    }

    /// <summary>Refuses what cannot work, before anything is written.</summary>
    /// <param name="place">The command, the store and the name of the sweep.</param>
    /// <param name="options">How the trials run.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <exception cref="CommandException">The workers could not be started.</exception>
    public virtual Task RequireAsync(LaunchPlace place, RunOptions options, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Starts workers for the trials of a sweep that have not ended.</summary>
    /// <returns>How they ended; null if they go on after this process, which has told the user about them.</returns>
    /// <exception cref="CommandException">They cannot be started.</exception>
    public abstract Task<ServiceResult?> RunAsync(Launch launch, CancellationToken cancellationToken);

    /// <summary>Asks for the tasks of a sweep that wait or run; none where the workers end with this
    /// process.</summary>
    /// <exception cref="CommandException">The cluster cannot be asked.</exception>
    public virtual Task<IReadOnlyList<LaunchedTask>> FindTasksAsync(
        LaunchPlace place, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LaunchedTask>>([]);

    /// <summary>The last line that a task of a sweep has written, with its file; null if there is none.</summary>
    public virtual string? LastOutput(LaunchPlace place) => null;

    /// <summary>Ends tasks: one that waits never starts, and one that runs is asked to end, and then killed.</summary>
    /// <exception cref="CommandException">The cluster cannot be asked.</exception>
    public virtual Task CancelAsync(
        LaunchPlace place, IReadOnlyList<LaunchedTask> tasks, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>This process as a task that the launcher has started; null if it is none.</summary>
    public virtual IWorkerTask? CurrentTask(CommandContext context) => null;

    /// <summary>This launcher, or the one of that name without settings; null stands for this one.</summary>
    public LauncherConfig Or(string? name) =>
        name is null || name == Catalogue.NameOf(this) ? this : Catalogue.TryCreate<LauncherConfig>(name)!;
}

/// <summary>A sweep of a store, as a command sees it. The sweep need not exist yet.</summary>
internal sealed record LaunchPlace(CommandContext Context, ITrackingStore Store, string Sweep);

/// <summary>A sweep to start workers for.</summary>
/// <param name="Context">The command.</param>
/// <param name="Store">The store, which has the sweep.</param>
/// <param name="Sweep">The sweep.</param>
/// <param name="Catalog">What its trials can name.</param>
/// <param name="Options">How its trials run.</param>
internal sealed record Launch(
    CommandContext Context, ITrackingStore Store, SweepRecord Sweep, TrialCatalog Catalog, RunOptions Options)
{
    public LaunchPlace Place => new(Context, Store, Sweep.Name);
}

/// <summary>What the workers of a sweep get of other machines. A task is a worker there, or several that share it.
/// </summary>
/// <param name="Tasks">The most tasks at a time.</param>
/// <param name="Cores">The cores of a task.</param>
/// <param name="Gpus">The GPUs of a task.</param>
internal sealed record TaskShare(int Tasks, int Cores, int Gpus)
{
    /// <summary>The resources of each trial of a new sweep. <c>auto</c> is a GPU where a task has one. The trials of a
    /// task share its cores unless the sweep says how many threads each has.</summary>
    public TrialResources Resources(string device, int? threads)
    {
        var kind = Device.TryParse(device)?.Kind ?? (Gpus > 0 ? DeviceKind.Cuda : DeviceKind.Cpu);
        return new TrialResources(kind, threads ?? Math.Max(1, Cores / (kind == DeviceKind.Cpu ? 1 : Gpus)));
    }

    /// <summary>The trials that a task runs side by side: one on each GPU, or as many as its cores take.</summary>
    public int TrialsOfATask(TrialResources resources) =>
        Math.Max(1, resources.DeviceKind == DeviceKind.Cpu ? Cores / resources.Threads : Gpus);
}
