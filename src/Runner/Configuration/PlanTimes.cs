namespace SweepRunner.Runner.Configuration;

/// <summary>The estimated times of a whole sweep; null where nothing is known of a trial.</summary>
/// <param name="Workers">The trials at a time, as <c>run</c> starts them.</param>
/// <param name="WorkSeconds">The sum over all trials.</param>
/// <param name="WallSeconds">From the first start to the last end: each worker takes the next trial when it is
/// free.</param>
internal sealed record PlanTimes(int Workers, double? WorkSeconds, double? WallSeconds)
{
    public static PlanTimes Create(SweepPlan plan, PlanEstimate estimate, int workers, int cores)
    {
        // Threads that are more than the cores share them.
        var isCpu = plan.Resources.DeviceKind == DeviceKind.Cpu;
        var slowdown = isCpu ? Math.Max(1, (double)workers * plan.Resources.Threads / cores) : 1;
        var free = new PriorityQueue<int, double>(Enumerable.Range(0, workers).Select(worker => (worker, 0.0)));
        var (work, last) = (0.0, 0.0);
        foreach (var trial in plan.Trials)
        {
            if (estimate.SecondsOf(trial.Cell.Config) is not { } seconds)
                return new PlanTimes(workers, null, null);
            work += seconds;
            free.TryDequeue(out var worker, out var begin);
            var end = begin + (seconds * slowdown);
            last = Math.Max(last, end);
            free.Enqueue(worker, end);
        }

        return new PlanTimes(workers, work, last);
    }
}
