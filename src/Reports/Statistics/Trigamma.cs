namespace SweepRunner.Reports.Statistics;

/// <summary>The trigamma function ψ′, the second derivative of ln Γ, and its inverse, for positive arguments. MathNet
/// has only the digamma function.</summary>
internal static class Trigamma
{
    // From here on the asymptotic series has 15 digits.
    private const double Large = 15;

    /// <summary>ψ′(x) for x above 0, by the recurrence 6.4.6 and the asymptotic series 6.4.12 of Abramowitz and Stegun,
    /// Handbook of Mathematical Functions (1964).</summary>
    public static double Of(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        var sum = 0.0;
        for (; x < Large; x++)
            sum += 1 / (x * x);
        var square = 1 / (x * x);
        var tail = 1.0 / 6 - square * (1.0 / 30 - square * (1.0 / 42 - square * (1.0 / 30 - square * 5 / 66)));
        return sum + 1 / x + square / 2 + square / x * tail;
    }

    /// <summary>The x with ψ′(x) = <paramref name="value"/>, which is above 0. Newton's method on 1 / ψ′, which is
    /// nearly linear and convex: Smyth, Statistical Applications in Genetics and Molecular Biology 3 (2004), article 3,
    /// appendix.</summary>
    public static double Inverse(double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        // Beyond these, the first term of the series at infinity or at 0 is exact to 7 digits.
        if (value > 1e7)
            return 1 / Sqrt(value);
        if (value < 1e-6)
            return 1 / value;
        var x = 0.5 + 1 / value;
        for (var step = double.NegativeInfinity; -step > 1e-10 * x;)
        {
            var trigamma = Of(x);
            step = trigamma * (1 - trigamma / value) / Derivative(x);
            x += step;
        }
        return x;
    }

    // ψ″, by 6.4.6 and 6.4.13 there.
    private static double Derivative(double x)
    {
        var sum = 0.0;
        for (; x < Large; x++)
            sum -= 2 / (x * x * x);
        var square = 1 / (x * x);
        var tail = 0.5 - square * (1.0 / 6 - square * (1.0 / 6 - square * (0.3 - square * 5 / 6)));
        return sum - square * (1 + 1 / x + square * tail);
    }
}
