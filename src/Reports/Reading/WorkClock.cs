namespace SweepRunner.Reports.Reading;

/// <summary>
/// Time in which at least one trial ran: what a sweep that was stopped overnight has worked, not how long ago it began.
/// </summary>
public sealed class WorkClock
{
    private readonly List<(DateTimeOffset From, DateTimeOffset To, double Before)> _stretches = [];

    /// <summary>The clock of those stretches of work, which may overlap and come in any order.</summary>
    public WorkClock(IEnumerable<(DateTimeOffset From, DateTimeOffset To)> stretches)
    {
        ArgumentNullException.ThrowIfNull(stretches);
        foreach (var (from, to) in stretches.Where(each => each.To >= each.From).OrderBy(each => each.From))
        {
            if (_stretches.Count > 0 && from <= _stretches[^1].To)
            {
                var last = _stretches[^1];
                _stretches[^1] = last with { To = to > last.To ? to : last.To };
            }
            else
            {
                _stretches.Add((from, to, TotalSeconds));
            }
        }
    }

    /// <summary>Seconds of work in all.</summary>
    public double TotalSeconds =>
        _stretches.Count == 0 ? 0 : _stretches[^1].Before + (_stretches[^1].To - _stretches[^1].From).TotalSeconds;

    /// <summary>Seconds of work up to a moment.</summary>
    public double SecondsAt(DateTimeOffset moment)
    {
        var index = _stretches.FindLastIndex(stretch => stretch.From <= moment);
        if (index < 0)
            return 0;
        var (from, to, before) = _stretches[index];
        return before + ((moment < to ? moment : to) - from).TotalSeconds;
    }
}
