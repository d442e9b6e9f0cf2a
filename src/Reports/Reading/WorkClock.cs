namespace SweepRunner.Reports.Reading;

/// <summary>Time in which at least one trial ran.</summary>
public sealed class WorkClock
{
    private readonly List<(DateTimeOffset From, DateTimeOffset To, double Before)> _periods = [];

    /// <summary>The periods may overlap and have any order.</summary>
    public WorkClock(IEnumerable<(DateTimeOffset From, DateTimeOffset To)> periods)
    {
        foreach (var (from, to) in periods.Where(each => each.To >= each.From).OrderBy(each => each.From))
        {
            if (_periods.Count > 0 && from <= _periods[^1].To)
            {
                var last = _periods[^1];
                _periods[^1] = last with { To = to > last.To ? to : last.To };
            }
            else
            {
                _periods.Add((from, to, TotalSeconds));
            }
        }
    }

    /// <summary>Seconds of all periods; an overlap counts once.</summary>
    public double TotalSeconds =>
        _periods.Count == 0 ? 0 : _periods[^1].Before + (_periods[^1].To - _periods[^1].From).TotalSeconds;

    /// <summary>Seconds of work up to a moment.</summary>
    public double SecondsAt(DateTimeOffset moment)
    {
        var index = _periods.FindLastIndex(period => period.From <= moment);
        if (index < 0)
            return 0;
        var (from, to, before) = _periods[index];
        return before + ((moment < to ? moment : to) - from).TotalSeconds;
    }
}
