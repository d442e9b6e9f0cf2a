namespace SweepRunner.Tracking.Sqlite;

/// <summary>
/// Names for the values that a REAL column would lose: SQLite turns NaN into NULL, and stores a whole number without
/// the sign of its zero.
/// </summary>
internal static class SqliteValueKinds
{
    private const string NotANumber = "nan", PositiveInfinity = "inf", NegativeInfinity = "-inf", NegativeZero = "-0";

    /// <summary>The value's name, or null for a value that the column keeps.</summary>
    public static string? Of(double value) => value switch
    {
        double.NaN => NotANumber,
        double.PositiveInfinity => PositiveInfinity,
        double.NegativeInfinity => NegativeInfinity,
        0 when double.IsNegative(value) => NegativeZero,
        _ => null,
    };

    /// <summary>The value of a name.</summary>
    /// <exception cref="TrackingException">There is none of that name.</exception>
    public static double ValueOf(string kind) =>
        kind switch
        {
            NotANumber => double.NaN,
            PositiveInfinity => double.PositiveInfinity,
            NegativeInfinity => double.NegativeInfinity,
            NegativeZero => -0.0,
            _ => throw new TrackingException(
                $"The store holds a metric value of the unknown kind '{kind}': something else has written it."),
        };
}
