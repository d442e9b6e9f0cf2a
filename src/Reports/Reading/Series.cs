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
        var bucket = SeriesBucket.FromPoint(step, value);
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

/// <summary>Some neighbouring points of a series.</summary>
/// <param name="FirstStep">The lowest step.</param>
/// <param name="LastStep">The highest step.</param>
/// <param name="Count">How many of the values are finite.</param>
/// <param name="Mean">The finite values' mean; NaN without one.</param>
/// <param name="Minimum">The lowest finite value; NaN without one.</param>
/// <param name="Maximum">The highest finite value; NaN without one.</param>
/// <param name="IsFinite">False where any value is NaN or infinite.</param>
public readonly record struct SeriesBucket(
    long FirstStep, long LastStep, long Count, double Mean, double Minimum, double Maximum, bool IsFinite)
{
    /// <summary>One point.</summary>
    public static SeriesBucket FromPoint(long step, double value) => double.IsFinite(value)
        ? new SeriesBucket(step, step, 1, value, value, value, true)
        : new SeriesBucket(step, step, 0, double.NaN, double.NaN, double.NaN, false);

    /// <summary>This and the neighbour behind it, as one.</summary>
    public SeriesBucket With(SeriesBucket next)
    {
        var count = Count + next.Count;
        var isFinite = IsFinite && next.IsFinite;
        if (next.Count == 0)
            return this with { LastStep = next.LastStep, IsFinite = isFinite };
        if (Count == 0)
            return next with { FirstStep = FirstStep, IsFinite = isFinite };
        // Weighted in this form, two values near the largest double do not overflow.
        var mean = (Mean * ((double)Count / count)) + (next.Mean * ((double)next.Count / count));
        return new SeriesBucket(
            FirstStep,
            next.LastStep,
            count,
            mean,
            Math.Min(Minimum, next.Minimum),
            Math.Max(Maximum, next.Maximum),
            isFinite);
    }
}

/// <summary>One metric of one cell over its seeds: at each place the mean of the seeds that have a value there, and
/// their range.</summary>
/// <param name="Steps">The places: the middle of the steps that a point stands for.</param>
/// <param name="Mean">The mean over the seeds; NaN where none has a finite value.</param>
/// <param name="Low">The lowest value of any seed; NaN where there is none.</param>
/// <param name="High">The highest value of any seed; NaN where there is none.</param>
public sealed record CellCurve(
    IReadOnlyList<double> Steps, IReadOnlyList<double> Mean, IReadOnlyList<double> Low, IReadOnlyList<double> High)
{
    /// <summary>The curve of a cell's seeds, in as few points as asked for.</summary>
    /// <param name="seeds">The series of the seeds; those without a point change nothing.</param>
    /// <param name="capacity">How many points it has at most, at least 2.</param>
    public static CellCurve FromSeeds(IReadOnlyList<ThinnedSeries> seeds, int capacity)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        var shift = seeds.Select(seed => seed.Shift).DefaultIfEmpty(0).Max();
        while (Places(seeds, shift) > capacity)
            shift++;
        // Each seed counts once, however many of its steps a bucket holds.
        var places = seeds.SelectMany(seed => seed.Widened(shift).Buckets)
            .GroupBy(bucket => bucket.FirstStep >> shift)
            .OrderBy(place => place.Key)
            .Select(place => place.ToList())
            .ToList();
        return new CellCurve(
            [
                .. places.Select(place =>
                    (place.Min(bucket => bucket.FirstStep) + place.Max(bucket => bucket.LastStep)) / 2.0
                ),
            ],
            [.. places.Select(MeanOf)],
            [.. places.Select(place => Extreme(place, Enumerable.Min, bucket => bucket.Minimum))],
            [.. places.Select(place => Extreme(place, Enumerable.Max, bucket => bucket.Maximum))]);
    }

    private static int Places(IReadOnlyList<ThinnedSeries> seeds, int shift) =>
        seeds.SelectMany(seed => seed.Buckets).Select(bucket => bucket.FirstStep >> shift).Distinct().Count();

    private static double MeanOf(IReadOnlyCollection<SeriesBucket> place)
    {
        var count = place.Count(bucket => bucket.Count > 0);
        return count == 0 ? double.NaN : place.Where(bucket => bucket.Count > 0).Sum(bucket => bucket.Mean / count);
    }

    private static double Extreme(
        IEnumerable<SeriesBucket> place,
        Func<IEnumerable<double>, double> extreme,
        Func<SeriesBucket, double> value
    ) => extreme(place.Where(bucket => bucket.Count > 0).Select(value).DefaultIfEmpty(double.NaN));
}
