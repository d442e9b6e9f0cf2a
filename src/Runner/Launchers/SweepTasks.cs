namespace SweepRunner.Runner.Launchers;

/// <summary>The tasks of a sweep on clusters, as these tell now.</summary>
/// <param name="Tasks">The tasks that wait, run or are about to end.</param>
/// <param name="Fault">Why a cluster cannot be asked; null if all answered.</param>
/// <param name="LastWords">Where there is no task: how the last one failed, or what it wrote last; null if
/// unknown.</param>
internal sealed record SweepTasks(IReadOnlyList<LaunchedTask> Tasks, string? Fault = null, string? LastWords = null)
{
    /// <summary>The tasks of a sweep that never had any.</summary>
    public static SweepTasks None { get; } = new([]);

    /// <summary>The tasks that wait or run.</summary>
    public IEnumerable<LaunchedTask> Living => Tasks.Where(task => task.State != TaskState.Ending);

    /// <summary>Asks every launcher that has started tasks for a sweep.</summary>
    public static async Task<SweepTasks> ReadAsync(LaunchPlace place, CancellationToken cancellationToken)
    {
        var events = place.Store.Events(place.Sweep);
        var launchers = LaunchEvents.LaunchersOf(events);
        var tasks = new List<LaunchedTask>();
        string? fault = null;
        foreach (var launcher in launchers)
        {
            try
            {
                tasks.AddRange(await launcher.FindTasksAsync(place, cancellationToken));
            }
            catch (CommandException exception)
            {
                fault = exception.Message;
            }
        }

        var words = tasks.Count > 0 || launchers.Count == 0
            ? null
            : LaunchEvents.LastFailure(events) ?? launchers[^1].LastOutput(place);
        return new SweepTasks(tasks, fault, words);
    }

    /// <summary>Ends tasks of a sweep.</summary>
    /// <exception cref="CommandException">A cluster cannot be asked.</exception>
    public static async Task CancelAsync(
        LaunchPlace place, Func<LaunchedTask, bool> isChosen, CancellationToken cancellationToken)
    {
        foreach (var launcher in LaunchEvents.LaunchersOf(place.Store.Events(place.Sweep)))
        {
            var tasks = await launcher.FindTasksAsync(place, cancellationToken);
            await launcher.CancelAsync(place, [.. tasks.Where(isChosen)], cancellationToken);
        }
    }
}
