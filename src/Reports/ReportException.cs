using SweepRunner.Tracking;
using SweepRunner.Tracking.Storage;

namespace SweepRunner.Reports;

/// <summary>A report cannot be made of what was asked for; the message says why and what to do.</summary>
public sealed class ReportException : Exception
{
    private ReportException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal static void ThrowIfObjectivesDiffer(NewSweep first, NewSweep other)
    {
        if (first.ObjectiveMetric != other.ObjectiveMetric || first.IsObjectiveMaximized != other.IsObjectiveMaximized)
        {
            throw new ReportException(
                $"'{first.Name}' and '{other.Name}' cannot be compared: one is to {Goal(first)}, the "
                    + $"other to {Goal(other)}. "
                    + "Compare sweeps that have the same objective.");
        }
    }

    internal static ReportException Unwritable(string folder, Exception reason) =>
        new($"Cannot write the report to '{folder}': {FileFaults.Reason(reason, folder)}. Name another folder with "
            + "--out DIR.", reason);

    private static string Goal(NewSweep sweep) =>
        $"{(sweep.IsObjectiveMaximized ? "maximize" : "minimize")} {sweep.ObjectiveMetric}";
}
