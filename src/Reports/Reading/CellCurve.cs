namespace SweepRunner.Reports.Reading;

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
    public static CellCurve Of(IReadOnlyList<ThinnedSeries> seeds, int capacity)
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
