namespace SweepRunner.Experiments.Programs;

/// <summary>The steps and epochs of the lines from one source. A line without a step has that of the line before, or
/// the next one if it repeats a metric of that step; a line without an epoch has that of the line before. Both begin at
/// 0.</summary>
public sealed class LineSteps
{
    private readonly HashSet<string> _metrics = [];
    private long _step;
    private int _epoch;

    /// <summary>The step and the epoch of the next line.</summary>
    public (long Step, int Epoch) Next(MetricLines line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var step = line.Step ?? (line.Values.Any(value => _metrics.Contains(value.Metric)) ? _step + 1 : _step);
        if (step != _step)
            _metrics.Clear();
        _step = step;
        _epoch = line.Epoch ?? _epoch;
        foreach (var (metric, _) in line.Values)
            _metrics.Add(metric);
        return (_step, _epoch);
    }
}
