namespace SweepRunner.Search;

/// <summary>Converts a uniform number to a value of a domain.</summary>
internal static class Sampling
{
    // Six digits are short in a table, and equal on machines whose logarithms differ in the last bit.
    private const int Digits = 6;

    // The digits of a float64.
    private const int MostDigits = 17;

    // A range with fewer numbers of six digits is narrow.
    private const int FewestNumbers = 50;

    /// <summary>The value at a share of the axis, from 0 to 1.</summary>
    public static PointValue Draw(Axis axis, double share)
    {
        if (axis.Domain is ChoiceDomain { Choices: var choices })
        {
            var choice = choices[(int)Math.Min(share * choices.Count, choices.Count - 1)];
            return new PointValue(axis, choice.Json, choice);
        }

        return new PointValue(axis, Number(axis.Domain, share), null);
    }

    /// <summary>A number of a continuous range in the digits of a draw.</summary>
    public static double Short(double value, double low, double high)
    {
        var text = value.ToString($"G{DigitsOf(low, high)}");
        return Math.Clamp(double.Parse(text), low, high);
    }

    /// <summary>The digits of the numbers that are drawn from a continuous range, from 6 to 17: six digits of the
    /// number, or in a narrow range six digits of its width.</summary>
    public static int DigitsOf(double low, double high)
    {
        var lastDigit = Math.Floor(Math.Log10(Math.Max(Math.Abs(low), Math.Abs(high)))) - (Digits - 1);
        var width = Math.Log10(high - low) - lastDigit;
        return width >= Math.Log10(FewestNumbers)
            ? Digits
            : Math.Min(MostDigits, Digits + (int)Math.Ceiling(Digits - 1 - width));
    }

    private static string Number(Domain domain, double share) => domain switch
    {
        UniformDomain { Low: var low, High: var high } =>
            $"{Short((low * (1 - share)) + (high * share), low, high):R}",
        LogUniformDomain { Low: var low, High: var high } =>
            $"{Short(Math.Exp((Math.Log(low) * (1 - share)) + (Math.Log(high) * share)), low, high):R}",
        IntegerDomain range => $"{(long)Int128.Min(range.High, range.Low + (Int128)(share * range.Levels!.Value))}",
        QuantizedDomain range => $"{Stepped(range, share):R}",
        _ => throw new ArgumentOutOfRangeException(nameof(domain), domain, "Not a known domain."),
    };

    // Adds steps as decimals if possible, so that 0.1 + 2 × 0.1 is 0.3.
    private static double Stepped(QuantizedDomain range, double share)
    {
        const double LargestExact = 1e12;
        var steps = Math.Min(Math.Floor(share * range.Levels!.Value), range.Levels.Value - 1);
        var value =
            Math.Max(Math.Abs(range.Low), Math.Abs(range.High)) < LargestExact
            && range.Step is > 1e-12 and < LargestExact
                ? (double)((decimal)range.Low + ((decimal)range.Step * (decimal)steps))
                : range.Low + (range.Step * steps);
        return Math.Min(value, range.High);
    }
}
