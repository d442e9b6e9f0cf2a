using SweepRunner.Tracking;

namespace SweepRunner.Reports.Reading;

/// <summary>
/// Attempts laid out in as few lanes as ran at a time. A process keeps its lane; when it is gone, the next process
/// takes the lane over, so that a worker that was restarted a hundred times is one row and not a hundred.
/// </summary>
internal sealed class WorkerLanes
{
    /// <summary>Lays the attempts out.</summary>
    /// <param name="attempts">The attempts and their trials, in any order.</param>
    /// <param name="now">When one that runs is taken to end.</param>
    public WorkerLanes(IEnumerable<(ReportTrial Trial, AttemptRecord Attempt)> attempts, DateTimeOffset now)
    {
        var processes = attempts.GroupBy(each => each.Attempt.Owner)
            .Select(process => process.OrderBy(each => each.Attempt.StartedUtc).ToList())
            .OrderBy(process => process[0].Attempt.StartedUtc);
        var ends = new List<DateTimeOffset>();
        var bars = new List<WorkerBar>();
        foreach (var process in processes)
        {
            var from = process[0].Attempt.StartedUtc;
            var lane = ends.FindIndex(end => end <= from);
            if (lane < 0)
            {
                lane = ends.Count;
                ends.Add(from);
            }

            foreach (var (trial, attempt) in process)
            {
                var to = attempt.EndedUtc ?? now;
                bars.Add(
                    new WorkerBar(
                        lane, attempt.StartedUtc, to > attempt.StartedUtc ? to : attempt.StartedUtc, trial, attempt));
                ends[lane] = to > ends[lane] ? to : ends[lane];
            }
        }

        (Bars, Count) = (bars, ends.Count);
    }

    /// <summary>The attempts with their lanes.</summary>
    public IReadOnlyList<WorkerBar> Bars { get; }

    /// <summary>Number of lanes.</summary>
    public int Count { get; }
}

/// <summary>An attempt in its lane.</summary>
/// <param name="Lane">The lane, from 0.</param>
/// <param name="From">When it began, UTC.</param>
/// <param name="To">When it ended, UTC; not before it began.</param>
/// <param name="Trial">Its trial.</param>
/// <param name="Attempt">The attempt.</param>
internal sealed record WorkerBar(
    int Lane, DateTimeOffset From, DateTimeOffset To, ReportTrial Trial, AttemptRecord Attempt);
