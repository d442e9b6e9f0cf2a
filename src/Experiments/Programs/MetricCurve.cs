namespace SweepRunner.Experiments.Programs;

/// <summary>The points of one metric of a program. While its steps grow, only the last point is in memory.</summary>
internal sealed class MetricCurve(string name)
{
    private Dictionary<long, double>? _points;

    public string Name => name;

    /// <summary>The point at the highest step; null for none.</summary>
    public (long Step, double Value)? Last { get; private set; }

    /// <summary>The finite value at the highest step; null for none.</summary>
    public double? LastFinite { get; private set; }

    /// <summary>Adds a point unless there is one at its step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="value">The value.</param>
    /// <param name="stored">Reads every earlier point of the metric, if that is needed.</param>
    public Addition Add(long step, double value, Func<string, IEnumerable<ProgramPoint>> stored)
    {
        if (Last is not { } last || step > last.Step)
        {
            _points?.Add(step, value);
            Append(step, value);
            return Addition.New;
        }

        _points ??= stored(name).ToDictionary(point => point.Step, point => point.Value);
        if (_points.TryGetValue(step, out var kept))
            return kept.Equals(value) ? Addition.Equal : Addition.Different;
        _points.Add(step, value);
        return Addition.Backwards;
    }

    /// <summary>Takes a point of an earlier attempt, in the order of steps.</summary>
    public void Append(long step, double value)
    {
        Last = (step, value);
        if (double.IsFinite(value))
            LastFinite = value;
    }
}

internal enum Addition
{
    /// <summary>It was added after the others.</summary>
    New,

    /// <summary>It was added before others.</summary>
    Backwards,

    /// <summary>There is an equal one.</summary>
    Equal,

    /// <summary>There is another one at its step, which stays.</summary>
    Different,
}
