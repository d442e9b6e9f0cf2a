namespace SweepRunner.Runner.Launchers;

/// <summary>A task that a launcher has started for a sweep, or will start.</summary>
/// <param name="Id">Its name for the commands of the cluster.</param>
/// <param name="State">Whether it waits or runs.</param>
/// <param name="SinceUtc">Since when it is in that state.</param>
/// <param name="Host">The machine that it runs on; null while it waits.</param>
/// <param name="Reason">Why it waits, in the words of the cluster; null while it runs.</param>
internal sealed record LaunchedTask(
    string Id, TaskState State, DateTimeOffset? SinceUtc, string? Host, string? Reason);

internal enum TaskState
{
    Waiting,
    Running,

    /// <summary>It has been told to end.</summary>
    Ending,
}

/// <summary>What the events of a sweep tell about its tasks, so that its history has them.</summary>
internal static class LaunchEvents
{
    private const string Submitted = "submitted", Failed = "task-failed";

    /// <summary>Records that a launcher has started tasks.</summary>
    /// <param name="place">The sweep.</param>
    /// <param name="launcher">The launcher.</param>
    /// <param name="what">What it started, such as <c>job 17 with 4 tasks</c>.</param>
    public static void AddSubmission(LaunchPlace place, LauncherConfig launcher, string what) =>
        place.Store.AddEvent(new NewEvent(place.Sweep, null, Submitted, $"{Catalogue.NameOf(launcher)}: {what}"));

    /// <summary>Records that a task could not work: the message has the reason and the machine.</summary>
    public static void AddFailure(IEventStore store, string sweep, string message) =>
        store.AddEvent(new NewEvent(sweep, null, Failed, message));

    /// <summary>The launchers that have ever started tasks for a sweep. Only these are asked for its tasks.</summary>
    public static IReadOnlyList<LauncherConfig> LaunchersOf(IReadOnlyList<EventRecord> events) =>
    [
        .. events.Where(happening => happening.Event.Kind == Submitted)
            .Select(happening => happening.Event.Message.Split(':')[0])
            .Distinct()
            .Select(Catalogue.TryCreate<LauncherConfig>)
            .OfType<LauncherConfig>(),
    ];

    /// <summary>The last failure of a task since tasks were last started; null if there is none.</summary>
    public static string? LastFailure(IReadOnlyList<EventRecord> events) => events
        .Reverse()
        .TakeWhile(happening => happening.Event.Kind != Submitted)
        .FirstOrDefault(happening => happening.Event.Kind == Failed)?.Event.Message;
}
