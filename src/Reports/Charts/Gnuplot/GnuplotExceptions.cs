namespace SweepRunner.Reports.Charts.Gnuplot;

/// <summary>Pictures could not be drawn; the message says which and why.</summary>
public class GnuplotException : Exception
{
    /// <summary>Pictures could not be drawn.</summary>
    /// <param name="message">Which, and why.</param>
    /// <param name="innerException">What was caught; null for none.</param>
    internal GnuplotException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>gnuplot refused a chart.</summary>
    /// <param name="chart">The chart's name; empty where it is not known.</param>
    /// <param name="exitCode">What gnuplot ended with.</param>
    /// <param name="errors">What gnuplot said.</param>
    internal static GnuplotException Refused(string chart, int exitCode, string errors) =>
        new($"gnuplot ended with {exitCode} at {Named(chart)}: {string.Join("; ", Lines(errors).Take(3))}");

    /// <summary>gnuplot ended well, but a picture is not there.</summary>
    internal static GnuplotException LeftNothing(string chart, string file) => new($"gnuplot wrote no {file} for {Named(chart)}. Is there room on the disk?");

    /// <summary>gnuplot took too long and was ended.</summary>
    internal static GnuplotException TookTooLong(string chart, TimeSpan limit) => new($"gnuplot did not end within {limit.TotalSeconds:0.#} s at {Named(chart)} and was stopped.");

    // gnuplot points at the fault with a ^ in a line of its own.
    private static IEnumerable<string> Lines(string errors) =>
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line.Trim('^', ' ').Length > 0);

    private static string Named(string chart) => chart.Length == 0 ? "its start" : $"the chart '{chart}'";
}

/// <summary>gnuplot is not installed.</summary>
public sealed class GnuplotMissingException : GnuplotException
{
    internal GnuplotMissingException(string command, Exception? innerException)
        : base($"{command} does not start. Pictures need gnuplot: apt-get install gnuplot-nox fonts-inter", innerException)
    {
    }
}
