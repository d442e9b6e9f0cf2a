namespace SweepRunner.Reports.Reading;

/// <summary>
/// One metric of one trial, in as few points as a picture can show. Steps fall into buckets of 1, 2, 4, … steps: where
/// there would be too many, two become one. A bucket keeps the mean, the extremes and whether any value was not finite,
/// so that no peak and no NaN is lost.
/// </summary>
public sealed class ThinnedSeries
{
    private readonly int _capacity;
    private readonly List<SeriesBucket> _buckets = [];

    /// <summary>An empty series.</summary>
    /// <param name="capacity">How many buckets it has at most, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 2.</exception>
    public ThinnedSeries(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2);
        _capacity = capacity;
    }

    /// <summary>The buckets by step.</summary>
    public IReadOnlyList<SeriesBucket> Buckets => _buckets;

    /// <summary>Steps of a bucket, as a power of two.</summary>
    public int Shift { get; private set; }

    /// <summary>Takes the point of a later step in.</summary>
    /// <param name="step">The 0-based step.</param>
    /// <param name="value">The value, of any kind.</param>
    public void Add(long step, double value)
    {
        var bucket = SeriesBucket.Of(step, value);
        if (_buckets.Count > 0 && _buckets[^1].FirstStep >> Shift == step >> Shift)
            _buckets[^1] = _buckets[^1].With(bucket);
        else
            _buckets.Add(bucket);
        while (_buckets.Count > _capacity)
            WidenTo(Shift + 1);
    }

    /// <summary>The same series in buckets of at least that many steps, as a power of two.</summary>
    public ThinnedSeries Widened(int shift)
    {
        var copy = new ThinnedSeries(_capacity) { Shift = Shift };
        copy._buckets.AddRange(_buckets);
        if (shift > Shift)
            copy.WidenTo(shift);
        return copy;
    }

    private void WidenTo(int shift)
    {
        Shift = shift;
        if (_buckets.Count == 0)
            return;
        var kept = 0;
        for (var index = 1; index < _buckets.Count; index++)
        {
            if (_buckets[kept].FirstStep >> shift == _buckets[index].FirstStep >> shift)
                _buckets[kept] = _buckets[kept].With(_buckets[index]);
            else
                _buckets[++kept] = _buckets[index];
        }

        _buckets.RemoveRange(kept + 1, _buckets.Count - kept - 1);
    }
}
