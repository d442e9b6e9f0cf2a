namespace SweepRunner.Experiments.Programs;

/// <summary>The steps and epochs of the lines from one source. A line without a step has that of the line before, or
/// the next one if it repeats a metric of that step; a line without an epoch has that of the line before, or
/// 0.</summary>
/// <param name="first">The step of a first line without a step; null for the one after those of earlier
/// attempts.</param>
public sealed class LineSteps(long? first = null)
{
    private readonly HashSet<string> _metrics = [];
    private long? _step = first;
    private int _epoch;

    /// <summary>The step and the epoch of the next line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="after">The step after those of earlier attempts, from 0.</param>
    public (long Step, int Epoch) Next(MetricLines line, long after)
    {
        ArgumentNullException.ThrowIfNull(line);
        var last = _step ?? after;
        var step = line.Step ?? (line.Values.Any(value => _metrics.Contains(value.Metric)) ? last + 1 : last);
        if (step != last)
            _metrics.Clear();
        _step = step;
        _epoch = line.Epoch ?? _epoch;
        foreach (var (metric, _) in line.Values)
            _metrics.Add(metric);
        return (step, _epoch);
    }
}
