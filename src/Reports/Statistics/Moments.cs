namespace SweepRunner.Reports.Statistics;

/// <summary>Mean and standard deviation of finite values.</summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="StandardDeviation">Of the sample (divisor n − 1); NaN with one value. Infinite where no double holds
/// it.</param>
internal readonly record struct Moments(double Mean, double StandardDeviation)
{
    // The square of a last digit of the one is still a normal number, the sum of any number of squares of the other
    // finite.
    private const double Smallest = 1e-120;
    private const double Largest = 1e120;

    /// <summary>
    /// The corrected two-pass algorithm (Chan, Golub and LeVeque, The American Statistician 37, 1983, equation 1.7), on
    /// values brought near 1 by a power of two where their squares would overflow or vanish. Equal values have exactly
    /// their value as mean and 0 as deviation.
    /// </summary>
    /// <param name="values">Finite, at least one.</param>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        var (minimum, maximum) = (values[0], values[0]);
        foreach (var value in values)
            (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
        if (minimum == maximum)
            return new Moments(minimum, values.Length < 2 ? double.NaN : 0);

        var size = Math.Max(Math.Abs(minimum), Math.Abs(maximum));
        var power = size is > Smallest and < Largest ? 0 : Math.ILogB(size);
        var sum = 0.0;
        foreach (var value in values)
            sum += Scaled(value, power);
        var mean = sum / values.Length;
        var (squares, remainder) = (0.0, 0.0);
        foreach (var value in values)
        {
            var deviation = Scaled(value, power) - mean;
            squares += deviation * deviation;
            remainder += deviation;
        }

        mean += remainder / values.Length;
        var variance = Math.Max(0, squares - remainder * remainder / values.Length) / (values.Length - 1);
        return new Moments(Math.Clamp(Scaled(mean, -power), minimum, maximum), Scaled(Math.Sqrt(variance), -power));
    }

    private static double Scaled(double value, int power) => power == 0 ? value : Math.ScaleB(value, -power);
}
