using SweepRunner.Reports.Pictures;

namespace SweepRunner.Reports.Html;

/// <summary>The cells and trials of a report, from which the page draws the charts that a reader can filter. The names
/// are those of the page's data; lists of equal length are columns.</summary>
internal sealed record PageFacts
{
    /// <summary>The facts of a report.</summary>
    public static PageFacts From(ReportAnalysis analysis)
    {
        var best = new BestSoFar(analysis);
        var indexOf = analysis.Varying.Index().ToDictionary(each => each.Item, each => each.Index);
        return new PageFacts
        {
            Objective = analysis.ObjectiveName,
            IsMaximized = analysis.Data.IsMaximized,
            IsOfPrograms = analysis.Data.IsOfPrograms,
            TotalSeconds = analysis.Clock.TotalSeconds,
            Limits = new
            {
                CellSummary.MostSideBySide,
                CellSummary.MostNamed,
                SliceMarks = Slices.MostMarks,
                BestMarks = BestSoFar.MostMarks,
                ParallelCoordinates.MostLines,
            },
            Parameters = analysis.Varying.Select(parameter => Parameter(parameter, new ParameterBins(parameter))),
            ByImportance = analysis.ByImportance().Select(each => each.Index),
            HeatMapOrder = new HeatMaps(analysis).Order().Select(parameter => indexOf[parameter]),
            ParallelAxes = new ParallelCoordinates(analysis).Parameters().Select(parameter => indexOf[parameter]),
            Cells = analysis.Cells.Select(cell => Cell(analysis, cell, ParallelCoordinates.Result(cell))),
            Trials = analysis.Data.Trials.Select(trial => Trial(analysis, trial, best)),
        };
    }

    public required string Objective { get; init; }
    public required bool IsMaximized { get; init; }

    /// <summary>True if the page says nothing of trials that did not learn.</summary>
    public required bool IsOfPrograms { get; init; }
    public required double TotalSeconds { get; init; }
    public required object Limits { get; init; }

    /// <summary>The varying parameters.</summary>
    public required IEnumerable<object> Parameters { get; init; }

    /// <summary>Indices of <see cref="Parameters"/>, as in the two lists that follow.</summary>
    public required IEnumerable<int> ByImportance { get; init; }
    public required IEnumerable<int> HeatMapOrder { get; init; }
    public required IEnumerable<int> ParallelAxes { get; init; }

    /// <summary>The cells, the best first.</summary>
    public required IEnumerable<object> Cells { get; init; }

    /// <summary>The trials in plan order.</summary>
    public required IEnumerable<object> Trials { get; init; }

    private static object Parameter(Parameter parameter, ParameterBins bins) => new
    {
        Axis = ParallelCoordinates.Axis(parameter),
        parameter.IsNumeric,
        parameter.IsRange,
        parameter.Levels,
        parameter.HasNone,
        Numbers = parameter.IsNumeric ? parameter.Levels.Select((_, level) => parameter.NumberOf(level)) : [],
        Bins = new { bins.Labels, bins.OfLevel, bins.Middles },
    };

    private static object Cell(ReportAnalysis analysis, CellRow cell, string result) => new
    {
        cell.Cell,
        Name = analysis.Labels.Short(cell.Cell),
        Title = analysis.Labels.Long(cell.Cell),
        Result = result,
        Levels = Levels(analysis, analysis.TrialsOf(cell.Cell).First()),
        cell.Sample.Mean,
        IsAtChance = cell.Group == CellGroup.AtChance,
        HasDiverged = cell.Count(Outcome.Diverged) > 0,
        Trials = cell.Outcomes.Values.Sum(),
    };

    private static IEnumerable<int> Levels(ReportAnalysis analysis, ReportTrial trial) =>
        analysis.Varying.Select(parameter => parameter.LevelOf(trial));

    private static object Trial(ReportAnalysis analysis, ReportTrial trial, BestSoFar best) => new
    {
        trial.Cell,
        Outcome = trial.Record.Outcome.Name(),
        IsFinal = trial.Record.Outcome.IsFinal(),
        Objective = trial.IsRanked ? trial.Objective : null,
        trial.IsAtChance,
        Reached = TrialMarks.IsStopped(trial) && trial.Objective is { } value && double.IsFinite(value)
            ? trial.Objective
            : null,
        At = trial.Record.EndedUtc is null ? null : (double?)best.At(trial),
        Id = $"{trial.Record.Id}",
        trial.Record.Definition.Seed,
        End = TrialText.End(trial),
    };
}
