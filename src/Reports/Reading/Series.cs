namespace SweepRunner.Reports.Reading;

/// <summary>A metric of a trial, in as few points as a picture can show. Steps fall into buckets of 1, 2, 4, … steps;
/// when there are too many, each two become one. A bucket keeps the mean, the extremes, the times of its ends and
/// whether a value was not finite, so no peak and no NaN is lost.</summary>
internal sealed class ThinnedSeries
{
    private readonly List<SeriesBucket> _buckets = [];
    private int _capacity;

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
    public void Add(long step, double value, DateTimeOffset time)
    {
        Add(SeriesBucket.FromPoint(step, value, time.ToUnixTimeMilliseconds()));
        Thin();
    }

    /// <summary>Thins the series to at most <paramref name="capacity"/> buckets, at least 2, for all time, in as little
    /// memory.</summary>
    public void Limit(int capacity)
    {
        _capacity = capacity;
        Thin();
        _buckets.TrimExcess();
    }

    private void Thin()
    {
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
/// finite values; the last three are NaN without one. Times are milliseconds of Unix time, as a store keeps
/// them.</summary>
internal readonly record struct SeriesBucket(
    long FirstStep, long LastStep, long FirstTime, long LastTime, long Count, double Mean, double Minimum,
    double Maximum, bool IsFinite)
{
    public static SeriesBucket FromPoint(long step, double value, long time) => double.IsFinite(value)
        ? new SeriesBucket(step, step, time, time, 1, value, value, value, true)
        : new SeriesBucket(step, step, time, time, 0, double.NaN, double.NaN, double.NaN, false);

    public SeriesBucket With(SeriesBucket next)
    {
        var (count, isFinite) = (Count + next.Count, IsFinite && next.IsFinite);
        if (next.Count == 0)
            return this with { LastStep = next.LastStep, LastTime = next.LastTime, IsFinite = isFinite };
        if (Count == 0)
            return next with { FirstStep = FirstStep, FirstTime = FirstTime, IsFinite = isFinite };
        // Weighted in this form, two values near the largest double do not overflow.
        var mean = Mean * ((double)Count / count) + next.Mean * ((double)next.Count / count);
        return next with
        {
            FirstStep = FirstStep,
            FirstTime = FirstTime,
            Count = count,
            Mean = mean,
            Minimum = Min(Minimum, next.Minimum),
            Maximum = Max(Maximum, next.Maximum),
            IsFinite = isFinite,
        };
    }
}

/// <summary>A metric of one seed, and the clock of its trial, which stands still while the trial waits.</summary>
internal sealed record SeedSeries(ThinnedSeries Series, WorkClock Clock)
{
    public double SecondsAt(SeriesBucket bucket) => (At(bucket.FirstTime) + At(bucket.LastTime)) / 2;

    private double At(long time) => Clock.SecondsAt(DateTimeOffset.FromUnixTimeMilliseconds(time));
}

/// <summary>A metric of a cell at each place, the middle of the steps of a point: the mean of its seeds, NaN where none
/// has a finite value; the range of their values, NaN below two seeds, which have no range; and the mean time since
/// their trials started.</summary>
internal sealed record CellCurve(
    IReadOnlyList<double> Steps, IReadOnlyList<double> Seconds, IReadOnlyList<double> Mean, IReadOnlyList<double> Low,
    IReadOnlyList<double> High)
{
    private const double AlignedShare = 0.8, NearEnd = 0.9;

    // Steps have 63 bits.
    private const int MostShift = 62;

    /// <summary>The most steps of a point.</summary>
    public required long StepsOfPoint { get; init; }

    public bool HasRange => Low.Any(double.IsFinite);

    /// <summary>The curve of a cell's seeds in at most <paramref name="capacity"/> points, at least 2.</summary>
    public static CellCurve FromSeeds(IReadOnlyList<SeedSeries> seeds, int capacity)
    {
        var shift = seeds.Select(seed => seed.Series.Shift).DefaultIfEmpty(0).Max();
        while (Places(seeds, shift) > capacity)
            shift++;
        var aligned = Aligned(seeds, shift);
        var end = aligned == shift ? long.MaxValue : End(seeds, aligned);
        // Each seed counts once, however many of its steps a bucket holds.
        var places = seeds
            .SelectMany(
                seed => seed.Series.Widened(aligned).Buckets.GroupBy(bucket => Min(bucket.FirstStep >> aligned, end)),
                (seed, buckets) => (
                    Seed: seed, Place: buckets.Key, Bucket: buckets.Aggregate((one, next) => one.With(next))))
            .GroupBy(each => each.Place)
            .OrderBy(place => place.Key)
            .Select(place => place.ToList())
            .ToList();
        var values = places.Select(place => place.Where(each => each.Bucket.Count > 0)
            .Select(each => each.Bucket.Mean)
            .ToList()).ToList();
        return new CellCurve(
            [.. places.Select(
                place => (place.Min(each => each.Bucket.FirstStep) + place.Max(each => each.Bucket.LastStep)) / 2.0)],
            [.. places.Select(place => place.Average(each => each.Seed.SecondsAt(each.Bucket)))],
            [.. values.Select(each => each.Count == 0 ? double.NaN : each.Sum(value => value / each.Count))],
            [.. values.Select(each => each.Count < 2 ? double.NaN : each.Min())],
            [.. values.Select(each => each.Count < 2 ? double.NaN : each.Max())])
        {
            StepsOfPoint = seeds.SelectMany(seed => seed.Series.Widened(aligned).Buckets)
                .Select(bucket => bucket.LastStep - bucket.FirstStep + 1)
                .DefaultIfEmpty(1)
                .Max(),
        };
    }

    // Seeds of a program may log at steps of their own, such as the ends of episodes. Where few places have all the
    // seeds that had begun and not ended there, the mean would jump from seed to seed. Half of the points may go.
    private static int Aligned(IReadOnlyList<SeedSeries> seeds, int shift)
    {
        var longest = seeds.Select(seed => Places([seed], shift)).DefaultIfEmpty(0).Max();
        for (var wider = shift; wider < MostShift && Places(seeds, wider) * 2 >= longest; wider++)
        {
            if (IsAligned(seeds, wider))
                return wider;
        }
        return shift;
    }

    // Seeds that log at steps of their own end at different ones. What follows the first end of those that come near
    // the last belongs to that place, or the curve would end with the value of one seed.
    private static long End(IReadOnlyList<SeedSeries> seeds, int shift)
    {
        var ends = seeds.Where(seed => seed.Series.Buckets.Count > 0)
            .Select(seed => seed.Series.Buckets[^1].FirstStep >> shift)
            .ToList();
        return ends.Where(end => end >= NearEnd * ends.Max()).Min();
    }

    private static bool IsAligned(IReadOnlyList<SeedSeries> seeds, int shift)
    {
        var placesOf = seeds.Select(seed => seed.Series.Buckets.Select(bucket => bucket.FirstStep >> shift).Distinct()
            .ToList()).Where(places => places.Count > 0).ToList();
        var all = placesOf.SelectMany(places => places).Distinct().ToList();
        var expected = placesOf.Sum(places => all.Count(place => place >= places[0] && place <= places[^1]));
        return placesOf.Sum(places => places.Count) >= AlignedShare * expected;
    }

    private static int Places(IReadOnlyList<SeedSeries> seeds, int shift) =>
        seeds.SelectMany(seed => seed.Series.Buckets).Select(bucket => bucket.FirstStep >> shift).Distinct().Count();
}
