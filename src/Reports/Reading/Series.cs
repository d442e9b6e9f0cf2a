namespace SweepRunner.Reports.Reading;

/// <summary>A metric of a trial, in as few points as a picture can show. Steps fall into buckets of 1, 2, 4, … steps;
/// when there are too many, each two become one. A bucket keeps the mean, the extremes and whether a value was not
/// finite, so no peak and no NaN is lost.</summary>
internal sealed class ThinnedSeries
{
    private readonly int _capacity;
    private readonly List<SeriesBucket> _buckets = [];

    /// <summary>Creates an empty series of at most <paramref name="capacity"/> buckets, at least 2.</summary>
    public ThinnedSeries(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2);
        _capacity = capacity;
    }

    public IReadOnlyList<SeriesBucket> Buckets => _buckets;

    /// <summary>The binary logarithm of the steps of a bucket.</summary>
    public int Shift { get; private set; }

    /// <summary>Adds the point of a later step.</summary>
    public void Add(long step, double value)
    {
        Add(SeriesBucket.FromPoint(step, value));
        while (_buckets.Count > _capacity)
            WidenTo(Shift + 1);
    }

    /// <summary>The series in buckets of at least 2^<paramref name="shift"/> steps.</summary>
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
        SeriesBucket[] finer = [.. _buckets];
        Shift = shift;
        _buckets.Clear();
        Array.ForEach(finer, Add);
    }

    private void Add(SeriesBucket bucket)
    {
        if (_buckets.Count > 0 && _buckets[^1].FirstStep >> Shift == bucket.FirstStep >> Shift)
            _buckets[^1] = _buckets[^1].With(bucket);
        else
            _buckets.Add(bucket);
    }
}

/// <summary>Neighbouring points of a series. <c>Count</c>, <c>Mean</c>, <c>Minimum</c> and <c>Maximum</c> are of the
/// finite values; the last three are NaN without one.</summary>
internal readonly record struct SeriesBucket(
    long FirstStep, long LastStep, long Count, double Mean, double Minimum, double Maximum, bool IsFinite)
{
    public static SeriesBucket FromPoint(long step, double value) => double.IsFinite(value)
        ? new SeriesBucket(step, step, 1, value, value, value, true)
        : new SeriesBucket(step, step, 0, double.NaN, double.NaN, double.NaN, false);

    public SeriesBucket With(SeriesBucket next)
    {
        var (count, isFinite) = (Count + next.Count, IsFinite && next.IsFinite);
        if (next.Count == 0)
            return this with { LastStep = next.LastStep, IsFinite = isFinite };
        if (Count == 0)
            return next with { FirstStep = FirstStep, IsFinite = isFinite };
        // Weighted in this form, two values near the largest double do not overflow.
        var mean = Mean * ((double)Count / count) + next.Mean * ((double)next.Count / count);
        var (minimum, maximum) = (Min(Minimum, next.Minimum), Max(Maximum, next.Maximum));
        return new SeriesBucket(FirstStep, next.LastStep, count, mean, minimum, maximum, isFinite);
    }
}

/// <summary>A metric of a cell: the mean and the range of its seeds at each place, the middle of the steps of a point.
/// NaN where no seed has a finite value.</summary>
internal sealed record CellCurve(
    IReadOnlyList<double> Steps, IReadOnlyList<double> Mean, IReadOnlyList<double> Low, IReadOnlyList<double> High)
{
    /// <summary>The curve of a cell's seeds in at most <paramref name="capacity"/> points, at least 2.</summary>
    public static CellCurve FromSeeds(IReadOnlyList<ThinnedSeries> seeds, int capacity)
    {
        var shift = seeds.Select(seed => seed.Shift).DefaultIfEmpty(0).Max();
        while (Places(seeds, shift) > capacity)
            shift++;
        // Each seed counts once, however many of its steps a bucket holds.
        var places = seeds.SelectMany(seed => seed.Widened(shift).Buckets).GroupBy(bucket => bucket.FirstStep >> shift)
            .OrderBy(place => place.Key)
            .Select(place => place.ToList())
            .ToList();
        var finite = places.Select(place => place.FindAll(bucket => bucket.Count > 0)).ToList();
        return new CellCurve(
            [.. places.Select(place => (place.Min(each => each.FirstStep) + place.Max(each => each.LastStep)) / 2.0)],
            [.. finite.Select(place => place.Count == 0 ? double.NaN : place.Sum(each => each.Mean / place.Count))],
            [.. finite.Select(place => place.Select(each => each.Minimum).DefaultIfEmpty(double.NaN).Min())],
            [.. finite.Select(place => place.Select(each => each.Maximum).DefaultIfEmpty(double.NaN).Max())]);
    }

    private static int Places(IReadOnlyList<ThinnedSeries> seeds, int shift) =>
        seeds.SelectMany(seed => seed.Buckets).Select(bucket => bucket.FirstStep >> shift).Distinct().Count();
}
