namespace SweepRunner.Reports.Reading;

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
    public static SeriesBucket Of(long step, double value) => double.IsFinite(value)
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
