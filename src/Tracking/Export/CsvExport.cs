using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace SweepRunner.Tracking.Export;

/// <summary>Writes a sweep as <c>trials.csv</c> and <c>metrics.csv</c>; docs/formats.md describes their
/// columns.</summary>
public static class CsvExport
{
    /// <summary>The table with one row for each trial.</summary>
    public const string TrialsFile = "trials.csv";

    /// <summary>The table with one row for each point.</summary>
    public const string MetricsFile = "metrics.csv";

    // RFC 4180, except that lines end in LF, which line-based tools expect. A cell that a spreadsheet takes for a
    // formula stays as it is, because a prefix would change the value for other programs.
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        InjectionOptions = InjectionOptions.None,
        // The library quotes only for the line end above, but a carriage return ends a line in other programs.
        ShouldQuote = cell => ConfigurationFunctions.ShouldQuote(cell) || cell.Field?.Contains('\r') == true,
    };

    /// <summary>Writes both tables to a folder, which is created if missing. Each file is written as a whole or not at
    /// all, and replaces an older one.</summary>
    /// <exception cref="TrackingException">The sweep does not exist, or the folder is not writable.</exception>
    public static void Write(ITrackingStore store, string sweep, string folder)
    {
        ArgumentNullException.ThrowIfNull(store);
        var record = store.FindSweep(sweep) ?? throw new SweepMissingException(sweep, store.Url);
        try
        {
            Directory.CreateDirectory(folder);
            IReadOnlyList<TrialProgress> trials = [];
            WriteFile(Path.Join(folder, MetricsFile), csv => trials = WriteMetrics(csv, store, sweep));
            WriteFile(Path.Join(folder, TrialsFile), csv => WriteTrials(csv, record.Definition, trials));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrackingException($"Cannot write the tables to '{folder}': "
                + $"{FileFaults.Reason(exception, folder)}. Name another folder.", exception);
        }
    }

    private static IReadOnlyList<TrialProgress> WriteMetrics(CsvWriter csv, ITrackingStore store, string sweep)
    {
        WriteRow(csv, ["trial", "metric", "step", "epoch", "value", "time_utc"]);
        return TrialProgress.Read(store, sweep, point => WriteRow(csv,
            [
                CsvText.Format(point.Trial), point.Point.Metric, CsvText.Format(point.Point.Step),
                CsvText.Format(point.Point.Epoch), CsvText.Format(point.Point.Value),
                CsvText.Format(point.Point.TimeUtc),
            ]));
    }

    private static void WriteTrials(CsvWriter csv, SweepFacts sweep, IReadOnlyList<TrialProgress> trials)
    {
        var space = new SpaceColumns(sweep.SpacePaths, [.. trials.Select(trial => trial.Trial)]);
        var metrics = trials
            .SelectMany(trial => trial.Metrics.Keys)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(Objective.Of(sweep).Describe)
            .Where(metric => !metric.IsSystem || metric.Name == sweep.ObjectiveMetric)
            .ToList();
        WriteRow(csv,
        [
            "sweep", "trial", "cell", "seed", "outcome", "outcome_kind", "outcome_step", "epochs", "steps", "elapsed_s",
            .. space.Paths,
            .. metrics.SelectMany(metric =>
                metric.HasBest ? [$"{metric.Name}.last", $"{metric.Name}.best"] : new[] { $"{metric.Name}.last" }),
        ]);
        foreach (var progress in trials)
            WriteRow(csv,
            [
                .. Fixed(progress), .. space.Of(progress.Trial),
                .. metrics.SelectMany(metric => Values(progress, metric)),
            ]);
    }

    private static IEnumerable<string> Fixed(TrialProgress progress)
    {
        var (trial, end) = (progress.Trial, progress.Trial.End);
        return
        [
            trial.Sweep, CsvText.Format(trial.Number), CsvText.Format(trial.Definition.Cell),
            CsvText.Format(trial.Definition.Seed), trial.Outcome.Name(), trial.Reason ?? "",
            end?.Step is { } step ? CsvText.Format(step) : "", CsvText.Format(progress.Epochs),
            CsvText.Format(progress.Steps), CsvText.Format(progress.ElapsedSeconds),
        ];
    }

    private static IEnumerable<string> Values(TrialProgress progress, Metric metric)
    {
        var summary = progress.Metrics.GetValueOrDefault(metric.Name);
        yield return summary is null ? "" : CsvText.Format(summary.Last);
        if (metric.HasBest)
            yield return summary?.BestOf(metric) is { } best ? CsvText.Format(best) : "";
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }

    // The unfinished file has another name, so that nobody reads half a table after a crash.
    private static void WriteFile(string path, Action<CsvWriter> write)
    {
        var unfinished = path + ".tmp";
        using (var csv = new CsvWriter(new StreamWriter(unfinished), Format))
            write(csv);
        File.Move(unfinished, path, overwrite: true);
    }
}

/// <summary>Numbers and times in the exported tables.</summary>
public static class CsvText
{
    /// <summary>The shortest text that reads back to the same bits, or <c>NaN</c>, <c>Infinity</c> or
    /// <c>-Infinity</c>.</summary>
    public static string Format(double value) => value.ToString("R");

    /// <summary>An integer.</summary>
    public static string Format(long value) => value.ToString();

    /// <summary>ISO 8601 in UTC, to the millisecond: <c>2026-03-04T05:06:07.089Z</c>.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
}
