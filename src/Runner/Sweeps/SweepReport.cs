using SweepRunner.Reports;
using SweepRunner.Reports.Analysis;
using SweepRunner.Reports.Reading;
using SweepRunner.Runner.Decisions;

namespace SweepRunner.Runner.Sweeps;

/// <summary>Writes the report of one sweep, or of several that are compared.</summary>
internal static class SweepReport
{
    // Bytes in a file name (NAME_MAX).
    private const int LongestName = 255;

    public static ReportAnalysis Analyse(
        CommandContext context, ITrackingStore store, IReadOnlyList<SweepRecord> sweeps, double? margin = null) =>
        ReportAnalysis.Read(
            store, sweeps, context.Time, context.Launcher, TrialJson.Spelled, margin, TrialJson.BoundsOf,
            (sweep, like, points) => SweepModel.Predict(store, sweep, like, points));

    /// <summary>Writes into a folder, or by default into one among the artifacts.</summary>
    /// <exception cref="ReportException">The sweeps have different objectives, or the folder cannot be written
    /// to.</exception>
    /// <exception cref="CommandException">The names of the sweeps cannot be that of a folder.</exception>
    public static Task<ReportFiles> WriteAsync(
        CommandContext context, ITrackingStore store, IReadOnlyList<SweepRecord> sweeps, string? folder,
        CancellationToken cancellationToken) =>
        WriteAsync(context, store, Analyse(context, store, sweeps), sweeps, folder, cancellationToken);

    /// <summary>Writes what is analysed already.</summary>
    public static Task<ReportFiles> WriteAsync(
        CommandContext context, ITrackingStore store, ReportAnalysis analysis, IReadOnlyList<SweepRecord> sweeps,
        string? folder, CancellationToken cancellationToken)
    {
        var target = folder ?? DefaultFolder(store, [.. sweeps.Select(sweep => sweep.Name)]);
        if (folder is null)
            context.PrepareArtifacts(store);
        return ReportWriter.WriteAsync(analysis, target, cancellationToken);
    }

    /// <summary>A URL that terminals make a link, and browsers open.</summary>
    public static string Link(string file) =>
        $"file://{string.Join('/', Path.GetFullPath(file).Split('/').Select(Uri.EscapeDataString))}";

    // A store from elsewhere may contain a name that no folder can have.
    private static string DefaultFolder(ITrackingStore store, string[] sweeps)
    {
        var name = string.Join('+', sweeps);
        if (name is "." or ".." || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name.Length > LongestName)
            throw new CommandException(
                $"The sweep's name '{name}' cannot be the name of a folder. Choose a folder with --out DIR.");
        return sweeps.Length == 1
            ? Path.Join(store.SweepArtifacts(name), ArtifactNames.Report)
            : Path.Join(store.ArtifactsFolder, "compare", name);
    }
}
