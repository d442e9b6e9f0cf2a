using System.Globalization;

namespace SweepRunner.Configuration;

/// <summary>Parses numbers in JSON.</summary>
internal static class NumberSpelling
{
    /// <summary>Parses a 64-bit integer such as <c>100</c>, <c>100.0</c> or <c>1e2</c>.</summary>
    /// <returns>False if the number has a fraction or does not fit into 64 bits.</returns>
    public static bool TryWhole(string spelling, out long whole)
    {
        whole = 0;
        if (!decimal.TryParse(spelling, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            || exact != decimal.Truncate(exact) || exact is < long.MinValue or > long.MaxValue)
            return false;

        // A decimal rounds after 28 digits, but 1e-40 is not zero.
        if (exact == 0 && HasDigits(spelling))
            return false;
        whole = (long)exact;
        return true;
    }

    /// <summary>The nearest double.</summary>
    /// <returns>False if the number is too large or too small for a double: it would become infinite, or
    /// zero.</returns>
    public static bool TryDouble(string spelling, out double value)
    {
        value = double.Parse(spelling, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) && (value != 0 || !HasDigits(spelling));
    }

    private static bool HasDigits(string spelling) =>
        spelling.TakeWhile(each => each is not ('e' or 'E')).Any(each => each is >= '1' and <= '9');
}
